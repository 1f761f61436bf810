"""A turn: a subscription's time has come, and what is written of it, many in one transaction.

Each subscription is claimed by moving its next time, under a lock that nobody else passes, so
that of two processes that find it due one writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, select, tuple_, update

from bot.core.subscription import Subscription
from bot.remember import outgoing, tables
from bot.remember.instant import to_millis
from bot.remember.outgoing import Batch, Outgoing, marked
from bot.remember.upsert import insert

Outcome = Literal["planned", "held", "already", "nothing", "taken"]
"""What became of a turn: to be posted; waits for its reviewer; the edition went there before; there is no
edition; another process has taken it, or it was paused or moved since."""


@dataclass(frozen=True, slots=True)
class Hold:
    """An edition that somebody sees first: who, where, until when, and the messages that show it to them."""

    reviewer: str
    channel: str
    until: datetime
    messages: tuple[Outgoing, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """What is to be written of one subscription that is due.

    `edition` None is that there is none; the first of `messages` is the headline, the others go
    under it. `otherwise` is said where nothing is new.
    """

    due: Subscription
    next_at: datetime
    edition: str | None = None
    messages: tuple[Outgoing, ...] = ()
    hold: Hold | None = None
    otherwise: Outgoing | None = None

    @property
    def shown(self) -> tuple[Outgoing, ...]:
        """Every message of the edition: those to be posted, and those its reviewer sees."""
        return (*self.messages, *(self.hold.messages if self.hold is not None else ()))

    def marked(self) -> Turn:
        """The turn, each message of its edition with a mark of its own."""
        hold = None if self.hold is None else replace(self.hold, messages=marked(self.hold.messages))
        return replace(self, messages=marked(self.messages), hold=hold)


def take(
    connection: Connection, turns: Sequence[Turn], now: datetime
) -> tuple[tuple[Outcome, ...], tuple[Outgoing, ...]]:
    """Write the turns; what became of each, in their order, and the messages of the editions written."""
    mine = _claim(connection, turns)
    editions = [turn for turn in turns if _key(turn) in mine and turn.edition is not None]
    new = _plan(connection, editions, now)
    fresh = [(turn, new[_key(turn)]) for turn in editions if _key(turn) in new]
    _write(connection, fresh, now)
    found = tuple(_outcome(turn, mine, new) for turn in turns)
    said = [
        Batch(turn.due.workspace, (turn.otherwise,))
        for turn, outcome in zip(turns, found, strict=True)
        if outcome in {"already", "nothing"} and turn.otherwise is not None
    ]
    outgoing.write_all(connection, said, now)
    return found, tuple(message for turn, _ in fresh for message in turn.shown)


def _outcome(turn: Turn, mine: set[tuple[str, str]], new: dict[tuple[str, str], int]) -> Outcome:
    if _key(turn) not in mine:
        return "taken"
    if turn.edition is None:
        return "nothing"
    if _key(turn) not in new:
        return "already"
    return "planned" if turn.hold is None else "held"


def _key(turn: Turn) -> tuple[str, str]:
    return turn.due.workspace, turn.due.id


def _claim(connection: Connection, turns: Sequence[Turn]) -> set[tuple[str, str]]:
    """Lock the subscriptions that are still as they were found, and move their next times."""
    table = tables.subscriptions.c
    found = [(*_key(turn), to_millis(turn.due.next_at)) for turn in turns]
    locked = connection.execute(
        select(table.workspace, table.id)
        .where(table.state == "active", tuple_(table.workspace, table.id, table.next_at).in_(found))
        .order_by(table.workspace, table.id)
        .with_for_update(skip_locked=True)
    )
    mine = {(str(row.workspace), str(row.id)) for row in locked}
    moves = [
        {"of": turn.due.workspace, "which": turn.due.id, "next_at": to_millis(turn.next_at)}
        for turn in turns
        if _key(turn) in mine
    ]
    if moves:
        move = update(tables.subscriptions).where(table.workspace == bindparam("of"), table.id == bindparam("which"))
        connection.execute(move.values(next_at=bindparam("next_at")), moves)
    return mine


def _plan(connection: Connection, turns: Sequence[Turn], now: datetime) -> dict[tuple[str, str], int]:
    """The ids of the deliveries that were written; one that was there already has none."""
    if not turns:
        return {}
    rows: list[dict[str, Any]] = [
        {
            "workspace": turn.due.workspace,
            "subscription": turn.due.id,
            "digest": turn.due.digest,
            "edition": turn.edition,
            "state": "held" if turn.hold is not None else "planned" if turn.messages else "skipped",
            "planned_at": to_millis(now),
        }
        for turn in turns
    ]
    at = tables.deliveries.c
    wanted = insert(connection, tables.deliveries).on_conflict_do_nothing()
    written = connection.execute(wanted.returning(at.id, at.workspace, at.subscription), rows)
    return {(str(row.workspace), str(row.subscription)): int(row.id) for row in written}


def _write(connection: Connection, new: Sequence[tuple[Turn, int]], now: datetime) -> None:
    """The outbox rows of new deliveries; those of a held one wait without a time."""
    batches = [Batch(turn.due.workspace, turn.messages, delivery, turn.hold is not None) for turn, delivery in new]
    heads = outgoing.write_all(connection, batches, now)
    links = [{"delivery": delivery, "head": head} for (_, delivery), head in zip(new, heads, strict=True)]
    if links:
        link = update(tables.deliveries).where(tables.deliveries.c.id == bindparam("delivery"))
        connection.execute(link.values(outbox_id=bindparam("head")), links)
    held = [(turn, turn.hold, delivery) for turn, delivery in new if turn.hold is not None]
    if held:
        connection.execute(tables.reviews.insert(), list(_reviews(held)))
        outgoing.write_all(connection, [Batch(turn.due.workspace, hold.messages) for turn, hold, _ in held], now)


def _reviews(held: Iterable[tuple[Turn, Hold, int]]) -> Iterable[dict[str, Any]]:
    for turn, hold, delivery in held:
        yield {
            "delivery_id": delivery,
            "workspace": turn.due.workspace,
            "reviewer": hold.reviewer,
            "channel": hold.channel,
            "until": to_millis(hold.until),
        }
