"""`kwai backup` and `kwai restore`: the database in one file, and back."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path

from bot.remember.backup import back_up, restore
from bot.remember.database import Database
from bot.remember.store import Store
from bot.remember.unavailable import StoreUnavailable
from bot.settings import read_settings

_PATIENCE = timedelta(seconds=5)


def make_backup(file: Path) -> int:
    """Back the database up, and say how much is in it; 2 where that cannot be done."""
    settings = read_settings()
    if isinstance(settings, str):
        print(settings, file=sys.stderr)
        return 2
    try:
        # Not opened as a store: a backup before an update must not be updated itself.
        database = Database(settings.database, _PATIENCE)
        count = back_up(database, file)
    except StoreUnavailable as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{count} messages in {file}.")
    return 0


def restore_backup(store: Store, file: Path, now: datetime) -> int:
    """Restore a backup, and say what came back."""
    done = restore(store.database, file, now)
    print(f"{done.messages} messages and {done.deliveries} deliveries are back from {file}.")
    if done.unsure:
        print(f"{done.unsure} that were still to be posted are looked for in Slack first.")
    return 0
