"""A part of the year named without its year: which of the book's periods it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date

from bot.core.ledger import Ledger
from bot.core.period import NoSuchPeriod, Period, parse_period
from bot.core.query import Season


def last_ended(season: Season, day: date) -> Period:
    """The last such part of a year that is over on a day; of 29 February perhaps some years ago."""
    return next(part for part in of_years(season, range(day.year, day.year - 9, -1)) if part.end <= day)


def last_told(season: Season, ledger: Ledger, today: date) -> Period:
    """The last such part of a year that was over when the book was last told anything: the one that it lacks."""
    newest = ledger.newest_statement
    told = parse_period(f"asof:{newest}").end if newest else today
    return last_ended(season, min(told, today))


def of_years(season: Season, years: Iterable[int]) -> Iterator[Period]:
    """Such a part of each of some years; a year without the day has none."""
    for year in years:
        with suppress(NoSuchPeriod):
            yield season.of(year)
