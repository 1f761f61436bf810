"""What is it: one figure, or one for each slice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.core.answer import Answer, Caveat, Formula, Line, PeriodNote
from bot.core.fact import Dims, Fact
from bot.core.ledger import Ledger
from bot.core.period import Grain, Period
from bot.core.product import divide
from bot.core.quantity import Quantity
from bot.core.query import Choice, Query
from bot.core.rules import serving
from bot.reckon.figure import Figure, attribution, attributions, caveats, figure, line_of
from bot.reckon.missing import missing
from bot.reckon.parts import Derived, from_parts
from bot.reckon.period import known_periods, newest, settle, settle_among
from bot.reckon.reading import reading_formula
from bot.reckon.rounding import rounded_rate
from bot.reckon.statements import beside

_MOST_SLICES = 10
_MOST_BESIDE = 8
_DIVIDED = frozenset({"share", "margin"})
"""Forms of rates that are one metric over another."""


def value(query: Query, ledger: Ledger, today: date) -> Answer:
    """The figure of an entity's metric for a period."""
    entity = query.entity or ledger.subject
    query = replace(query, metric=_sliced(ledger, entity, query.metric or "", query.dims))
    metric = query.metric or ""
    forecast = _only_forecast(ledger, entity, metric)
    if forecast:
        return _forecast(query, ledger, entity, metric, forecast, today)
    settled = settle(query, entity, metric, ledger, today)
    period = settled.period
    if period is None or not (ledger.facts_of(entity, metric) or ledger.metrics[metric].form in _DIVIDED):
        said = query.when if isinstance(query.when, Period) else None
        return missing(query, ledger, entity, metric, said, today)
    found = figure(ledger, entity, metric, period, query.dims)
    if found is None:
        slices = slices_at(ledger, entity, metric, period, query.dims)
        if len(slices) == 1:
            found = slices[0]
        elif slices:
            return replace(by_slice(query, slices, ledger, entity, metric, period), period_note=settled.note)
    if found is not None:
        return _found(query, ledger, found, settled.note)
    derived = _reckoned(query, ledger, entity, metric, period)
    if isinstance(derived, Answer):
        return replace(derived, period_note=settled.note)
    answer = missing(query, ledger, entity, metric, period, today, settled.note)
    if isinstance(derived, Period) and answer.reason == "no_period":
        part = Line("missing", entity, metric, derived, cell="not_in_book")
        answer = replace(answer, reason="no_part", lines=(part, *answer.lines))
    return answer


def _found(query: Query, ledger: Ledger, found: Figure, note: PeriodNote) -> Answer:
    fact = found.fact
    metric = ledger.metrics[fact.metric]
    others = beside(fact, query, ledger)
    line = line_of(fact)
    if fact.reading is not None:
        line = replace(line, formula=reading_formula(fact, ledger))
    noted = caveats(found)
    if metric.note is not None:
        noted = (*noted, Caveat("note", metric.note))
    return Answer(
        query,
        "found",
        "figure",
        fact.entity,
        None,
        fact.metric,
        fact.dims,
        fact.period,
        note,
        (
            line,
            *(line_of(other, "beside") for other in others[:_MOST_BESIDE]),
            *(Line("more", other.entity, other.metric, other.period) for other in others[_MOST_BESIDE:]),
        ),
        noted[:3],
        attributions((fact, *others[:_MOST_BESIDE]), ledger) if others else (attribution(fact, ledger, found.others),),
        follow=_follow(ledger, fact.entity, fact.metric, fact.period),
    )


def _sliced(ledger: Ledger, entity: str, metric: str, dims: Dims) -> str:
    """The metric that comes in the slice asked for, where the one named does not: a sibling of the same base."""
    if not dims or any(set(dims) <= set(fact.dims) for fact in ledger.facts_of(entity, metric)):
        return metric
    asked = ledger.metrics[metric]
    for other in ledger.metrics.values():
        kin = other.of is not None and other.of == asked.of and other.form == asked.form
        if kin and any(set(dims) <= set(fact.dims) for fact in ledger.facts_of(entity, other.id)):
            return other.id
    return metric


def which(query: Query, ledger: Ledger, today: date) -> Answer:
    """A loose name: the metrics it may stand for that have the figure, to choose from, without any number."""
    entity, metric = query.entity or ledger.subject, query.metric or ""
    here: list[str] = []
    elsewhere: list[Line] = []
    period: Period | None = None
    note: PeriodNote = "said"
    for one in ledger.metrics[metric].means:
        settled = settle(query, entity, one, ledger, today)
        if settled.period is None:
            continue
        if figure(ledger, entity, one, settled.period, query.dims) or share_of(ledger, entity, one, settled.period):
            here.append(one)
            period, note = settled.period, settled.note
        elif known_periods(ledger.facts_of(entity, one)):
            newest_one = newest(known_periods(ledger.facts_of(entity, one)))
            assert newest_one is not None
            elsewhere.append(Line("elsewhere", entity, one, newest_one))
    if not here:
        said = query.when if isinstance(query.when, Period) else None
        return missing(query, ledger, entity, metric, said, today)
    if len(here) == 1 and not elsewhere and query.operation == "value":
        return value(replace(query, metric=here[0]), ledger, today)
    choices = tuple(Choice(ledger.metrics[one].name.in_(query.language), replace(query, metric=one)) for one in here)
    return Answer(
        query, "ask_back", "which", entity, None, metric, query.dims, period, note, tuple(elsewhere), choices=choices
    )


