"""What each person asked, as it is kept with the answers: for themselves alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.remember import tables
from bot.remember.database import Database
from bot.remember.instant import from_millis


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the mark of its answer, how it was understood, what it was about, and when it was asked."""

    mark: str
    reading: str
    subject: str | None
    asked_at: datetime


_at = tables.outbox.c
_FIRST = (
    select(_at.mark, tables.records.c.reading, _at.subject, _at.created_at)
    .join(tables.records, tables.records.c.mark == _at.mark)
    .where(_at.kind == "answer", tables.records.c.place == 0)
)


class Questions:
    """The questions in one database, while the words of their answers are kept. May raise StoreUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, workspace: str, person: str, most: int) -> tuple[Question, ...]:
        """A person's newest questions, the newest first, public and private."""
        mine = _FIRST.where(_at.workspace == workspace, _at.asker == person).order_by(_at.id.desc()).limit(most)
        with self._database.reading() as connection:
            return tuple(_read(row) for row in connection.execute(mine))

    def one(self, workspace: str, person: str, mark: str) -> Question | None:
        """A person's question by the mark of its answer; None for what is not theirs, or is forgotten."""
        wanted = _FIRST.where(_at.workspace == workspace, _at.asker == person, _at.mark == mark)
        with self._database.reading() as connection:
            row = connection.execute(wanted).first()
        return None if row is None else _read(row)


def _read(row: Any) -> Question:
    return Question(row.mark, row.reading, row.subject, from_millis(row.created_at))
