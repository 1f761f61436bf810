"""The two figures that a ratio, a sum or a difference is taken of: two metrics, two entities or two times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bot.core.answer import Answer, Caveat, Line, PeriodNote
from bot.core.fact import Dims, Fact
from bot.core.ledger import Ledger
from bot.core.period import Period, part_of_year
from bot.core.query import Query
from bot.reckon.figure import attributions, figure, line_of
from bot.reckon.gap import comparability
from bot.reckon.missing import missing
from bot.reckon.parts import Derived, from_parts
from bot.reckon.period import known_periods, newest, settle
from bot.reckon.span import begun

_MOST_NOTES = 2
"""Beside a verdict or a bound."""
Slot = tuple[str, str, Period, Dims]
"""Entity, metric, period and slice."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Two figures and the answer they are told in, which as it stands says that the two cannot be joined."""

    first: Line
    second: Line
    told: Answer


def terms(query: Query, ledger: Ledger, today: date) -> Terms | Answer:
    """The two figures of a question, or that one of them is not in the book."""
    slots, note = _slots(query, ledger, today)
    if slots is None:
        return missing(query, ledger, query.entity or ledger.subject, query.metric or "", query.period, today)
    found = [_stated(ledger, *slot) for slot in slots]
    for (entity, metric, period, dims), line in zip(slots, found, strict=True):
        if line is None:
            answer = missing(replace(query, metric=metric, dims=dims), ledger, entity, metric, period, today)
            part = Line("missing", entity, metric, period, dims, cell="not_in_book")
            return replace(
                answer,
                query=query,
                reason="no_term",
                metric=query.metric,
                dims=query.dims,
                period=slots[0][2] if query.ranged else period,
                lines=(part, *answer.lines),
            )
    first, second = found
    assert first is not None and second is not None
    stated = [ledger.by_id[key] for key in (*first.facts, *second.facts)]
    told = Answer(
        query,
        "cannot_tell",
        "units",
        first.entity,
        query.against,
        first.metric,
        query.dims,
        second.period if not query.ranged else first.period,
        note,
        (first, replace(second, role="base")),
        (*_judged(query, ledger, first.metric), *_notes(stated)),
        attributions(stated, ledger),
        follow=("source", "why"),
    )
    return Terms(first, second, told)


def _slots(query: Query, ledger: Ledger, today: date) -> tuple[tuple[Slot, Slot] | None, PeriodNote]:
    """Where the two figures stand in the book, and why their period is taken."""
    entity, metric = query.entity or ledger.subject, query.metric or ""
    rival, other = query.against or entity, query.other or metric
    dims, others = query.dims, query.dims if query.other_dims is None else query.other_dims
    if query.operation == "difference" and query.ranged:
        return _whole_and_part(query, entity, metric, ledger, today), "said"
    settled = settle(query, entity, metric, ledger, today)
    if query.ranged:
        last = settled.period
        first = begun(query, last)
        slots = ((entity, metric, first, dims), (entity, metric, last, dims)) if first and last else None
        return slots, "said"
    period, note = settled.period, settled.note
    if query.when is None:
        pairs = ((entity, metric, dims), (rival, other, others))
        both = set.intersection(*(set(known_periods(ledger.facts_of(*one, dims=of))) for *one, of in pairs))
        period, note = newest(both) or period, "newest_in_book" if both else note
    return (((entity, metric, period, dims), (rival, other, period, others)) if period else None), note


def _whole_and_part(query: Query, entity: str, metric: str, ledger: Ledger, today: date) -> tuple[Slot, Slot] | None:
    """A stretch and the part of it that is taken off: Q1 less March, in the year that the stretch is of."""
    whole = query.first or settle(query.at(query.first_season), entity, metric, ledger, today).period
    season = query.season
    part = part_of_year(season.grain, whole.first.year, season.ordinal) if season and whole else query.period
    return ((entity, metric, whole, query.dims), (entity, metric, part, query.dims)) if whole and part else None


def _stated(ledger: Ledger, entity: str, metric: str, period: Period, dims: Dims) -> Line | None:
    """The figure of a slot; where none is stated, one made of others of its year."""
    found = figure(ledger, entity, metric, period, dims)
    if found is not None:
        return replace(line_of(found.fact, "have"), quantity=found.fact.value)
    parts = from_parts(ledger, entity, metric, period, dims)
    if not isinstance(parts, Derived):
        return None
    ids = tuple(fact.id for fact in parts.facts)
    return Line("have", entity, metric, period, dims, parts.quantity, facts=ids, formula=parts.formula)


def _notes(facts: Iterable[Fact]) -> tuple[Caveat, ...]:
    """What to know beside the two figures, each note once."""
    noted = {fact.note: Caveat("note", fact.note, ids=(fact.id,)) for fact in facts if fact.note is not None}
    return tuple(noted.values())[:_MOST_NOTES]


def _judged(query: Query, ledger: Ledger, metric: str) -> tuple[Caveat, ...]:
    """The verdict on setting two entities side by side, where the figures are of two."""
    if query.against is None or query.entity is None:
        return ()
    verdict = comparability(ledger, metric, query.entity, query.against)
    return (Caveat("comparable", verdict.reason, verdict.verdict),) if verdict else (Caveat("unjudged"),)
