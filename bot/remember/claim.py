"""The claim: one statement that takes the next outbox row for one worker.

Selecting first and updating afterwards gives one row to two workers.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate
from sqlalchemy.sql.elements import ColumnElement

from bot.remember import pace, tables
from bot.remember.instant import SET_BACK, to_millis


def parameters(worker: str, now: datetime, lease: timedelta, workspace: str | None) -> dict[str, Any]:
    """What the statement is told."""
    told = {
        "worker": worker,
        "now": to_millis(now),
        "until": to_millis(now + lease),
        "ahead": to_millis(now + SET_BACK),
    }
    return told if workspace is None else {**told, "of_workspace": workspace}


def of_workspace(column: ColumnElement[str], workspace: ColumnElement[str] | str) -> ColumnElement[bool]:
    """That a row is of a workspace, said so that no index of workspaces is used: that holds all that was ever said."""
    return column.concat("") == workspace


@cache  # making it takes longer than running it
def statement(*, of_one_workspace: bool) -> ReturningUpdate[Any]:
    """UPDATE … RETURNING of the next row that is due, answers first, outside the busy channels.

    What waits for its parent to be posted has no due_at. A planned row whose time has run out stays
    planned; a claim left behind by a worker that died becomes unknown, as it may have posted.
    """
    now, ahead = bindparam("now", type_=BigInteger), bindparam("ahead", type_=BigInteger)
    row = tables.outbox.alias("due")
    earlier = tables.outbox.alias("earlier")
    is_free = or_(row.c.claimed_until.is_(None), row.c.claimed_until <= now, row.c.claimed_at > ahead)
    # A claimed row's lease counts, not when it was due.
    is_due = and_(is_free, or_(row.c.state == "sending", row.c.due_at <= now, row.c.due_set_at > ahead))
    # Within a thread, rows of a kind keep their order; an answer does not wait for a digest's parts.
    waits_in_thread = exists().where(
        earlier.c.workspace == row.c.workspace,
        earlier.c.channel == row.c.channel,
        or_(
            earlier.c.thread_ts == row.c.thread_ts,
            and_(row.c.thread_ts.is_(None), earlier.c.parent_id == row.c.parent_id),
        ),
        earlier.c.kind == row.c.kind,
        earlier.c.id < row.c.id,
        or_(
            earlier.c.state.in_(("planned", "sending")),
            and_(earlier.c.state == "unknown", earlier.c.due_at.is_not(None)),
        ),
    )
    next_id = (
        select(row.c.id)
        .where(
            literal_column(tables.OPEN.format("due.")),  # said as the index says it, or SQLite passes the index by
            is_due,
            not_(waits_in_thread),
            # What has expired is not posted, nor what is looked for, so that neither need wait for its channel.
            or_(row.c.state != "planned", row.c.expires_at <= now, not_(pace.is_busy(row, now, ahead))),
        )
        .order_by(row.c.urgency, row.c.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=row)
    )
    if of_one_workspace:
        next_id = next_id.where(of_workspace(row.c.workspace, bindparam("of_workspace")))
    table = tables.outbox.c
    sends = and_(table.state == "planned", or_(table.expires_at.is_(None), table.expires_at > now))
    return (
        update(tables.outbox)
        .where(table.id == next_id.scalar_subquery())
        .values(
            claimed_by=bindparam("worker"),
            claimed_at=now,
            claimed_until=bindparam("until", type_=BigInteger),
            state=case((sends, "sending"), (table.state == "sending", "unknown"), else_=table.state),
            attempts=table.attempts + case((sends, 1), else_=0),
            first_sent_at=case((sends, func.coalesce(table.first_sent_at, now)), else_=table.first_sent_at),
            last_sent_at=case((sends, now), else_=table.last_sent_at),
        )
        .returning(*table)
    )
