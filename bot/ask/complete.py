"""Whose and what, filled in where the book leaves no doubt."""

from __future__ import annotations

from dataclasses import replace

from bot.core.fact import Dims
from bot.core.ledger import Ledger
from bot.core.query import Operation, Query

_OF_GUIDANCE: frozenset[Operation] = frozenset({"guidance", "implied"})


def complete(query: Query, ledger: Ledger) -> Query:
    """The query with whose and what filled in where the book leaves no doubt."""
    entity, metric, operation = query.entity, query.metric, query.operation
    if operation == "value" and metric is None:
        operation = "overview" if not query.dims else "prices"
    if operation in {"yoy", "qoq", "list"} and metric is None and entity:
        metric = next((m for m in ledger.entities[entity].overview if m in ledger.metrics), None)
    if operation in _OF_GUIDANCE and metric is None:
        metric = _guided(entity, ledger)
    if operation in _OF_GUIDANCE and entity is None:
        entity = next((f.entity for f in ledger.facts if f.kind == "guidance" and f.metric == metric), ledger.subject)
    if entity is None and operation not in {"prices", "conflicts"}:
        entity = _owner(metric, query.dims, ledger)
    if operation == "gap" and metric is None and entity:
        metric = next((m for m in ledger.entities[entity].overview if m in ledger.metrics), None)
    if operation == "gap" and query.against is None and entity:
        rivals = ledger.entities[entity].rivals
        return replace(query, operation=operation, entity=entity, metric=metric, against=rivals[0] if rivals else None)
    return replace(query, operation=operation, entity=entity, metric=metric)


def _guided(entity: str | None, ledger: Ledger) -> str | None:
    """The metric that guidance means where none is named: of the entity's overview, else the catalogue's first."""
    given = {(fact.entity, fact.metric) for fact in ledger.facts if fact.kind == "guidance" and fact.served}
    overview = ledger.entities[entity].overview if entity is not None else ()
    own = (metric for metric in overview if (entity, metric) in given)
    anyone = {metric for _, metric in given}
    return next(own, next((metric for metric in ledger.metrics if metric in anyone), None))


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
