"""A part of the year named without its year: which of the book's periods it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date

from bot.core.ledger import Ledger
from bot.core.period import ONE_DAY, SPANS, Grain, NoSuchPeriod, Period, parse_period, part_of_year
from bot.core.query import Season

_MOMENTS = frozenset({Grain.AS_OF, Grain.EVENT})


def is_of(period: Period, season: Season) -> bool:
    """Whether a period is such a part of its year, on such a day, or something that happened within such a part.

    What happened lies within a part of any length, a state within a month alone.
    """
    if season.day is not None:
        same = (period.first.month, period.first.day) == (season.ordinal, season.day)
        return same and period.grain in _MOMENTS and period.end - period.first == ONE_DAY
    if period.grain in SPANS:
        return period.grain is season.grain and period.ordinal == season.ordinal
    within = period.grain is Grain.EVENT or (period.grain is Grain.AS_OF and season.grain is Grain.MONTH)
    return within and part_of_year(season.grain, period.first.year, season.ordinal).contains(period)


def last_ended(season: Season, day: date) -> Period:
    """The last such part of a year that is over on a day."""
    period = part_of_year(season.grain, day.year, season.ordinal)
    return period if period.end <= day else period.year_before()


def last_told(season: Season, ledger: Ledger, today: date) -> Period:
    """The last such part of a year that was over when the book was last told anything: the one that it lacks."""
    newest = ledger.newest_statement
    told = parse_period(f"asof:{newest}").end if newest else today
    return last_ended(replace(season, day=None), min(told, today))


def of_years(season: Season, years: Iterable[int]) -> Iterator[Period]:
    """Such a part of each of some years; a year without the day has none."""
    for year in years:
        with suppress(NoSuchPeriod):
            yield season.of(year)
