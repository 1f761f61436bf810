"""Everything the book has of an entity: the newest figure of each metric."""

from __future__ import annotations

from datetime import date

from bot.core.answer import Answer, Line
from bot.core.fact import Fact
from bot.core.ledger import Ledger
from bot.core.period import Period
from bot.core.query import Query
from bot.core.rules import serving
from bot.reckon.figure import attributions, line_of
from bot.reckon.period import known_periods, newest
from bot.reckon.season import of_years

MOST = 10
"""Rows shown; what else there is, is named without its figures."""


def everything(query: Query, ledger: Ledger, today: date) -> Answer:
    """The newest figure of each metric of an entity, the overview's first, then in the order of the book."""
    entity = query.entity or ledger.subject
    query = _timed(query, entity, ledger, today)
    keys = dict.fromkeys((*ledger.entities[entity].overview, *ledger.metrics))
    facts = [fact for key in keys if (fact := _newest(ledger, entity, key, query)) is not None]
    guided = [fact for key in keys if (fact := _guided(ledger, entity, key, query)) is not None]
    facts = [*facts[:1], *guided, *facts[1:]]
    if not facts:
        return Answer(query, "not_in_book", "no_entity", entity, period=query.period, follow=("help",))
    every = query.shown.form == "csv"
    shown = facts if every else facts[:MOST]
    return Answer(
        query,
        "found",
        "everything",
        entity,
        None,
        None,
        (),
        query.period or _latest(facts),
        "newest_in_book",
        (
            *(line_of(fact, "row") for fact in shown),
            *(Line("more", entity, fact.metric, fact.period) for fact in facts[len(shown) :]),
        ),
        (),
        attributions(facts, ledger),
        follow=("overview", "prices"),
    )


def _timed(query: Query, entity: str, ledger: Ledger, today: date) -> Query:
    """The question with the year of its season: the newest that has a figure, else the last that began."""
    season = query.season
    if season is None:
        return query
    facts = (fact for (whose, _), stated in ledger.by_metric.items() if whose == entity for fact in stated)
    periods = [period for period in known_periods(facts) if period.dated]
    years = {period.first.year for period in periods} | {today.year}
    asked = list(of_years(season, sorted(years, reverse=True)))
    begun = [one for one in asked if one.first <= today] or asked[-1:]
    return query.at(next((one for one in begun if any(one.contains(p) for p in periods)), begun[0]))


def _newest(ledger: Ledger, entity: str, metric: str, query: Query) -> Fact | None:
    """The serving statement of a metric's newest period, the whole before a slice of it."""
    facts = [f for f in ledger.facts_of(entity, metric) if f.states and set(query.dims) <= set(f.dims)]
    if query.period is not None:
        facts = [f for f in facts if query.period.contains(f.period)]
    whole = [f for f in facts if f.dims == query.dims] or facts
    period = newest(known_periods(whole))
    return serving([f for f in whole if f.period == period], ledger) if period is not None else None


def _guided(ledger: Ledger, entity: str, metric: str, query: Query) -> Fact | None:
    """The newest guidance on a metric, for the time asked."""
    facts = [f for f in ledger.facts_of(entity, metric) if f.kind == "guidance" and f.served and f.value is not None]
    facts = [f for f in facts if query.period is None or query.period.contains(f.period)]
    period = newest({f.period for f in facts})
    return serving([f for f in facts if f.period == period], ledger) if period is not None else None


def _latest(facts: list[Fact]) -> Period:
    quarters = [f.period for f in facts if f.kind == "reported" and ":" not in f.period.label and f.period.dated]
    return newest(quarters) or max(f.period for f in facts)
