"""`kwai deliveries`: what was to be delivered, and what was."""

from __future__ import annotations

import sys

from sqlalchemy import select

from bot.remember import tables
from bot.remember.store import Store, open_store
from bot.remember.unavailable import StoreUnavailable
from bot.settings import read_settings


def show_deliveries() -> int:
    """Print every subscription with its next time, and every delivery with its state; 2 without a database."""
    settings = read_settings()
    if isinstance(settings, str):
        print(settings, file=sys.stderr)
        return 2
    try:
        store = open_store(settings.database)
        lines = deliveries_in_words(store)
    except StoreUnavailable as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(lines))
    return 0


def deliveries_in_words(store: Store) -> list[str]:
    """The lines of the list, for every workspace in the database."""
    with store.database.reading() as connection:
        workspaces = list(connection.scalars(select(tables.subscriptions.c.workspace).distinct()))
    lines: list[str] = []
    for workspace in workspaces:
        expected = store.subscriptions(workspace)
        delivered = store.deliveries(workspace)
        sent = sum(delivery.state == "sent" for delivery in delivered)
        lines.append(f"workspace {workspace}: {len(delivered)} planned, {sent} delivered")
        for subscription in expected:
            due = subscription.next_at.strftime("%Y-%m-%d %H:%M UTC")
            lines.append(f"  {subscription.id}: {subscription.digest} to {subscription.channel}, next {due}")
        for delivery in delivered:
            where = delivery.message_ts or delivery.error or ""
            lines.append(f"  {delivery.edition}  {delivery.subscription}  {delivery.state}  {where}".rstrip())
    return lines or ["Nothing was to be delivered so far."]
