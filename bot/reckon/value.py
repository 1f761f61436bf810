"""What is it: one figure, or one for each slice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.core.answer import Answer, Caveat, Formula, Line
from bot.core.fact import Dims, Fact
from bot.core.ledger import Ledger
from bot.core.period import Grain, Period
from bot.core.quantity import Quantity, divide
from bot.core.query import Choice, Query
from bot.reckon.figure import Figure, attribution, caveats, figure, line_of
from bot.reckon.missing import missing
from bot.reckon.period import settle
from bot.reckon.rounding import rounded_rate

_MOST_SLICES = 10


def value(query: Query, ledger: Ledger, today: date) -> Answer:
    """The figure of an entity's metric for a period."""
    entity, metric = query.entity or ledger.subject, query.metric or ""
    settled = settle(query, entity, metric, ledger, today)
    period = settled.period
    if period is None or not ledger.facts_of(entity, metric):
        said = query.when if isinstance(query.when, Period) else None
        return missing(query, ledger, entity, metric, said, today)
    found = figure(ledger, entity, metric, period, query.dims)
    if found is None:
        slices = _slices(ledger, entity, metric, period, query.dims)
        if len(slices) == 1:
            found = slices[0]
        elif slices:
            return _by_slice(query, slices, ledger, entity, metric, period)
    if found is None and ledger.metrics[metric].form == "share":
        derived = _share(query, ledger, entity, metric, period)
        if derived is not None:
            return replace(derived, period_note=settled.note)
    if found is None:
        return missing(query, ledger, entity, metric, period, today, settled.note)
    line = line_of(found.fact)
    if found.fact.reading is not None:
        line = replace(line, formula=_reading_formula(found.fact, ledger))
    noted = caveats(found)
    if ledger.metrics[metric].note is not None:
        noted = (*noted, Caveat("note", ledger.metrics[metric].note))
    return Answer(
        query,
        "found",
        "figure",
        entity,
        None,
        metric,
        found.fact.dims,
        period,
        settled.note,
        (line,),
        noted[:3],
        (attribution(found.fact, ledger, found.others),),
        follow=_follow(ledger, entity, metric, period),
    )


def _slices(ledger: Ledger, entity: str, metric: str, period: Period, asked: Dims) -> list[Figure]:
    """The figures of every slice that has what was asked, in book order."""
    dims = dict.fromkeys(fact.dims for fact in ledger.facts_of(entity, metric) if set(asked) <= set(fact.dims))
    return [found for one in dims if (found := figure(ledger, entity, metric, period, one)) is not None]


def _by_slice(query: Query, slices: list[Figure], ledger: Ledger, entity: str, metric: str, period: Period) -> Answer:
    facts = [found.fact for found in slices[:_MOST_SLICES]]
    sources = tuple({f.document: attribution(f, ledger) for f in facts}.values())
    notes = list(dict.fromkeys(Caveat("note", fact.note) for fact in facts if fact.note is not None))
    lines = tuple(line_of(fact) for fact in facts)
    return Answer(
        query,
        "found",
        "slices",
        entity,
        None,
        metric,
        query.dims,
        period,
        "said",
        lines,
        tuple(notes[:3]),
        sources,
        follow=("source",),
    )


def _reading_formula(fact: Fact, ledger: Ledger) -> Formula | None:
    """The arithmetic behind a corrected print, where its reading rests on two other figures."""
    reading = fact.reading
    inputs = [ledger.by_id[key].value for key in reading.inputs] if reading else []
    terms = tuple(quantity for quantity in inputs if quantity is not None)
    return Formula("/", terms) if len(terms) == 2 and terms[0].unit == terms[1].unit else None


def share_of_parent(ledger: Ledger, entity: str, period: Period) -> tuple[Quantity, Formula, tuple[str, ...]] | None:
    """An entity's share of its parent's revenue by division, within what is printed of it."""
    parent = ledger.entities[entity].parent
    if parent is None:
        return None
    part = figure(ledger, entity, "revenue", period)
    whole = figure(ledger, parent, "revenue", period)
    if part is None or whole is None or part.fact.value is None or whole.fact.value is None:
        return None
    if part.fact.value.unit != whole.fact.value.unit:
        return None
    quotient = divide(part.fact.value, whole.fact.value)
    if quotient is None:
        return None
    result = rounded_rate(quotient)
    ids: tuple[str, ...] = (part.fact.id, whole.fact.id)
    printed = figure(ledger, entity, "revenue_share", period)
    if printed is not None and printed.fact.value is not None:
        both = result.within(printed.fact.value)
        if both is not None:
            result = both
            ids = (*ids, printed.fact.id)
    return result, Formula("/", (part.fact.value, whole.fact.value)), ids


def _share(query: Query, ledger: Ledger, entity: str, metric: str, period: Period) -> Answer | None:
    derived = share_of_parent(ledger, entity, period) if metric == "revenue_share" else None
    if derived is None:
        return None
    quantity, formula, ids = derived
    line = Line("answer", entity, metric, period, (), quantity, facts=ids, formula=formula)
    facts = [ledger.by_id[key] for key in ids]
    sources = tuple({f.document: attribution(f, ledger) for f in facts}.values())
    return Answer(
        query,
        "found",
        "derived",
        entity,
        None,
        metric,
        (),
        period,
        "said",
        (line,),
        (),
        sources,
        follow=("source", "quarters"),
    )


def _follow(ledger: Ledger, entity: str, metric: str, period: Period) -> tuple[str, ...]:
    """The questions that go on from a figure, at most three."""
    follow = ["source"]
    quarters = {f.period for f in ledger.facts_of(entity, metric) if f.served and f.period.grain is Grain.QUARTER}
    if len(quarters) > 1:
        follow.append("quarters")
    if any(f.kind == "guidance" for f in ledger.facts_of(entity, metric)):
        follow.append("guidance")
    elif period.grain is Grain.QUARTER:
        follow.append("yoy")
    return tuple(follow[:3])


def which(query: Query, ledger: Ledger, metrics: tuple[str, ...]) -> tuple[Choice, ...]:
    """The choices between metrics of one name."""
    return tuple(
        Choice(ledger.metrics[metric].name.in_(query.language), replace(query, metric=metric)) for metric in metrics
    )
