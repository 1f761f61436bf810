"""What comes in words alone - launches, people, strategy - has no newest figure: statements stand beside each other."""

from __future__ import annotations

from bot.core.fact import Fact, said
from bot.core.ledger import Ledger
from bot.core.period import Period
from bot.core.query import Query
from bot.reckon.period import lateness


def beside(fact: Fact, query: Query, ledger: Ledger) -> tuple[Fact, ...]:
    """The other statements of a metric in words, the newest first; of a time that was said, those of that time.

    Where one thing is told with its day and again with its month or quarter, the day is enough.
    """
    if ledger.metrics[fact.metric].unit != "text":
        return ()
    others = [
        other
        for other in ledger.facts_of(fact.entity, fact.metric)
        if other.served
        and other.kind != "hypothesis"
        and other.id != fact.id
        and set(query.dims) <= set(other.dims)
        and (other.period == fact.period or _is_asked(other.period, query))
    ]
    others.sort(key=lambda other: (lateness(other.period), said(other)), reverse=True)
    told = [fact, *others]
    return tuple(other for other in others if not any(_is_told_closer(other, one) for one in told))


def _is_told_closer(fact: Fact, by: Fact) -> bool:
    """Whether another statement dates the same thing more closely."""
    return bool(fact.dims) and fact.dims == by.dims and fact.period != by.period and fact.period.contains(by.period)


def _is_asked(period: Period, query: Query) -> bool:
    """Whether a statement is of the time asked for, as of any where none was."""
    if query.season is not None:
        return query.season.has(period)
    return query.period is None or query.period.contains(period)
