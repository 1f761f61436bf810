"""The ask form: how long a letter typed and a choice made take, over the book and over a very long list."""

from __future__ import annotations

import itertools
import time
from datetime import date
from functools import partial

from bench.clock import medians, rows
from bench.lookup import make_names
from bot.asking import ENTITY, METRIC, WHO, Note, followed, offered, opened, sent_in
from bot.counter.zones import zones
from bot.desk import Desk
from bot.load.book import load_book
from bot.place import place_of
from bot.words.ahead import Ahead

_TODAY = date(2025, 11, 28)
_TYPED = ("", "r", "rev", "revnue", "daily actve us", "收入", "守入", "yuehuo", "x" * 200, "what is the revenue of it")
_MANY = 100_000


def table() -> list[str]:
    """The measured lines."""
    ledger = load_book(place_of("config")).ledger
    assert ledger is not None
    desk = Desk(ledger, place_of("templates"))
    begun = time.perf_counter()
    opened(desk, _TODAY, "en")
    first = (time.perf_counter() - begun) * 1000
    begun = time.perf_counter()
    desk.catalogue.warm(_TODAY)
    warmed = (time.perf_counter() - begun) * 1000
    entity = ledger.subject
    metric = desk.catalogue.metrics("", Note(entity=entity).enquiry, _TODAY)[0]
    note = Note(entity=entity).encoded()
    entered = {ENTITY: entity, METRIC: metric, WHO: "me"}
    letters, cities = itertools.cycle(_TYPED), itertools.cycle(("", "n", "new yrok", "纽约", "niuyue", "x" * 200))
    measured = medians(
        {
            "a letter typed": lambda: offered(desk, _TODAY, note, METRIC, next(letters)),
            "a choice followed": lambda: followed(desk, _TODAY, note, entered),
            "sent in": lambda: sent_in(desk, _TODAY, note, entered),
            "opened": lambda: opened(desk, _TODAY, "en"),
            "a city typed": lambda: zones(next(cities)),
        },
        300,
    )
    slowest = max(_taken(partial(offered, desk, _TODAY, note, METRIC, typed)) for typed in _TYPED)
    names, _ = make_names(_MANY)
    ids = tuple(dict.fromkeys(name.id for name in names))
    ahead = Ahead(names, "metric")
    ahead.matching("warm upp", ids)
    longest = max(_taken(partial(ahead.matching, typed, ids)) for typed in ("k", "kalo gro", "kalomi grwth", "x" * 200))
    return [
        "The ask form, as the bot makes it",
        *(f"  {row}" for row in rows(measured, "a letter typed")),
        f"  the slowest of {len(_TYPED)} things typed takes {slowest:.1f} ms",
        f"  the first form takes {first:.0f} ms; looking the book through, once a day, {warmed:.0f} ms",
        f"  in a list of {_MANY:,} names the slowest takes {longest:.0f} ms",
    ]


def _taken(call: partial[object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000
