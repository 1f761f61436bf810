"""Private answers: what one was about and whose it is, by the mark that its buttons carry."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from bot.remember import tables


@dataclass(frozen=True, slots=True)
class Given:
    """A private answer: `reading` is None where its words are forgotten."""

    subject: str | None
    reading: str | None


def by_mark(connection: Connection, workspace: str, channel: str, asker: str, mark: str) -> Given | None:
    """The private answer of that mark, where it was given to this person in this channel."""
    at = tables.outbox.c
    row = connection.execute(
        select(at.subject, tables.records.c.reading)
        .select_from(tables.outbox.outerjoin(tables.records, tables.records.c.mark == at.mark))
        .where(at.mark == mark, at.workspace == workspace, at.channel == channel, at.asker == asker)
    ).first()
    return None if row is None else Given(row.subject, row.reading)
