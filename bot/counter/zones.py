"""Time zones to choose from, found by the places they are named for, in English, Chinese and pinyin."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.dates import get_timezone_location

from bot.core.ledger import Name
from bot.order.clock import PLACES
from bot.words.ahead import Ahead
from bot.words.pinyin import pinyin
from bot.words.script import fold, has_han

_OFTEN = ("Asia/Hong_Kong", "Asia/Shanghai", "Asia/Singapore", "Asia/Tokyo", "Europe/London", "America/New_York",
          "America/Los_Angeles", "UTC")  # fmt: skip
_SLOT = "zone"


def zones(typed: str) -> tuple[str, ...]:
    """The time zones that a few letters may mean, best first; nothing typed gives those that people take most."""
    ahead, known = _index()
    return ahead.matching(typed, known)


@cache
def _index() -> tuple[Ahead, tuple[str, ...]]:
    known = tuple(dict.fromkeys((*_OFTEN, *_listed())))
    return Ahead(_names(known), _SLOT), known


def _listed() -> Iterator[str]:
    """The zones that a country has now, as the tz database lists them; not their older names."""
    for line in (files("tzdata.zoneinfo") / "zone.tab").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")[2]


def _names(known: tuple[str, ...]) -> Iterator[Name]:
    locales = Locale("en"), Locale("zh", script="Hans")
    said = {zone: [zone.replace("/", " ").replace("_", " ")] for zone in known}
    for zone in known:
        if "/" in zone:
            said[zone] += [str(get_timezone_location(zone, locale=locale, return_city=True)) for locale in locales]
    for place, zone in PLACES.items():
        said.get(zone, []).append(place)
    for zone, places in said.items():
        for place in dict.fromkeys(places):
            yield Name(fold(place), _SLOT, zone)
            if has_han(place):
                yield Name(pinyin(place), _SLOT, zone, pinyin=True)
