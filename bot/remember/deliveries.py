"""Which edition went to which subscription, and how that ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from bot.remember import outgoing, tables
from bot.remember.instant import from_millis, from_millis_or_none, to_millis
from bot.remember.outgoing import Outgoing
from bot.remember.subscriptions import Subscription
from bot.remember.upsert import insert


@dataclass(frozen=True, slots=True)
class Delivery:
    """One edition to one subscription.

    `state` is planned, sending, sent (Slack gave ids for all its messages), unknown, failed or skipped.
    """

    id: int
    workspace: str
    subscription: str
    digest: str
    edition: str
    state: str
    planned_at: datetime
    sent_at: datetime | None
    message_ts: str | None
    error: str | None


def plan(connection: Connection, due: Subscription, edition: str, messages: Sequence[Outgoing], now: datetime) -> bool:
    """Write the delivery and its outbox rows; False, and nothing written, where it was there already."""
    wanted = insert(connection, tables.deliveries).values(
        workspace=due.workspace,
        subscription=due.id,
        digest=due.digest,
        edition=edition,
        state="planned" if messages else "skipped",
        planned_at=to_millis(now),
    )
    new = connection.execute(wanted.on_conflict_do_nothing().returning(tables.deliveries.c.id)).scalar()
    if new is None:
        return False
    headline = outgoing.write(connection, due.workspace, messages, now, delivery_id=int(new))
    connection.execute(update(tables.deliveries).where(tables.deliveries.c.id == new).values(outbox_id=headline))
    return True


def last_planned(connection: Connection, subscription: Subscription) -> datetime | None:
    """When the newest edition of its digest went out to a subscription, or is going out."""
    table = tables.deliveries.c
    found = connection.execute(
        select(table.planned_at)
        .where(
            table.workspace == subscription.workspace,
            table.subscription == subscription.id,
            table.digest == subscription.digest,
            table.state.not_in(("failed", "skipped")),
        )
        .order_by(table.id.desc())
        .limit(1)
    ).scalar()
    return from_millis_or_none(found)


def settle(connection: Connection, delivery_id: int | None, now: datetime) -> None:
    """Bring the delivery's state into line with its outbox rows; None is nobody's delivery."""
    if delivery_id is None:
        return
    # One at a time: of two processes that mark two parts at once the later must see what the earlier wrote.
    connection.execute(select(tables.deliveries.c.id).where(tables.deliveries.c.id == delivery_id).with_for_update())
    row = tables.outbox.c
    parts = connection.execute(
        select(row.id, row.state, row.message_ts, row.error, row.first_sent_at)
        .where(row.delivery_id == delivery_id)
        .order_by(row.id)
    ).all()
    states = {part.state for part in parts}
    changes: dict[str, Any] = {"message_ts": next((part.message_ts for part in parts if part.message_ts), None)}
    if states == {"sent"}:
        changes |= {"state": "sent", "sent_at": to_millis(now), "error": None}
    elif states & {"failed", "expired"}:
        changes["state"] = "failed"
    elif "unknown" in states:
        changes["state"] = "unknown"
    else:
        tried = any(part.first_sent_at is not None for part in parts)
        changes["state"] = "sending" if tried else "planned"
    if changes["state"] in ("failed", "unknown"):
        changes["error"] = next((part.error for part in parts if part.state != "sent" and part.error), None)
    connection.execute(update(tables.deliveries).where(tables.deliveries.c.id == delivery_id).values(**changes))


def listed(connection: Connection, workspace: str) -> tuple[Delivery, ...]:
    """The workspace's deliveries, the newest first."""
    table = tables.deliveries.c
    rows = connection.execute(select(tables.deliveries).where(table.workspace == workspace).order_by(table.id.desc()))
    return tuple(_read(row) for row in rows)


def _read(row: Row[Any]) -> Delivery:
    return Delivery(
        id=row.id,
        workspace=row.workspace,
        subscription=row.subscription,
        digest=row.digest,
        edition=row.edition,
        state=row.state,
        planned_at=from_millis(row.planned_at),
        sent_at=from_millis_or_none(row.sent_at),
        message_ts=row.message_ts,
        error=row.error,
    )
