"""How much more than a quarter or a year before: printed where it is, reckoned where both ends allow it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Literal

from bot.core.answer import Answer, Attribution, Caveat, Formula, Line, PeriodNote
from bot.core.fact import Fact
from bot.core.ledger import Ledger
from bot.core.period import Grain, NoSuchPeriod, Period
from bot.core.product import divide
from bot.core.quantity import Quantity, exactly, subtract
from bot.core.query import Query
from bot.reckon.figure import Figure, attribution, attributions, caveats, figure, line_of
from bot.reckon.missing import missing, near_base
from bot.reckon.period import known_periods, newest, settle
from bot.reckon.rounding import rounded_rate
from bot.reckon.value import by_slice, slices_at

Step = Literal["yoy", "qoq"]
_ONE = exactly(Decimal(1), "ratio")


def growth(query: Query, ledger: Ledger, today: date) -> Answer:
    """Growth of a metric on the year or on the quarter."""
    step: Step = "qoq" if query.operation == "qoq" else "yoy"
    entity, metric = query.entity or ledger.subject, query.metric or ""
    printed_metric = printed_as(ledger, metric, step)
    period, note = _period(query, entity, metric, printed_metric, ledger, today, step)
    if period is None:
        stated = printed_metric if ledger.facts_of(entity, printed_metric or "") else None
        return replace(missing(query, ledger, entity, stated or metric, None, today), metric=metric)
    if printed_metric is not None:
        printed = figure(ledger, entity, printed_metric, period, query.dims)
        if printed is not None:
            return _printed(query, ledger, printed, metric, note)
        slices = slices_at(ledger, entity, printed_metric, period, query.dims)
        if len(slices) == 1:
            return _printed(query, ledger, slices[0], metric, note)
        if slices:
            sliced = by_slice(query, slices, ledger, entity, printed_metric, period)
            return replace(sliced, period_note=note)
    now = figure(ledger, entity, metric, period, query.dims)
    if now is None:
        answer = missing(query, ledger, entity, printed_metric or metric, period, today, note)
        return replace(answer, metric=metric)
    base_period = _base(period, step)
    if base_period is None:
        return _no_base(query, ledger, now, None, note)
    before = figure(ledger, entity, metric, base_period, query.dims)
    if before is None:
        return _no_base(query, ledger, now, base_period, note)
    return _reckoned(query, ledger, now, before, note)


def printed_as(ledger: Ledger, metric: str, form: str) -> str | None:
    """The metric under which a printed rate of another metric is kept, if there is one."""
    return next((m.id for m in ledger.metrics.values() if m.of == metric and m.form == form), None)


def _period(
    query: Query, entity: str, metric: str, printed: str | None, ledger: Ledger, today: date, step: Step
) -> tuple[Period | None, PeriodNote]:
    grain = Grain.QUARTER if step == "qoq" else None
    level = settle(query, entity, metric, ledger, today, grain=grain)
    if query.when is not None:
        if printed is None:
            return level.period, level.note
        rate = settle(query, entity, printed, ledger, today, grain=grain)
        rated = rate.period is not None and (rate.note != "none_in_book" or level.note == "none_in_book")
        return (rate.period, rate.note) if rated else (level.period, level.note)
    known = {p for p in known_periods(ledger.facts_of(entity, metric, dims=query.dims)) if grain in {None, p.grain}}
    stated = [f for f in ledger.facts_of(entity, printed or "") if set(query.dims) <= set(f.dims)]
    rates = {p for p in known_periods(stated) if grain in {None, p.grain}}
    # The newest period that has an answer, before the newest that has only a level.
    answered = rates | {p for p in known if _base(p, step) in known}
    period = newest(answered) or level.period or newest(rates)
    return period, "newest_in_book"


def _base(period: Period, step: Step) -> Period | None:
    try:
        return period.previous() if step == "qoq" else period.year_before()
    except NoSuchPeriod:
        return None


def _printed(query: Query, ledger: Ledger, found: Figure, metric: str, note: PeriodNote) -> Answer:
    fact = found.fact
    level = figure(ledger, fact.entity, metric, fact.period, query.dims)
    lines = [line_of(fact)]
    if level is not None:
        lines.append(line_of(level.fact, "level"))
    return Answer(
        query,
        "found",
        "printed",
        fact.entity,
        None,
        metric,
        fact.dims,
        fact.period,
        note,
        tuple(lines),
        caveats(found)[:3],
        (attribution(fact, ledger, found.others),),
        follow=("source", "quarters", "gap") if _rivalled(ledger, fact) else ("source", "quarters"),
    )


def _rivalled(ledger: Ledger, fact: Fact) -> bool:
    """Whether the first rival has the figure too."""
    rival = next(iter(ledger.entities[fact.entity].rivals), None)
    return rival is not None and bool(ledger.facts_of(rival, fact.metric, dims=fact.dims))


def _no_base(query: Query, ledger: Ledger, now: Figure, base: Period | None, note: PeriodNote) -> Answer:
    """The base is not in the book: it is named, with what stands near it and is no base."""
    fact = now.fact
    near = near_base(ledger, fact.entity, fact.metric, base) if base is not None else ()
    return Answer(
        query,
        "not_in_book",
        "no_base",
        fact.entity,
        None,
        fact.metric,
        fact.dims,
        fact.period,
        note,
        (
            *((Line("missing", fact.entity, fact.metric, base, fact.dims, cell="not_in_book"),) if base else ()),
            line_of(fact, "have"),
            *(line_of(other, "near") for other in near),
        ),
        (),
        attributions((fact, *near), ledger),
        follow=("source", "qoq" if query.operation == "yoy" else "yoy"),
    )


def _reckoned(query: Query, ledger: Ledger, now: Figure, before: Figure, note: PeriodNote) -> Answer:
    new, old = now.fact.value, before.fact.value
    sources = _sources(now, before, ledger)
    lines = (line_of(now.fact, "have"), line_of(before.fact, "base"))
    common = (now.fact.entity, None, now.fact.metric, now.fact.dims, now.fact.period, note)
    if new is None or old is None or new.unit != old.unit:
        return Answer(query, "cannot_tell", "units", *common, lines, (), sources, follow=("source",))
    quotient = divide(new, old)
    if quotient is None or (quotient.high is None and (quotient.low is None or quotient.low <= 0)):
        reason = "floors" if new.floor and old.floor else "bounds"
        printed = _printed_quotient(new, old)
        extra = (
            (Line("quotient", now.fact.entity, now.fact.metric, now.fact.period, quantity=printed),) if printed else ()
        )
        return Answer(
            query,
            "cannot_tell",
            reason,
            *common,
            (*lines, *extra),
            (),
            sources,
            follow=("source", "quarters", "why"),
        )
    rate = rounded_rate(_as_ratio(subtract(quotient, _ONE)))
    line = Line(
        "answer",
        now.fact.entity,
        now.fact.metric,
        now.fact.period,
        now.fact.dims,
        rate,
        facts=(now.fact.id, before.fact.id),
        formula=Formula("/", (new, old)),
    )
    noted = (Caveat("floor"),) if rate.floor else (Caveat("ceiling"),) if rate.ceiling else ()
    return Answer(
        query, "found", "derived", *common, (line, *lines), noted, sources, follow=("source", "quarters", "why")
    )


def _sources(now: Figure, before: Figure, ledger: Ledger) -> tuple[Attribution, ...]:
    facts: tuple[Fact, ...] = (now.fact, before.fact)
    if now.fact.document == before.fact.document:
        return (attribution(now.fact, ledger),)
    return attributions(facts, ledger)


def _printed_quotient(new: Quantity, old: Quantity) -> Quantity | None:
    """The quotient of the printed ends, to be shown and never called growth."""
    if not new.ends or not old.ends or old.ends[0] == 0:
        return None
    ratio = divide(exactly(new.ends[0], new.unit), exactly(old.ends[0], old.unit))
    return ratio.rounded(-2) if ratio is not None else None


def _as_ratio(points: Quantity) -> Quantity:
    """Growth is a rate, though it is a difference of two."""
    return replace(points, unit="ratio")
