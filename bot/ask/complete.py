"""Whose and what, filled in where the book leaves no doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.core.fact import Dims, Kind
from bot.core.ledger import Ledger
from bot.core.period import Grain, Period, part_of_year
from bot.core.query import Operation, Query, Season

_OF_GUIDANCE: frozenset[Operation] = frozenset({"guidance", "implied", "score", "estimate"})
_OF_ALL: frozenset[Operation] = frozenset({"prices", "conflicts", "rank", "news"})
"""Operations that ask about everybody unless somebody is named."""
_OVER_TIME: frozenset[Operation] = frozenset({"yoy", "qoq", "list", "sum", "change", "compound", "ratio"})


def complete(query: Query, ledger: Ledger) -> Query:
    """The query with whose and what filled in where the book leaves no doubt."""
    entity, metric, operation = query.entity, query.metric, query.operation
    if operation == "value" and metric is None:
        operation = "overview" if not query.dims else "prices"
    if operation in _OVER_TIME and metric is None and entity:
        metric = next((m for m in ledger.entities[entity].overview if m in ledger.metrics), None)
    if operation in _OF_GUIDANCE:
        kind: Kind = "estimate" if operation == "estimate" else "guidance"
        metric = metric or _foretold(entity, kind, ledger)
        if entity is None:
            entity = next((f.entity for f in ledger.facts if f.kind == kind and f.metric == metric), ledger.subject)
    if entity is None and operation not in _OF_ALL:
        entity = _owner(metric, query.dims, ledger)
    against = query.against
    if operation == "gap" and against is None and entity:
        against = next(iter(ledger.entities[entity].rivals), None)
    if operation == "gap" and metric is None and entity:
        metric = _compared(entity, against, ledger)
    if operation == "rank" and metric is None and query.among:
        metric = _compared(query.among[0], query.among[1], ledger)
    return replace(query, operation=operation, entity=entity, metric=metric, against=against)


def _foretold(entity: str | None, kind: Kind, ledger: Ledger) -> str | None:
    """The metric that guidance or an estimate is of where none is named: the overview's, else the catalogue's first."""
    given = {(fact.entity, fact.metric) for fact in ledger.facts if fact.kind == kind and fact.served}
    overview = ledger.entities[entity].overview if entity is not None else ()
    own = (metric for metric in overview if (entity, metric) in given)
    anyone = {metric for _, metric in given}
    return next(own, next((metric for metric in ledger.metrics if metric in anyone), None))


def as_known(query: Query, ledger: Ledger, today: date) -> Query:
    """The query of "as of March": what had been said by then, unless the figure itself is a state of that time."""
    when = _last_begun(query.season, today) if query.season is not None else query.period
    if when is None or when.grain not in {Grain.MONTH, Grain.AS_OF}:
        return query
    if query.operation in _OF_GUIDANCE:
        return query.at(when)
    facts = ledger.facts_of(query.entity or ledger.subject, query.metric or "")
    if any(fact.period == when or when.contains(fact.period) for fact in facts):
        return query
    return replace(query.at(None), known_by=when.end)


def _last_begun(season: Season, today: date) -> Period:
    """A part of the year named without its year: the one that began last."""
    period = part_of_year(season.grain, today.year, season.ordinal)
    return period if period.first <= today else period.year_before()


def _compared(entity: str, rival: str | None, ledger: Ledger) -> str | None:
    """The metric two entities are set against each other in: the overview's first that both have, or its growth."""
    overview = [key for key in ledger.entities[entity].overview if key in ledger.metrics]
    for key in overview:
        kin = (key, *(m.id for m in ledger.metrics.values() if m.of == key and m.form == "yoy"))
        if rival is not None and any(ledger.facts_of(entity, one) and ledger.facts_of(rival, one) for one in kin):
            return key
    return next(iter(overview), None)


def _owner(metric: str | None, dims: Dims, ledger: Ledger) -> str:
    """Whose figure is meant where nobody is named: the book's subject if it has one, else who does.

    A slice belongs to whoever has figures in it, of this metric or a rate of it.
    """
    kin = {metric, *(m.id for m in ledger.metrics.values() if m.of == metric and metric is not None)}
    owners = dict.fromkeys(
        fact.entity for fact in ledger.facts if fact.metric in kin and fact.served and set(dims) <= set(fact.dims)
    )
    if ledger.subject in owners or not owners:
        return ledger.subject
    return next(iter(owners))
