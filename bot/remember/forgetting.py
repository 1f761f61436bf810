"""What is forgotten of answers that are settled: their words, who asked, and where to answer privately."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, and_, or_, update

from bot.remember import tables
from bot.remember.instant import to_millis

_SETTLED = ("sent", "failed", "expired")
_FORGOTTEN = "{}"
"""The payload of a message whose words are forgotten: it is never posted again."""


def forget(connection: Connection, older_than: datetime) -> int:
    """Forget the words of answers from before, who asked, and their response_url; return how many.

    What an answer was about stays, without the question's own words: a button on an old message leans on it.
    """
    at = tables.outbox.c
    settled = or_(at.state.in_(_SETTLED), and_(at.state == "unknown", at.due_at.is_(None)))
    old = (at.kind == "answer", settled, at.created_at < to_millis(older_than))
    words = {"payload": _FORGOTTEN, "asker": None, "response_url": None}
    return connection.execute(update(tables.outbox).where(*old, at.payload != _FORGOTTEN).values(**words)).rowcount
