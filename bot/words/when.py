"""Times named in a text: periods, seasons, relative ones, and those that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.core.period import UNDATED, NoSuchPeriod, parse_period
from bot.core.query import Impossible, Season, When
from bot.words.shape import Rule, rule


@dataclass(frozen=True, slots=True)
class Found:
    """A time named in a text, and where it stands; `day` is what a month of a year (Apr 15) may say instead."""

    start: int
    end: int
    when: When
    day: Season | None = None


def find_whens(text: str) -> tuple[Found, ...]:
    """The times a folded text names, in its order; where two overlap the longer stands."""
    candidates = sorted(_candidates(text), key=lambda found: (found.start - found.end, found.start))
    taken: list[Found] = []
    for found in candidates:
        if all(found.end <= other.start or other.end <= found.start for other in taken):
            taken.append(found)
    return tuple(sorted(taken, key=lambda found: found.start))


def _candidates(text: str) -> Iterator[Found]:
    for pattern, read in _rules():
        for match in pattern.finditer(text):
            try:
                when = read(match)
            except NoSuchPeriod:
                when = Impossible(match[0])
            if when is not None:
                yield Found(match.start(), match.end(), when, _day_instead(match[0]))


def _day_instead(text: str) -> Season | None:
    # Imported here for the reason that the rules are.
    from bot.words.month import day_instead

    return day_instead(text)


@cache
def _rules() -> tuple[Rule, ...]:
    # Compiled when the first text is read, not on import: they cost 15 ms.
    from bot.words.month import MONTHS
    from bot.words.part import PARTS
    from bot.words.relative import RELATIVES

    return (
        *PARTS,
        *MONTHS,
        *RELATIVES,
        rule("(?:asof|cum|event):[0-9]{4}(?:-[0-9]{2}){0,2}", lambda found: parse_period(found[0])),
        rule("undated|未注日期", lambda _: UNDATED),
    )
