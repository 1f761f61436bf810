"""`kwai deliveries`: what was expected, and what was delivered."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

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
        lines = deliveries_in_words(store, datetime.now(UTC))
    except StoreUnavailable as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(lines))
    return 0


def deliveries_in_words(store: Store, now: datetime) -> list[str]:
    """The lines of the list, for every workspace in the database; what is due and not yet planned is expected too."""
    with store.database.reading() as connection:
        workspaces = list(connection.scalars(select(tables.subscriptions.c.workspace).distinct()))
    lines: list[str] = []
    for workspace in workspaces:
        delivered = store.roster.deliveries(workspace)
        expected = sum(one.state != "skipped" for one in delivered) + len(store.roster.due(now, workspace))
        sent = sum(one.state == "sent" for one in delivered)
        lines.append(f"workspace {workspace}: {expected} expected, {sent} delivered")
        for s in store.roster.all(workspace):
            due = s.next_at.strftime("%Y-%m-%d %H:%M UTC")
            when = f"next {due}" if s.state == "active" else f"paused ({s.paused_for})"
            whose = "book" if s.origin == "book" else s.maker
            lines.append(f"  {s.id}: {s.digest} to {s.channel} ({s.language}, from {whose}), {when}")
        for one in delivered:
            where = one.message_ts or one.error or ""
            lines.append(f"  {one.edition}  {one.subscription}  {one.state}  {where}".rstrip())
    return lines or ["Nothing was to be delivered so far."]
