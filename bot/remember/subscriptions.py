"""Who gets which digest, where and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, case, or_, select, true, update

from bot.core.subscription import Review, Schedule, Subscription, read_quiet
from bot.remember import tables
from bot.remember.instant import from_millis, to_millis
from bot.remember.upsert import insert

_GONE = "book"
"""Why a plan is paused that is no longer in the book; it goes on when it is there again."""
_KEPT = frozenset({"workspace", "id", "state", "next_at", "origin", "maker", "paused_for", "newest"})


def put(connection: Connection, wanted: Subscription) -> Subscription:
    """Write the subscription, and return it as it stands.

    One that exists keeps its origin and its state, and its next_at too unless its schedule
    changed. A plan that was paused because it had left the book goes on.
    """
    table = tables.subscriptions.c
    new = insert(connection, tables.subscriptions).values(**_values(wanted))
    to = new.excluded
    changes: dict[str, Any] = {name: to[name] for name in table.keys() if name not in _KEPT}  # noqa: SIM118 (a column collection iterates over columns)
    is_back = and_(table.state == "paused", table.paused_for == _GONE)
    same = (table.cron == to.cron, table.time_zone == to.time_zone)
    moved = or_(is_back, ~and_(*same, table.quiet == to.quiet, table.business_days == to.business_days))
    changes["next_at"] = case((moved, to.next_at), else_=table.next_at)
    changes["state"] = case((is_back, "active"), else_=table.state)
    changes["paused_for"] = case((is_back, ""), else_=table.paused_for)
    written = new.on_conflict_do_update(index_elements=("workspace", "id"), set_=changes)
    return _read(connection.execute(written.returning(*table)).one())


def listed(connection: Connection, workspace: str) -> tuple[Subscription, ...]:
    """The workspace's subscriptions that are not stopped, by id."""
    table = tables.subscriptions.c
    rows = connection.execute(
        select(tables.subscriptions)
        .where(table.workspace == workspace, table.state != "stopped")
        .order_by(table.channel, table.next_at, table.id)
    )
    return tuple(_read(row) for row in rows)


def one(connection: Connection, workspace: str, id: str) -> Subscription | None:
    """A subscription by its id; None for one that is unknown or stopped."""
    table = tables.subscriptions.c
    chosen = select(tables.subscriptions).where(*_is(workspace, id), table.state != "stopped")
    row = connection.execute(chosen).one_or_none()
    return None if row is None else _read(row)


def due(connection: Connection, now: datetime, workspace: str | None = None) -> tuple[Subscription, ...]:
    """The active subscriptions whose time has come, of one workspace or of all, the longest due first."""
    table = tables.subscriptions.c
    rows = connection.execute(
        select(tables.subscriptions)
        .where(table.state == "active", table.next_at <= to_millis(now))
        .where(table.workspace == workspace if workspace is not None else true())
        .order_by(table.next_at, table.workspace, table.id)
    )
    return tuple(_read(row) for row in rows)


def pause_all_but(connection: Connection, workspace: str, ids: Sequence[str]) -> tuple[str, ...]:
    """Pause the active plans of the book with other ids; return those paused, in order.

    What a person made is never touched.
    """
    table = tables.subscriptions.c
    unwanted = (table.workspace == workspace, table.state == "active", table.origin == "book", table.id.not_in(ids))
    paused = connection.execute(
        update(tables.subscriptions).where(*unwanted).values(state="paused", paused_for=_GONE).returning(table.id)
    )
    return tuple(sorted(str(row.id) for row in paused))


def pause(connection: Connection, workspace: str, id: str, why: str) -> bool:
    """Pause an active subscription; False where it is not active."""
    table = tables.subscriptions.c
    paused = update(tables.subscriptions).where(*_is(workspace, id), table.state == "active")
    return connection.execute(paused.values(state="paused", paused_for=why)).rowcount == 1


def pause_channel(connection: Connection, workspace: str, channel: str, why: str) -> tuple[Subscription, ...]:
    """Pause every active subscription of a channel; return them."""
    table = tables.subscriptions.c
    active = (table.workspace == workspace, table.channel == channel, table.state == "active")
    paused = update(tables.subscriptions).where(*active).values(state="paused", paused_for=why)
    return tuple(_read(row) for row in connection.execute(paused.returning(*table)))


def resume(connection: Connection, workspace: str, id: str, next_at: datetime, newest: str) -> bool:
    """Let a paused subscription go on from a time; False where it is not paused."""
    table = tables.subscriptions.c
    resumed = update(tables.subscriptions).where(*_is(workspace, id), table.state == "paused")
    changes = {"state": "active", "paused_for": "", "next_at": to_millis(next_at), "newest": newest}
    return connection.execute(resumed.values(**changes)).rowcount == 1


def stop(connection: Connection, workspace: str, id: str) -> bool:
    """End a subscription; its deliveries stay known. False where it was ended before."""
    table = tables.subscriptions.c
    stopped = update(tables.subscriptions).where(*_is(workspace, id), table.state != "stopped")
    return connection.execute(stopped.values(state="stopped")).rowcount == 1


def look(connection: Connection, looked: Mapping[tuple[str, str], tuple[str, datetime | None]]) -> None:
    """Note, by (workspace, id), the newest edition there is, and, where it is news, when it goes out."""
    for whose, (newest, next_at) in looked.items():
        sooner = {} if next_at is None else {"next_at": to_millis(next_at)}
        connection.execute(update(tables.subscriptions).where(*_is(*whose)).values(newest=newest, **sooner))


def _is(workspace: str, id: str) -> tuple[Any, Any]:
    table = tables.subscriptions.c
    return table.workspace == workspace, table.id == id


def _values(one: Subscription) -> dict[str, Any]:
    review = one.review
    return {
        "workspace": one.workspace,
        "id": one.id,
        "channel": one.channel,
        "digest": one.digest,
        "cron": one.schedule.cron,
        "time_zone": one.schedule.time_zone,
        "quiet": "" if one.schedule.quiet is None else str(one.schedule.quiet),
        "business_days": one.schedule.business_days,
        "language": one.language,
        "state": one.state,
        "next_at": to_millis(one.next_at),
        "origin": one.origin,
        "maker": one.maker,
        "reviewer": None if review is None else review.reviewer,
        "review_minutes": None if review is None else review.within // timedelta(minutes=1),
        "review_channel": one.review_channel or None,
        "says_nothing_new": one.says_nothing_new,
        "paused_for": one.paused_for,
        "newest": one.newest,
    }


def _read(row: Row[Any]) -> Subscription:
    review = None if row.reviewer is None else Review(row.reviewer, timedelta(minutes=row.review_minutes))
    return Subscription(
        workspace=row.workspace,
        id=row.id,
        channel=row.channel,
        digest=row.digest,
        schedule=Schedule(row.cron, row.time_zone, read_quiet(row.quiet), row.business_days),
        language=row.language,
        next_at=from_millis(row.next_at),
        state=row.state,
        origin=row.origin,
        maker=row.maker,
        review=review,
        review_channel=row.review_channel or "",
        says_nothing_new=row.says_nothing_new,
        paused_for=row.paused_for,
        newest=row.newest,
    )