def _only_forecast(ledger: Ledger, entity: str, metric: str) -> tuple[Fact, ...]:
    """The guidance or estimates of a metric that has nothing else: a target's rise, a market's size."""
    facts = [fact for fact in ledger.facts_of(entity, metric) if fact.served and fact.kind != "hypothesis"]
    return tuple(facts) if facts and not any(fact.states for fact in facts) else ()


def _forecast(query: Query, ledger: Ledger, entity: str, metric: str, facts: tuple[Fact, ...], today: date) -> Answer:
    settled = settle_among(query, {fact.period for fact in facts}, ledger, today)
    fitting = [fact for fact in facts if fact.period == settled.period and set(query.dims) <= set(fact.dims)]
    fact = serving(fitting, ledger)
    if fact is None:
        return missing(query, ledger, entity, metric, settled.period, today, settled.note)
    answer = _found(query, ledger, Figure(fact, tuple(fitting)), settled.note)
    kind = Caveat("kind", text=None, ids=(fact.id,))
    return replace(answer, caveats=(kind, *answer.caveats)[:3])


def slices_at(ledger: Ledger, entity: str, metric: str, period: Period, asked: Dims) -> list[Figure]:
    """The figures of every slice that has what was asked, in book order."""
    dims = dict.fromkeys(fact.dims for fact in ledger.facts_of(entity, metric) if set(asked) <= set(fact.dims))
    return [found for one in dims if (found := figure(ledger, entity, metric, period, one)) is not None]


def by_slice(query: Query, slices: list[Figure], ledger: Ledger, entity: str, metric: str, period: Period) -> Answer:
    """One figure for each slice, told apart by its name."""
    facts = [found.fact for found in slices[:_MOST_SLICES]]
    sources = attributions(facts, ledger)
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


def share_of(
    ledger: Ledger, entity: str, metric: str, period: Period
) -> tuple[Quantity, Formula, tuple[str, ...]] | None:
    """A share or a margin by division, within what is printed of it: the part's figure over its base's."""
    about = ledger.metrics[metric]
    whole_of, _, whole_metric = (about.base or "").rpartition(" ")
    whole_of = whole_of or entity
    if about.of is None or whole_of not in ledger.entities or whole_metric not in ledger.metrics:
        return None
    part = figure(ledger, entity, about.of, period)
    whole = figure(ledger, whole_of, whole_metric, period)
    if part is None or whole is None or part.fact.value is None or whole.fact.value is None:
        return None
    if part.fact.id == whole.fact.id or part.fact.value.unit != whole.fact.value.unit:
        return None
    quotient = divide(part.fact.value, whole.fact.value)
    if quotient is None:
        return None
    result = rounded_rate(quotient)
    ids: tuple[str, ...] = (part.fact.id, whole.fact.id)
    printed = figure(ledger, entity, metric, period)
    if printed is not None and printed.fact.value is not None:
        both = result.within(printed.fact.value)
        if both is not None:
            result = both
            ids = (*ids, printed.fact.id)
    return result, Formula("/", (part.fact.value, whole.fact.value)), ids


def _reckoned(query: Query, ledger: Ledger, entity: str, metric: str, period: Period) -> Answer | Period | None:
    """The figure by arithmetic: a share, a sum of parts, a remainder; or the first part that is missing."""
    if ledger.metrics[metric].form in _DIVIDED:
        share = share_of(ledger, entity, metric, period) if not query.dims else None
        if share is None:
            return None
        quantity, formula, ids = share
    else:
        parts = from_parts(ledger, entity, metric, period, query.dims)
        if not isinstance(parts, Derived):
            return parts
        quantity, formula, ids = parts.quantity, parts.formula, tuple(fact.id for fact in parts.facts)
    line = Line("answer", entity, metric, period, query.dims, quantity, facts=ids, formula=formula)
    noted = (Caveat("floor"),) if quantity.floor else (Caveat("ceiling"),) if quantity.ceiling else ()
    sources = attributions([ledger.by_id[key] for key in ids], ledger)
    return Answer(
        query,
        "found",
        "derived",
        entity,
        None,
        metric,
        query.dims,
        period,
        "said",
        (line,),
        noted,
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
