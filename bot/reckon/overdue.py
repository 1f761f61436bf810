"""What is overdue: figures that digests need, of periods whose results are out, and that the book does not have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.core.glance import Overdue
from bot.core.ledger import Ledger
from bot.core.period import Grain, Period, as_of
from bot.core.rules import serving
from bot.reckon.period import known_periods
from bot.words.when import find_whens

_DAYS = frozenset({Grain.AS_OF, Grain.MONTH})
"""A statement names the day of results, or their month where no more is known."""
_ONE_DAY = timedelta(days=1)


def overdue(ledger: Ledger, today: date) -> tuple[Overdue, ...]:
    """What is missing of each figure since the first period that the book has of it, the newest first.

    The day of results is printed in the book, of the entity or of whose product it is; else it is
    presumed to be a year after that of the year before. Where neither is known nothing is expected.
    """
    wanted = dict.fromkeys((pair, digest.grain) for digest in ledger.digests.values() for pair in digest.requires)
    found = [one for (pair, grain) in wanted for one in _missing(*pair, grain, ledger, today)]
    return tuple(sorted(found, key=lambda one: one.period.end, reverse=True))


def _missing(entity: str, metric: str, grain: Grain, ledger: Ledger, today: date) -> Iterator[Overdue]:
    known = {period for period in known_periods(ledger.facts_of(entity, metric, dims=())) if period.grain is grain}
    state = ledger.state_of(entity, metric)
    period = min(known, default=None)
    while period is not None and period.end <= today:
        ended = state is not None and period.first.isoformat() >= state.since
        due = None if period in known or ended else _results_day(entity, period, ledger)
        if due is not None and due[0].end <= today:
            day, fact, is_presumed = due
            yield Overdue(entity, metric, period, day, fact, is_presumed)
        period = period.shifted(1)


def _results_day(entity: str, period: Period, ledger: Ledger) -> tuple[Period, str, bool] | None:
    """The day or month of a period's results, the statement of it, and whether it is only presumed."""
    owners = (entity, ledger.entities[entity].parent)
    for back, is_presumed in ((period, False), (period.year_before(), True)):
        for owner in owners:
            stated = _stated(owner, back, ledger) if owner is not None else None
            if stated is not None:
                day, fact = stated
                return (_year_later(day) if is_presumed else day), fact, is_presumed
    return None


def _stated(entity: str, period: Period, ledger: Ledger) -> tuple[Period, str] | None:
    for metric in ledger.metrics_as("results_day"):
        facts = [fact for fact in ledger.facts_of(entity, metric.id) if fact.period == period and fact.served]
        fact = serving(facts, ledger)
        if fact is not None and fact.text is not None:
            whens = [found.when for found in find_whens(fact.text.en.casefold())]
            day = next((when for when in whens if isinstance(when, Period) and when.grain in _DAYS), None)
            if day is not None:
                return day, fact.id
    return None


def _year_later(day: Period) -> Period:
    first = _next_year(day.first)
    is_one_day = day.end - day.first == _ONE_DAY
    return as_of(first, first + _ONE_DAY if is_one_day else _next_year(day.end))


def _next_year(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(day.year + 1, 2, 28) if is_leap_day else day.replace(year=day.year + 1)
