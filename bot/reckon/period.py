"""Which period a question means, and why that one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.answer import PeriodNote
from bot.core.fact import Dims, Fact
from bot.core.ledger import Ledger
from bot.core.period import Grain, Period, part_of_year
from bot.core.query import Query, Season

_PREFERRED: tuple[Grain, ...] = (
    Grain.QUARTER,
    Grain.AS_OF,
    Grain.MONTH,
    Grain.HALF,
    Grain.NINE_MONTHS,
    Grain.YEAR,
    Grain.EVENT,
    Grain.CUMULATIVE,
    Grain.UNDATED,
)
"""Of periods that end together, the grain that is meant when none is said."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A period and why it was taken; None where the book has nothing to choose from."""

    period: Period | None
    note: PeriodNote


def settle(
    query: Query, entity: str, metric: str, ledger: Ledger, today: date, *, grain: Grain | None = None
) -> Settled:
    """The period a question means: the one said, or the newest that has the figure."""
    facts = [fact for fact in ledger.facts_of(entity, metric) if fact.states]
    periods = {fact.period for fact in facts if _fits(fact.dims, query.dims)}
    if isinstance(query.when, Period):
        return Settled(_within(query.when, periods), "said")
    if isinstance(query.when, Season):
        return _season(query.when, periods, today)
    if grain is not None:
        periods = {period for period in periods if period.grain is grain}
    return Settled(newest(periods), "newest_in_book")


def newest(periods: Iterable[Period]) -> Period | None:
    """The period that ends last; of several, the grain people mean."""
    return max(periods, key=lateness, default=None)


def lateness(period: Period) -> tuple[date, int]:
    """When a period ends; an event or a state somewhere in a month counts from its first day."""
    inexact = period.grain in {Grain.EVENT, Grain.AS_OF}
    day = period.first + timedelta(days=1) if inexact else period.end
    return day, -_PREFERRED.index(period.grain)


def known_periods(facts: Iterable[Fact]) -> tuple[Period, ...]:
    """The periods that have a served figure, oldest first."""
    return tuple(sorted({fact.period for fact in facts if fact.states}))


def _within(asked: Period, periods: set[Period]) -> Period:
    """A month asked for means, where the figure is a state or an event, the one that falls in it."""
    if asked.grain is not Grain.MONTH or asked in periods:
        return asked
    inside = [p for p in periods if p.grain in {Grain.AS_OF, Grain.EVENT} and asked.contains(p)]
    return newest(inside) or asked


def _season(season: Season, periods: set[Period], today: date) -> Settled:
    fitting = {p for p in periods if p.grain is season.grain and p.ordinal == season.ordinal}
    found = newest(fitting)
    ended = _last_ended(season, today)
    if found is None:
        return Settled(ended, "newest")
    return Settled(found, "newest_moved_on" if ended.end > found.end else "newest")


def _last_ended(season: Season, today: date) -> Period:
    period = part_of_year(season.grain, today.year, season.ordinal)
    return period if period.end <= today else period.year_before()


def _fits(dims: Dims, asked: Dims) -> bool:
    return set(asked) <= set(dims)
