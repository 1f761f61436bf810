"""Where the bot is a member, as far as it has learned."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from bot.remember import tables
from bot.remember.instant import to_millis
from bot.remember.upsert import insert


def is_member(connection: Connection, workspace: str, channel: str) -> bool | None:
    """Whether the bot is a member there; None where it has not learned."""
    at = tables.channels.c
    found = connection.execute(select(at.member).where(at.workspace == workspace, at.channel == channel)).scalar()
    return None if found is None else bool(found)


def learn(connection: Connection, workspace: str, channel: str, member: bool, now: datetime) -> None:
    """Note whether the bot is a member there."""
    changes = {"member": member, "learned_at": to_millis(now)}
    new = insert(connection, tables.channels).values(workspace=workspace, channel=channel, **changes)
    connection.execute(new.on_conflict_do_update(index_elements=("workspace", "channel"), set_=changes))
