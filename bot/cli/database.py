"""The database as a command opens it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing

from bot.remember.store import Store, open_store
from bot.remember.unavailable import StoreUnavailable
from bot.settings import Settings, read_settings


def with_store(work: Callable[[Store, Settings], int]) -> int:
    """Do something with the database that is set; what it returns, or 2 where settings or database will not do."""
    settings = read_settings()
    if isinstance(settings, str):
        print(settings, file=sys.stderr)
        return 2
    try:
        with closing(open_store(settings.database)) as store:
            return work(store, settings)
    except StoreUnavailable as error:
        print(error, file=sys.stderr)
        return 2
