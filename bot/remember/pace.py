"""Slack's pace, kept in the database: so long between two messages to a channel, whoever posts them."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, FromClause, and_, exists, func, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from bot.remember import tables
from bot.remember.instant import SET_BACK, from_millis_or_none, to_millis
from bot.remember.upsert import insert

_KEY = ("workspace", "channel")
_AHEAD = SET_BACK // timedelta(milliseconds=1)


def is_busy(row: FromClause, now: ColumnElement[int], ahead: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether the row's channel was posted to so lately that it must wait, as SQL."""
    at = tables.paces.c
    return exists().where(
        at.workspace == row.c.workspace,
        at.channel == row.c.channel,
        at.since <= ahead,
        at.until > now,
    )


def take(connection: Connection, workspace: str, channel: str, now: datetime, apart: timedelta) -> bool:
    """Keep the channel for one post; False where another process did so at the same moment."""
    table, at = tables.paces.c, to_millis(now)
    new = insert(connection, tables.paces).values(
        workspace=workspace, channel=channel, since=at, until=to_millis(now + apart)
    )
    changes = {"since": new.excluded.since, "until": new.excluded.until}
    is_free = or_(table.until <= at, table.since > at + _AHEAD)
    taken = new.on_conflict_do_update(index_elements=_KEY, set_=changes, where=is_free).returning(table.channel)
    return connection.execute(taken).scalar() is not None


def hold(connection: Connection, workspace: str, channel: str, now: datetime, pause: timedelta) -> None:
    """Let the channel wait from now on: a post to it has ended, or Slack asked for a pause."""
    table, at, until = tables.paces.c, to_millis(now), to_millis(now + pause)
    connection.execute(
        update(tables.paces)
        .where(
            table.workspace == workspace, table.channel == channel, or_(table.until < until, table.since > at + _AHEAD)
        )
        .values(since=at, until=until)
    )


def next_free(connection: Connection, now: datetime) -> datetime | None:
    """When the first channel that must wait, and has a message waiting, is free; None where none is."""
    table, row = tables.paces.c, tables.outbox.c
    has_waiting = exists().where(
        row.workspace == table.workspace, row.channel == table.channel, row.state == "planned", row.due_at.is_not(None)
    )
    first = select(func.min(table.until)).where(and_(table.until > to_millis(now), has_waiting))
    return from_millis_or_none(connection.execute(first).scalar())
