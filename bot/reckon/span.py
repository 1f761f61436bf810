"""The periods of a range: from its first to its last, in one grain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.core.ledger import Ledger
from bot.core.period import SPANS, Grain, Period, part_of_year
from bot.core.query import Query, Season
from bot.reckon.period import known_periods, newest, settle

_MOST = 60


@dataclass(frozen=True, slots=True)
class Span:
    """A first and a last period of one grain, and every one between them, oldest first."""

    periods: tuple[Period, ...]

    @property
    def first(self) -> Period:
        """Where it begins."""
        return self.periods[0]

    @property
    def last(self) -> Period:
        """Where it ends."""
        return self.periods[-1]

    @property
    def steps(self) -> int:
        """How many steps lead from the first to the last."""
        return len(self.periods) - 1


def span(query: Query, entity: str, metric: str, ledger: Ledger, today: date) -> Span | None:
    """The periods a question ranges over; None where it names no stretch of time that can be stepped through.

    A range without an end goes on to the newest figure; one without a beginning begins with the
    oldest, or, for a year named alone, with its first quarter.
    """
    known = [p for p in known_periods(ledger.facts_of(entity, metric)) if p.grain in _STEPPED]
    quarters = [p for p in known if p.grain is Grain.QUARTER]
    last = settle(query, entity, metric, ledger, today).period if query.when else newest(quarters or known)
    first = begun(query, last) or min((p for p in known if last and p.grain is last.grain), default=None)
    if first is None or last is None or not first.dated or not last.dated:
        return None
    grain = last.grain if last.grain in _STEPPED else first.grain
    if grain not in _STEPPED:
        return None
    if first.grain is Grain.YEAR and last.grain is Grain.YEAR and first == last and quarters:
        grain = Grain.QUARTER
    return _stepped(_in(grain, min(first, last), at_end=False), _in(grain, max(first, last), at_end=True))


_STEPPED = tuple(grain for grain in SPANS if grain is not Grain.NINE_MONTHS)
_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6, Grain.YEAR: 12}


def begun(query: Query, last: Period | None) -> Period | None:
    """Where a range begins; a part of the year without its year lies before the end, within twelve months."""
    if query.first is not None:
        return query.first
    season: Season | None = query.first_season
    if season is None or last is None or not last.dated:
        return None
    first = part_of_year(season.grain, last.last_day.year, season.ordinal)
    return first if first.end <= last.end else first.year_before()


def _in(grain: Grain, period: Period, *, at_end: bool) -> Period:
    """The period of a grain that another one begins in, or ends in."""
    if period.grain is grain:
        return period
    month = period.end.month - 1 or 12 if at_end else period.first.month
    year = period.end.year - (period.end.month == 1) if at_end else period.first.year
    return part_of_year(grain, year, (month - 1) // _MONTHS[grain] + 1)


def _stepped(first: Period, last: Period) -> Span | None:
    periods = [first]
    while periods[-1] < last and len(periods) < _MOST:
        periods.append(periods[-1].shifted(1))
    return Span(tuple(periods)) if periods[-1] == last else None
