"""Which period a question means, and why that one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.answer import PeriodNote
from bot.core.fact import Dims, Fact
from bot.core.ledger import Ledger
from bot.core.period import MOMENTS, SPANS, Grain, Period
from bot.core.query import Query, Season
from bot.reckon.season import last_ended, last_told

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
    facts = [fact for fact in ledger.facts_of(entity, metric) if _fits(fact.dims, query.dims)]
    stated = [fact for fact in facts if fact.states]
    periods = {fact.period for fact in stated}
    if query.when is not None:
        others = {f.period for f in facts if _is_withheld(f)}, {f.period for f in facts if _is_foretold(f)}
        return settle_among(query, periods, ledger, today, withheld=others[0], foretold=others[1])
    if grain is not None:
        periods = {period for period in periods if period.grain is grain}
    found = newest(periods)
    itself = newest(_of_itself(stated, query.dims))
    if itself is not None and itself != found and grain is None:
        return Settled(itself, "itself")
    return Settled(found, "newest_in_book")


def settle_among(
    query: Query,
    periods: Iterable[Period],
    ledger: Ledger,
    today: date,
    *,
    withheld: Iterable[Period] = (),
    foretold: Iterable[Period] = (),
) -> Settled:
    """Of the periods of a figure the one that a question means.

    Those `withheld` are known and not served; of those `foretold` the book has no figure, and what was said ahead.
    """
    known = set(periods)
    if isinstance(query.when, Period):
        return Settled(_within(query.when, known), "said")
    if isinstance(query.when, Season):
        found = _of_season(query.when, known, today) or _of_season(query.when, withheld, today)
        lacking = newest(p for p in foretold if query.when.has(p)) or last_told(query.when, ledger, today)
        return found or Settled(lacking, "none_in_book")
    return Settled(newest(known), "newest_in_book")


def newest(periods: Iterable[Period]) -> Period | None:
    """The period that ends last; of several, the grain people mean."""
    return max(periods, key=lateness, default=None)


def lateness(period: Period) -> tuple[date, int]:
    """When a period ends; an event or a state somewhere in a month counts from its first day."""
    inexact = period.grain in MOMENTS
    day = period.first + timedelta(days=1) if inexact else period.end
    return day, -_PREFERRED.index(period.grain)


def known_periods(facts: Iterable[Fact]) -> tuple[Period, ...]:
    """The periods that have a served figure, oldest first."""
    return tuple(sorted({fact.period for fact in facts if fact.states}))


def _within(asked: Period, periods: set[Period]) -> Period:
    """A time asked for means, where the figure is a state or an event, the newest that falls in it.

    A state is found by its day or its month, and is not that of a whole quarter or year.
    """
    if asked in periods:
        return asked
    whole = asked.grain in SPANS and asked.grain is not Grain.MONTH
    grains = {Grain.EVENT} if whole else MOMENTS
    return newest(p for p in periods if p.grain in grains and asked.contains(p)) or asked


def _of_season(season: Season, periods: Iterable[Period], today: date) -> Settled | None:
    found = newest(p for p in periods if season.has(p))
    if found is None:
        return None
    moved_on = found.grain in SPANS and last_ended(season, today).end > found.end
    return Settled(found, "newest_moved_on" if moved_on else "newest")


def _is_withheld(fact: Fact) -> bool:
    return not fact.served and fact.kind in {"reported", "media"} and not fact.ahead


def _is_foretold(fact: Fact) -> bool:
    return fact.served and fact.kind in {"guidance", "estimate"}


def _of_itself(facts: list[Fact], dims: Dims) -> set[Period]:
    """The times of what happened to the thing asked of itself, where the book has that: its versions come after it."""
    own = {fact.period for fact in facts if fact.dims == dims}
    return own if any(period.grain is Grain.EVENT for period in own) else set()


def _fits(dims: Dims, asked: Dims) -> bool:
    return set(asked) <= set(dims)
