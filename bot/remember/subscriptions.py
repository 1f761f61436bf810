"""Who gets which digest, where and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, case, or_, select, true, update

from bot.remember import tables
from bot.remember.instant import from_millis, to_millis
from bot.remember.upsert import insert

State = Literal["active", "paused"]


@dataclass(frozen=True, slots=True)
class Subscription:
    """A channel that gets a digest: which, in which language, and when it is due next."""

    workspace: str
    id: str
    channel: str
    digest: str
    cron: str
    time_zone: str
    language: str
    state: State
    next_at: datetime


def put(connection: Connection, wanted: Subscription) -> Subscription:
    """Write the subscription as the config has it, and return it as it stands.

    One that exists keeps its state, and its next_at too unless its cron or time zone changed.
    """
    table = tables.subscriptions.c
    new = insert(connection, tables.subscriptions).values(
        workspace=wanted.workspace,
        id=wanted.id,
        channel=wanted.channel,
        digest=wanted.digest,
        cron=wanted.cron,
        time_zone=wanted.time_zone,
        language=wanted.language,
        state=wanted.state,
        next_at=to_millis(wanted.next_at),
    )
    to = new.excluded
    changes: dict[str, Any] = {name: to[name] for name in ("channel", "digest", "cron", "time_zone", "language")}
    rescheduled = or_(table.cron != to.cron, table.time_zone != to.time_zone)
    changes["next_at"] = case((rescheduled, to.next_at), else_=table.next_at)
    written = new.on_conflict_do_update(index_elements=("workspace", "id"), set_=changes)
    return _read(connection.execute(written.returning(*table)).one())


def listed(connection: Connection, workspace: str) -> tuple[Subscription, ...]:
    """The workspace's subscriptions, by id."""
    table = tables.subscriptions.c
    rows = connection.execute(select(tables.subscriptions).where(table.workspace == workspace).order_by(table.id))
    return tuple(_read(row) for row in rows)


def due(connection: Connection, now: datetime, workspace: str | None = None) -> tuple[Subscription, ...]:
    """The active subscriptions whose time has come, of one workspace or of all, the longest due first."""
    table = tables.subscriptions.c
    rows = connection.execute(
        select(tables.subscriptions)
        .where(table.state == "active", table.next_at <= to_millis(now))
        .where(table.workspace == workspace if workspace is not None else true())
        .order_by(table.next_at, table.workspace, table.id)
    )
    return tuple(_read(row) for row in rows)


def move_on(connection: Connection, due: Subscription, next_at: datetime) -> bool:
    """Move next_at; False where another process has done so, or it was paused or stopped since."""
    table = tables.subscriptions.c
    moved = connection.execute(
        update(tables.subscriptions)
        .where(
            table.workspace == due.workspace,
            table.id == due.id,
            table.state == "active",
            table.next_at == to_millis(due.next_at),
        )
        .values(next_at=to_millis(next_at))
    )
    return moved.rowcount == 1


def pause_all_but(connection: Connection, workspace: str, ids: Sequence[str]) -> tuple[str, ...]:
    """Pause the active subscriptions with other ids; return those paused, in order."""
    table = tables.subscriptions.c
    unwanted = (table.workspace == workspace, table.state == "active", table.id.not_in(ids))
    paused = connection.execute(
        update(tables.subscriptions).where(*unwanted).values(state="paused").returning(table.id)
    )
    return tuple(sorted(str(row.id) for row in paused))


def _read(row: Row[Any]) -> Subscription:
    return Subscription(
        workspace=row.workspace,
        id=row.id,
        channel=row.channel,
        digest=row.digest,
        cron=row.cron,
        time_zone=row.time_zone,
        language=row.language,
        state=row.state,
        next_at=from_millis(row.next_at),
    )
