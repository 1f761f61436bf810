"""Corrections: what messages said of facts, the notes that correct them, and those that wait for a word."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, select, true, update

from bot.remember import outgoing, tables
from bot.remember.instant import from_millis, to_millis
from bot.remember.outgoing import Outgoing
from bot.remember.upsert import insert

DROPPED = "dropped by the owner"


@dataclass(frozen=True, slots=True)
class Said:
    """A posted message, and one fact in the version it said; `root` is its thread, `serves` as in a citation."""

    mark: str
    channel: str
    root: str
    reading: str
    fact: str
    version: str
    serves: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A note to a thread: its message, the edit of a headline where there is one, and what it corrects."""

    message: Outgoing
    edit: Outgoing | None
    corrects: tuple[tuple[str, str], ...]
    """Pairs of a message's mark and a fact."""


@dataclass(frozen=True, slots=True)
class Told:
    """A note that was written: where, its words as JSON text, and how far it is, from held to sent."""

    channel: str
    thread_ts: str
    payload: str
    state: str
    facts: tuple[str, ...]
    at: datetime


_row, _record, _done = tables.outbox.c, tables.records.c, tables.corrections.c


def said(connection: Connection, workspace: str, since: datetime, book: str) -> tuple[Said, ...]:
    """What messages from since, written from another book, said in threads; what was corrected is left out."""
    rows = connection.execute(
        select(
            *(_row.mark, _row.channel, _row.thread_ts, _row.message_ts),
            *(_record.reading, _record.facts),
        )
        .join(tables.records, _record.mark == _row.mark)
        .where(_row.workspace == workspace, _row.created_at >= to_millis(since), _record.book != book)
        .where(_row.state == "sent", _row.message_ts.is_not(None))
        .order_by(_row.id)
    ).all()
    held = select(_row.mark).where(_row.state == "held", _row.mark == _done.note)
    done = {(each.mark, each.fact) for each in connection.execute(select(_done.mark, _done.fact).where(~exists(held)))}
    return tuple(
        Said(
            row.mark,
            row.channel,
            row.thread_ts or row.message_ts,
            row.reading,
            fact,
            version,
            serves,
        )
        for row in rows
        for fact, version, serves in json.loads(row.facts)
        if (row.mark, fact) not in done
    )


def unsent(connection: Connection, workspace: str, book: str) -> bool:
    """Whether something written from another book is still to be posted."""
    is_open = (_row.state.in_(("planned", "sending", "unknown")), _record.book != book)
    waits = select(_row.id).join(tables.records, _record.mark == _row.mark).where(_row.workspace == workspace, *is_open)
    return connection.execute(waits.limit(1)).first() is not None


def contents(connection: Connection, versions: Collection[str]) -> dict[str, str]:
    """The contents of facts by version."""
    known = tables.fact_versions.c
    found = connection.execute(select(known.version, known.content).where(known.version.in_(sorted(versions))))
    return {row.version: row.content for row in found}


def write(connection: Connection, workspace: str, note: Note, now: datetime) -> bool:
    """Write a note; False, with nothing written, where another process corrects any of it."""
    pairs = [{"mark": mark, "fact": fact, "note": note.message.mark} for mark, fact in note.corrects]
    with connection.begin_nested() as attempt:
        for pair in sorted(pairs, key=lambda pair: (pair["mark"], pair["fact"])):
            new = insert(connection, tables.corrections).values(pair).on_conflict_do_nothing()
            if connection.execute(new.returning(tables.corrections.c.fact)).scalar() is None:
                attempt.rollback()
                return False
        outgoing.write(connection, workspace, [note.message, *([note.edit] if note.edit else ())], now)
    return True


def drop_held(connection: Connection, workspace: str) -> None:
    """Forget the notes that wait for a word: they are written anew from the book as it is now."""
    held = list(connection.scalars(select(_row.mark).where(_held(workspace))))
    if held:
        connection.execute(delete(tables.corrections).where(_done.note.in_(held)))
        connection.execute(delete(tables.records).where(_record.mark.in_(held)))
        connection.execute(delete(tables.outbox).where(_row.mark.in_(held)))


def release(connection: Connection, now: datetime) -> int:
    """Put out what waits for a word; return how many notes."""
    moment = to_millis(now)
    notes = _count_held(connection)
    changes = {"state": "planned", "due_at": moment, "due_set_at": moment}
    connection.execute(update(tables.outbox).where(_held()).values(**changes))
    return notes


def decline(connection: Connection) -> int:
    """Leave unsaid what waits for a word, for good; return how many notes."""
    notes = _count_held(connection)
    connection.execute(update(tables.outbox).where(_held()).values(state="failed", error=DROPPED))
    return notes


def listed(connection: Connection, count: int) -> tuple[Told, ...]:
    """Those that wait for a word, and the newest of the others."""
    uses: dict[str, list[str]] = {}
    for each in connection.execute(select(_done.note, _done.fact)):
        uses.setdefault(each.note, []).append(each.fact)
    notes = select(tables.outbox).where(_row.kind == "correction", _row.edits.is_(None)).order_by(_row.id.desc())
    rows = [
        *connection.execute(notes.where(_row.state == "held")),
        *connection.execute(notes.where(_row.state != "held").limit(count)),
    ]
    return tuple(
        Told(
            row.channel,
            row.thread_ts,
            row.payload,
            row.state,
            tuple(sorted(set(uses.get(row.mark, ())))),
            from_millis(row.created_at),
        )
        for row in rows
    )


def held_pairs(connection: Connection, workspace: str) -> frozenset[tuple[str, str]]:
    """What the notes that wait for a word correct: pairs of a message's mark and a fact."""
    pairs = select(_done.mark, _done.fact).join(tables.outbox, _row.mark == _done.note).where(_held(workspace))
    return frozenset((row.mark, row.fact) for row in connection.execute(pairs))


def _held(workspace: str | None = None) -> ColumnElement[bool]:
    mine = _row.workspace == workspace if workspace is not None else true()
    return and_(_row.kind == "correction", _row.state == "held", mine)


def _count_held(connection: Connection) -> int:
    return len(connection.execute(select(_row.id).where(_held(), _row.edits.is_(None))).all())


def marked(notes: Sequence[Note]) -> tuple[Note, ...]:
    """The notes, each message with its mark."""
    found = []
    for note in notes:
        message, *edit = outgoing.marked([note.message, *([note.edit] if note.edit else ())])
        found.append(Note(message, edit[0] if edit else None, note.corrects))
    return tuple(found)
