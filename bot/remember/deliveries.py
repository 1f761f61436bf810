"""Which edition went to which subscription, and how that ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from bot.remember import outgoing, tables
from bot.remember.forgetting import FORGOTTEN
from bot.remember.instant import from_millis, from_millis_or_none, to_millis
from bot.remember.outgoing import Batch, Outgoing


@dataclass(frozen=True, slots=True)
class Delivery:
    """One edition to one subscription.

    `state` is planned, sending, sent (Slack gave ids for all its messages), unknown, failed,
    skipped, or held: it waits for its reviewer.
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


def of_edition(connection: Connection, workspace: str, subscription: str, edition: str) -> Delivery | None:
    """The delivery of an edition to a subscription, or None."""
    table = tables.deliveries.c
    row = connection.execute(
        select(tables.deliveries)
        .where(table.workspace == workspace, table.subscription == subscription, table.edition == edition)
        .order_by(table.id.desc())
    ).first()
    return None if row is None else _read(row)


def last(connection: Connection, workspace: str) -> dict[str, Delivery]:
    """The newest delivery of each subscription of a workspace, by the subscription's id."""
    table = tables.deliveries.c
    newest = (
        select(func.max(table.id)).where(table.workspace == workspace).group_by(table.subscription).scalar_subquery()
    )
    rows = connection.execute(select(tables.deliveries).where(table.id.in_(newest)))
    return {str(row.subscription): _read(row) for row in rows}


def reopen(
    connection: Connection, failed: Delivery, messages: Sequence[Outgoing], now: datetime
) -> tuple[Outgoing, ...] | None:
    """Plan a failed delivery once more; the messages written, None where some of it may have been posted unseen.

    Where nothing of it was posted the messages are written anew; where its headline was, the
    parts that failed are posted as they were written.
    """
    row = tables.outbox.c
    own = row.delivery_id == failed.id
    parts = connection.execute(select(row.state, row.payload).where(own)).all()
    states = {part.state for part in parts}
    if states & {"unknown", "sending"} or ("sent" in states and any(part.payload == FORGOTTEN for part in parts)):
        return None
    written: tuple[Outgoing, ...] = ()
    if "sent" in states:
        again = {"state": "planned", "due_at": to_millis(now), "due_set_at": to_millis(now), "error": None}
        connection.execute(update(tables.outbox).where(own, row.state != "sent").values(**again))
        planned: dict[str, Any] = {"state": "planned", "error": None}
    else:
        connection.execute(update(tables.outbox).where(own).values(delivery_id=None))
        (head,) = outgoing.write_all(connection, [Batch(failed.workspace, messages, failed.id)], now)
        written = tuple(messages)
        planned = {"state": "planned", "error": None, "outbox_id": head}
    connection.execute(update(tables.deliveries).where(tables.deliveries.c.id == failed.id).values(**planned))
    return written


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
