"""What each person last asked in each channel."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select

from bot.remember import tables
from bot.remember.instant import to_millis
from bot.remember.upsert import insert

_KEY = ("workspace", "channel", "asker")


def subject(connection: Connection, workspace: str, channel: str, asker: str, since: datetime) -> str | None:
    """The subject of what the person last asked there, where that was not before `since`."""
    at = tables.askers.c
    found = connection.execute(
        select(at.subject).where(
            at.workspace == workspace, at.channel == channel, at.asker == asker, at.asked_at >= to_millis(since)
        )
    ).scalar()
    return None if found is None else str(found)


def remember(connection: Connection, workspace: str, channel: str, asker: str, subject: str, now: datetime) -> None:
    """Note what the person asked there."""
    new = insert(connection, tables.askers).values(
        workspace=workspace, channel=channel, asker=asker, subject=subject, asked_at=to_millis(now)
    )
    changes = {"subject": subject, "asked_at": to_millis(now)}
    connection.execute(new.on_conflict_do_update(index_elements=_KEY, set_=changes))


def prune(connection: Connection, older_than: datetime) -> int:
    """Forget what was asked before; return how many."""
    return connection.execute(delete(tables.askers).where(tables.askers.c.asked_at < to_millis(older_than))).rowcount
