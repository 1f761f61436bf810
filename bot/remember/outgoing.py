"""A message to be posted, before it is a row in the outbox."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection

from bot.core.basis import Basis
from bot.remember import tables
from bot.remember.instant import to_millis

Kind = Literal["answer", "digest", "correction", "notice"]

PRIVATELY = "answered privately"
"""What stands beside a row whose message the asker alone was shown."""

URGENCY: dict[str, int] = {"answer": 0, "digest": 1, "correction": 2, "notice": 2}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to be posted: `payload` is the JSON text of {"text", "blocks"}.

    `under` is the place, in the same batch, of the message in whose thread this one goes.
    `subject` becomes what the thread is about once the message, where it opens one, is posted.
    `expires_in` is how long it is worth posting; `response_url` where to say so, or to answer
    where the bot is no member. `basis` is what its record keeps. One that was `given` was shown
    to the asker alone already: it is kept for its record, and never posted. One that is
    `held` waits for a person's word; `edits` is the ts of a message it takes the place of. `mark`
    is what the posted message carries, to be known again; it is given where the message is written,
    unless its buttons carry it already.
    """

    channel: str
    payload: str
    kind: Kind = "answer"
    thread_ts: str | None = None
    under: int | None = None
    subject: str | None = None
    response_url: str | None = None
    asker: str | None = None
    expires_in: timedelta | None = None
    basis: Basis | None = None
    given: bool = False
    held: bool = False
    edits: str | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Messages of which the first opens the thread of the others.

    One that `waits` is not posted before it is released.
    """

    workspace: str
    messages: Sequence[Outgoing]
    delivery_id: int | None = None
    waits: bool = False


def new_mark() -> str:
    """A mark that nothing else has."""
    return uuid.uuid4().hex


def marked(batch: Sequence[Outgoing]) -> tuple[Outgoing, ...]:
    """The batch, each message with a mark of its own: what is not given yet may be written more than once."""
    return tuple(replace(message, mark=message.mark or new_mark()) for message in batch)


def write(
    connection: Connection,
    workspace: str,
    batch: Sequence[Outgoing],
    now: datetime,
    delivery_id: int | None = None,
) -> int | None:
    """Write the batch as planned outbox rows; return the id of the first, None where there is none.

    Raises ValueError where a message goes under itself, a later one, or one in another channel.
    """
    first: int | None = None
    roots: list[int | None] = []  # for each message the row whose thread its own replies go to
    threads: list[str | None] = []
    under: list[dict[str, Any]] = []  # written together, as nothing needs their ids
    for place, message in enumerate(batch):
        thread_ts, parent, response_url = message.thread_ts, None, message.response_url
        if message.under is not None:
            if not 0 <= message.under < place or batch[message.under].channel != message.channel:
                raise ValueError(f"message {place} cannot go under message {message.under}")
            # Slack's threads are flat: what goes under a reply goes to the reply's own thread.
            thread_ts, parent = threads[message.under], roots[message.under]
            response_url = response_url or batch[message.under].response_url
        values = _values(workspace, message, now) | {
            "thread_ts": thread_ts,
            "parent_id": parent,
            "due_at": to_millis(now) if parent is None and not (message.given or message.held) else None,
            "due_set_at": to_millis(now),
            "response_url": response_url,
            "delivery_id": delivery_id,
        }
        root = parent
        if parent is not None:
            under.append(values)
        else:
            _write_all(connection, under)  # before it, so that ids keep the batch's order
            under = []
            key = connection.execute(tables.outbox.insert(), values).inserted_primary_key
            assert key is not None
            first = int(key[0]) if first is None else first
            root = int(key[0]) if thread_ts is None else None
        roots.append(root)
        threads.append(thread_ts)
    _write_all(connection, under)
    return first


def write_all(connection: Connection, batches: Sequence[Batch], now: datetime) -> list[int | None]:
    """Write many batches in few statements; return the ids of their first messages, None for an empty one."""
    heads = [
        _row(batch, batch.messages[0], now) | {"due_at": None if batch.waits else to_millis(now)}
        for batch in batches
        if batch.messages
    ]
    if not heads:
        return [None for _ in batches]
    table = tables.outbox.c
    written = connection.execute(tables.outbox.insert().returning(table.id, table.mark), heads)
    ids = {str(row.mark): int(row.id) for row in written}
    places = iter(ids[head["mark"]] for head in heads)
    found = [next(places) if batch.messages else None for batch in batches]
    under = [
        _row(batch, message, now) | {"parent_id": head}
        for batch, head in zip(batches, found, strict=True)
        for message in batch.messages[1:]
    ]
    _write_all(connection, under)
    return found


def _row(batch: Batch, message: Outgoing, now: datetime) -> dict[str, Any]:
    place = {"thread_ts": None, "parent_id": None, "due_at": None, "due_set_at": to_millis(now), "response_url": None}
    return _values(batch.workspace, message, now) | place | {"delivery_id": batch.delivery_id}


def _write_all(connection: Connection, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(tables.outbox.insert(), rows)


def _values(workspace: str, message: Outgoing, now: datetime) -> dict[str, Any]:
    return {
        "mark": message.mark or new_mark(),
        "workspace": workspace,
        "channel": message.channel,
        "kind": message.kind,
        "urgency": URGENCY[message.kind],
        "payload": message.payload,
        "state": "sent" if message.given else "held" if message.held else "planned",
        "created_at": to_millis(now),
        "expires_at": None if message.expires_in is None else to_millis(now + message.expires_in),
        "attempts": 0,
        "looks": 0,
        "resends": 0,
        "asker": message.asker,
        "subject": message.subject,
        "edits": message.edits,
        "error": PRIVATELY if message.given else None,
    }
