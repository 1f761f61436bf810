"""Reported figures: who reported which message, with the versions of what it rested on, until it is settled."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, delete, func, select, update

from bot.remember import tables
from bot.remember.instant import from_millis, to_millis
from bot.remember.upsert import insert

Settled = Literal["mended", "stays"]

_KEY = ("workspace", "mark", "reporter")


@dataclass(frozen=True, slots=True)
class Reported:
    """A message as it can be reported: the text that was said, its subject, and what it rested on."""

    mark: str
    message_ts: str | None
    text: str
    subject: str | None
    book: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One report: `state` is open until the owner settles it; `message_ts` None where the answer was private."""

    id: str
    workspace: str
    channel: str
    message_ts: str | None
    reporter: str
    state: str
    subject: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open report: who made it and when, and the text that was said, in mrkdwn; empty where it is forgotten."""

    id: str
    reporter: str
    reported_at: datetime
    said: str


_at = tables.reports.c


def reported(connection: Connection, workspace: str, channel: str, sought: str) -> Reported | None:
    """One of our messages in a channel, by its ts or its mark, while what it rested on is kept."""
    at = tables.outbox.c
    row = connection.execute(
        select(at.mark, at.message_ts, at.payload, at.subject, tables.records.c.book, tables.records.c.facts)
        .join(tables.records, tables.records.c.mark == at.mark)
        .where(at.workspace == workspace, at.channel == channel, (at.message_ts == sought) | (at.mark == sought))
    ).first()
    if row is None:
        return None
    facts = tuple((str(fact), str(version)) for fact, version, *_ in json.loads(row.facts))
    return Reported(row.mark, row.message_ts, _text(row.payload), row.subject, row.book, facts)


def add(
    connection: Connection, workspace: str, channel: str, id: str, about: Reported, reporter: str, now: datetime
) -> bool:
    """Write a report; False where this person reported this message before."""
    new = insert(connection, tables.reports).values(
        id=id,
        workspace=workspace,
        channel=channel,
        mark=about.mark,
        reporter=reporter,
        book=about.book,
        facts=json.dumps(about.facts),
        state="open",
        reported_at=to_millis(now),
    )
    return bool(connection.execute(new.on_conflict_do_nothing(index_elements=_KEY)).rowcount)


def find(connection: Connection, workspace: str, id: str) -> Report | None:
    """A report, or None."""
    at = tables.outbox.c
    row = connection.execute(
        select(tables.reports, at.message_ts, at.subject)
        .select_from(tables.reports.outerjoin(tables.outbox, at.mark == _at.mark))
        .where(_at.workspace == workspace, _at.id == id)
    ).first()
    if row is None:
        return None
    values: dict[str, Any] = {name: getattr(row, name) for name in Report.__slots__}
    return Report(**values)


def waiting(connection: Connection, workspace: str, most: int) -> tuple[tuple[Waiting, ...], int]:
    """The open reports, the oldest first, and how many there are beyond those."""
    at = tables.outbox.c
    mine = (_at.workspace == workspace, _at.state == "open")
    rows = connection.execute(
        select(_at.id, _at.reporter, _at.reported_at, at.payload)
        .select_from(tables.reports.outerjoin(tables.outbox, at.mark == _at.mark))
        .where(*mine)
        .order_by(_at.reported_at, _at.id)
        .limit(most)
    ).all()
    count = connection.execute(select(func.count()).select_from(tables.reports).where(*mine)).scalar_one()
    shown = tuple(
        Waiting(row.id, row.reporter, from_millis(row.reported_at), _text(row.payload or "{}")) for row in rows
    )
    return shown, count - len(shown)


def settle(connection: Connection, workspace: str, id: str, state: Settled, by: str, now: datetime) -> bool:
    """Settle an open report; False where it is settled already."""
    settled = (
        update(tables.reports)
        .where(_at.workspace == workspace, _at.id == id, _at.state == "open")
        .values(state=state, settled_by=by, settled_at=to_millis(now))
    )
    return bool(connection.execute(settled).rowcount)


def forget(connection: Connection, older_than: datetime) -> int:
    """Forget reports from before; return how many."""
    return connection.execute(delete(tables.reports).where(_at.reported_at < to_millis(older_than))).rowcount


def _text(payload: str) -> str:
    return str(json.loads(payload).get("text", ""))
