"""What others expect of a figure: estimates, which are never served as the figure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.core.answer import Answer, Caveat, Line
from bot.core.fact import Fact, said
from bot.core.ledger import Ledger
from bot.core.query import Query
from bot.reckon.figure import attributions, line_of
from bot.reckon.missing import missing
from bot.reckon.period import settle_among


def estimate(query: Query, ledger: Ledger, today: date) -> Answer:
    """The newest estimate of each who made one of a metric for one period, and those it replaced."""
    entity, metric = query.entity or ledger.subject, query.metric or ""
    facts = [
        f
        for f in ledger.facts_of(entity, metric)
        if f.kind == "estimate" and f.served and set(query.dims) <= set(f.dims)
    ]
    settled = settle_among(query, {f.period for f in facts}, ledger, today)
    period = settled.period
    here = by_vintage(f for f in facts if f.period == period)
    if not here:
        return missing(query, ledger, entity, metric, period, today, settled.note)
    told = [f for vintages in here for f in vintages]
    return Answer(
        query,
        "found",
        "estimate",
        entity,
        None,
        metric,
        query.dims,
        period,
        settled.note,
        lines_of(here, "answer"),
        (Caveat("kind", ids=(told[0].id,)), *(Caveat("note", f.note) for f in told if f.note is not None))[:3],
        attributions(told, ledger),
        follow=("source", "guidance"),
    )


def by_vintage(facts: Iterable[Fact]) -> tuple[tuple[Fact, ...], ...]:
    """Estimates of one thing by one speaker in one unit, the newest first; who spoke last stands first."""
    found: dict[tuple[object, ...], list[Fact]] = {}
    for fact in sorted(facts, key=lambda fact: (said(fact), fact.id), reverse=True):
        unit = fact.value.unit if fact.value is not None else "text"
        found.setdefault((fact.speaker, fact.period, fact.dims, unit), []).append(fact)
    return tuple(tuple(vintages) for vintages in found.values())


def lines_of(estimates: Iterable[tuple[Fact, ...]], role: str) -> tuple[Line, ...]:
    """Each estimate as a line, and after it those it replaced as lines of the role's `_before`."""
    return tuple(
        line_of(fact, role if at == 0 else f"{role}_before")
        for vintages in estimates
        for at, fact in enumerate(vintages)
    )
