"""The keys of what was taken in, so that Slack's repeats change nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete

from bot.remember import tables
from bot.remember.instant import to_millis
from bot.remember.upsert import insert


def add(connection: Connection, workspace: str, keys: Sequence[str], now: datetime) -> bool:
    """Note the keys; False where any was noted before (the caller then undoes the transaction)."""
    for key in sorted(set(keys)):  # sorted: two transactions with the same keys never wait for each other
        new = insert(connection, tables.seen).values(workspace=workspace, key=key, at=to_millis(now))
        # Not rowcount: PostgreSQL's driver does not count what an INSERT left out.
        noted = connection.execute(new.on_conflict_do_nothing().returning(tables.seen.c.key)).scalar()
        if noted is None:
            return False
    return True


def prune(connection: Connection, older_than: datetime) -> int:
    """Forget the keys noted before; return how many."""
    return connection.execute(delete(tables.seen).where(tables.seen.c.at < to_millis(older_than))).rowcount
