"""Editions that wait for a reviewer: who has which, until when, and how that ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, true, update

from bot.core.subscription import Subscription
from bot.remember import tables
from bot.remember.instant import to_millis
from bot.remember.subscriptions import one


@dataclass(frozen=True, slots=True)
class Waiting:
    """An edition that waits: of which subscription, who decides, and where they see it."""

    delivery_id: int
    subscription: Subscription
    edition: str
    reviewer: str
    channel: str


def waiting(connection: Connection, workspace: str, subscription: str, edition: str) -> Waiting | None:
    """What waits under an edition and a subscription; None where nothing does, or no longer."""
    delivery = tables.deliveries.c
    found = _held(connection, delivery.workspace == workspace, delivery.subscription == subscription)
    return next((held for held in found if held.edition == edition), None)


def overdue(connection: Connection, now: datetime, workspace: str | None = None) -> tuple[Waiting, ...]:
    """What waits beyond its time, of one workspace or of all."""
    mine = tables.reviews.c.workspace == workspace if workspace is not None else true()
    return _held(connection, tables.reviews.c.until <= to_millis(now), mine)


def hold(connection: Connection, delivery_id: int) -> bool:
    """Let it wait without a time; False where it does already, or waits no more."""
    table = tables.reviews.c
    held = update(tables.reviews).where(table.delivery_id == delivery_id, table.until.is_not(None))
    return connection.execute(held.values(until=None)).rowcount == 1


def release(connection: Connection, delivery_id: int, now: datetime) -> bool:
    """Let it be posted; False where it was released before."""
    delivery, row = tables.deliveries.c, tables.outbox.c
    released = update(tables.deliveries).where(delivery.id == delivery_id, delivery.state == "held")
    if connection.execute(released.values(state="planned")).rowcount != 1:
        return False
    hold(connection, delivery_id)
    heads = (row.delivery_id == delivery_id, row.parent_id.is_(None), row.state == "planned")
    connection.execute(update(tables.outbox).where(*heads).values(due_at=to_millis(now), due_set_at=to_millis(now)))
    return True


def _held(connection: Connection, *conditions: object) -> tuple[Waiting, ...]:
    delivery, review = tables.deliveries.c, tables.reviews.c
    rows = connection.execute(
        select(
            delivery.id, delivery.workspace, delivery.subscription, delivery.edition, review.reviewer, review.channel
        )
        .join(tables.reviews, review.delivery_id == delivery.id)
        .where(delivery.state == "held", *conditions)  # type: ignore[arg-type]
        .order_by(delivery.id)
    ).all()
    found = []
    for row in rows:
        subscription = one(connection, row.workspace, row.subscription)
        if subscription is not None:
            found.append(Waiting(row.id, subscription, row.edition, row.reviewer, row.channel))
    return tuple(found)
