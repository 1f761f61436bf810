"""A thousand subscriptions that fall due in one minute: planned, claimed, and rendered once."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app.edition import Editions
from bot.core.subscription import Schedule, Subscription
from bot.core.text import LANGUAGES
from bot.desk import Desk
from bot.load.book import load_book
from bot.place import place_of
from bot.remember.store import Store, open_store
from bot.schedule.due import send_due

_COUNT = 1_000
_NOW = datetime(2025, 12, 5, 1, tzinfo=UTC)


def table() -> list[str]:
    """The measured lines."""
    ledger = load_book(place_of("config")).ledger
    if ledger is None:
        raise SystemExit("The book has problems: run `kwai check`.")
    desk = Desk(ledger, place_of("templates"))
    rendered = _count_renderings(desk)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'bench.db'}")
        _subscribe(store)
        editions = Editions(lambda: desk, lambda: _NOW)
        begun, worked = time.perf_counter(), time.process_time()
        tally = send_due(store, editions, lambda: _NOW, lambda *_: None, workspace="T0")
        took, worked = time.perf_counter() - begun, time.process_time() - worked
        planned = len(store.roster.deliveries("T0"))
        claimed = _claim(store)
        store.close()
    assert tally.planned == planned == _COUNT
    return [
        f"{_COUNT:,} subscriptions due at the same minute, in {len(LANGUAGES)} languages, SQLite, once",
        f"  claimed from the schedule and planned, headline and thread  {took:8.3f} s, of which work {worked:.3f} s",
        f"  each headline claimed to be posted, a transaction each        {claimed:8.3f} s",
        f"  editions rendered for them                                  {rendered():8}",
    ]


def _claim(store: Store) -> float:
    """Seconds that a worker takes to claim the headlines, one after the other."""
    begun = time.perf_counter()
    for _ in range(_COUNT):
        assert store.outbox.claim("bench", _NOW, timedelta(minutes=2), "T0") is not None
    return time.perf_counter() - begun


def _subscribe(store: Store) -> None:
    schedule = Schedule("0 9 5 mar,jun,sep,dec *", "Asia/Hong_Kong", None, "HK")
    for number in range(_COUNT):
        language = LANGUAGES[number % len(LANGUAGES)]
        store.roster.put(Subscription("T0", f"s{number}", f"C{number}", "quarterly", schedule, language, _NOW))


def _count_renderings(desk: Desk) -> Callable[[], int]:
    """How often the desk has rendered an edition since."""
    count = 0
    rendering = desk.edition_messages

    def counted(*args, **more):  # noqa: ANN002, ANN003, ANN202 (the desk's own)
        nonlocal count
        count += 1
        return rendering(*args, **more)

    desk.edition_messages = counted  # type: ignore[method-assign]
    return lambda: count
