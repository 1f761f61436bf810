"""What is forgotten of messages that are settled: soon the private way back to the asker, in time their words."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, delete, or_, select, update

from bot.remember import tables
from bot.remember.instant import to_millis

BATCH = 500
"""Messages a transaction: an answer that is taken in meanwhile waits for one batch at most."""

FORGOTTEN = "{}"
"""The payload of a message whose words are forgotten: it is never posted again."""
_VERSIONS_STAY = timedelta(days=2)
"""A version is written anew on each day it is used, and a process knows it to be there until then."""

_at = tables.outbox.c
_SETTLED = or_(_at.state.in_(("sent", "failed", "expired")), and_(_at.state == "unknown", _at.due_at.is_(None)))


def addresses(connection: Connection, older_than: datetime) -> int:
    """Forget the response_url of messages from before; return how many."""
    old = (_SETTLED, _at.response_url.is_not(None), _at.created_at < to_millis(older_than))
    return connection.execute(update(tables.outbox).where(*old).values(response_url=None)).rowcount


def words(connection: Connection, older_than: datetime) -> int:
    """Forget the words of up to BATCH messages from before, who asked, and their records; return how many.

    What a message was about stays, without the question's own words: a button on an old message leans on it.
    """
    old = (_SETTLED, _at.payload != FORGOTTEN, _at.created_at < to_millis(older_than))
    found = connection.execute(select(_at.id, _at.mark).where(*old).limit(BATCH)).all()
    if found:
        marks = [row.mark for row in found]
        connection.execute(delete(tables.corrections).where(tables.corrections.c.mark.in_(marks)))
        connection.execute(delete(tables.records).where(tables.records.c.mark.in_(marks)))
        forgotten = {"payload": FORGOTTEN, "asker": None, "response_url": None}
        connection.execute(update(tables.outbox).where(_at.id.in_([row.id for row in found])).values(**forgotten))
    return len(found)


def versions(connection: Connection, older_than: datetime) -> int:
    """Forget the versions of facts that no record from after uses; return how many."""
    before = to_millis(older_than - _VERSIONS_STAY)
    return connection.execute(delete(tables.fact_versions).where(tables.fact_versions.c.kept_at < before)).rowcount
