"""`kwai prune`: forgets what is older than its keep."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.remember.store import Store


def prune_messages(store: Store, days: int, now: datetime) -> int:
    """Forget messages from more than so many days ago, and say how many."""
    before = now - timedelta(days=days)
    gone = store.forget(before)
    noun = "message" if gone == 1 else "messages"
    print(f"{gone} {noun} from before {before:%Y-%m-%d} forgotten. What went where stays: nothing goes out twice.")
    return 0
