"""A record: one message as it was written, and what it rested on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from bot.remember import tables
from bot.remember.instant import from_millis


@dataclass(frozen=True, slots=True)
class Used:
    """A fact in the version a message used; `content` is None where that version is no longer kept."""

    fact: str
    version: str
    serves: bool
    content: str | None


@dataclass(frozen=True, slots=True)
class Record:
    """One message: `payload` is the bytes that were sent, the rest what decided them.

    `id` is the outbox row's, which owners see as a reference; `message_ts` is None for what the
    asker alone saw, and for what was not posted.
    """

    id: int
    mark: str
    workspace: str
    channel: str
    thread_ts: str | None
    message_ts: str | None
    kind: str
    state: str
    error: str | None
    asker: str | None
    created_at: datetime
    payload: str
    reading: str
    place: int
    templates: str
    book: str
    facts: tuple[Used, ...]


_ROWS = select(tables.outbox, *(column for column in tables.records.c if column.name != "mark")).join(
    tables.records, tables.records.c.mark == tables.outbox.c.mark
)


def by_id(connection: Connection, id: int) -> Record | None:
    """The record of an outbox row."""
    return next(iter(_read(connection, tables.outbox.c.id == id)), None)


def by_message(connection: Connection, channel: str, message_ts: str) -> Record | None:
    """The record of a posted message."""
    at = tables.outbox.c
    return next(iter(_read(connection, (at.channel == channel) & (at.message_ts == message_ts))), None)


def newest(connection: Connection, count: int) -> tuple[Record, ...]:
    """The newest records, the newest first."""
    return _read(connection, tables.outbox.c.id > 0, count)


def _read(connection: Connection, condition: ColumnElement[bool], count: int = 1) -> tuple[Record, ...]:
    rows = connection.execute(_ROWS.where(condition).order_by(tables.outbox.c.id.desc()).limit(count)).all()
    uses = {row.mark: [tuple(use) for use in json.loads(row.facts)] for row in rows}
    contents = _contents(connection, {version for used in uses.values() for _, version, _ in used})
    return tuple(_record(row, uses[row.mark], contents) for row in rows)


def _contents(connection: Connection, versions: Iterable[str]) -> dict[str, str]:
    known = tables.fact_versions.c
    found = connection.execute(select(known.version, known.content).where(known.version.in_(sorted(versions))))
    return {row.version: row.content for row in found}


def _record(row: Row[Any], uses: list[tuple[Any, ...]], contents: dict[str, str]) -> Record:
    return Record(
        id=row.id,
        mark=row.mark,
        workspace=row.workspace,
        channel=row.channel,
        thread_ts=row.thread_ts,
        message_ts=row.message_ts,
        kind=row.kind,
        state=row.state,
        error=row.error,
        asker=row.asker,
        created_at=from_millis(row.created_at),
        payload=row.payload,
        reading=row.reading,
        place=row.place,
        templates=row.templates,
        book=row.book,
        facts=tuple(Used(fact, version, serves, contents.get(version)) for fact, version, serves in uses),
    )
