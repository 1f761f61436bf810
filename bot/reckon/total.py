"""How much in all: the sum over a range of periods."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.core.answer import Answer, Caveat, Formula, Line
from bot.core.ledger import Ledger
from bot.core.period import Grain, Period, part_of_year
from bot.core.quantity import Quantity, add
from bot.core.query import Query
from bot.reckon.figure import attributions, figure
from bot.reckon.missing import missing
from bot.reckon.ratio import sum_of_two
from bot.reckon.rounding import rounded_money
from bot.reckon.span import Span, span
from bot.reckon.value import value

_WHOLES = (Grain.HALF, Grain.NINE_MONTHS, Grain.YEAR)


def total(query: Query, ledger: Ledger, today: date) -> Answer:
    """The sum of a metric over a range; what is printed for the whole range comes before our sum.

    Without a range it is the year to date; of two metrics it is their sum in one period. Shares,
    rates and states on a day do not add up.
    """
    if query.other is not None:
        return sum_of_two(query, ledger, today)
    entity, metric = query.entity or ledger.subject, query.metric or ""
    if query.when is not None and query.when.grain in _WHOLES and not query.ranged:
        return value(replace(query, operation="value"), ledger, today)
    if not ledger.metrics[metric].adds:
        return Answer(
            query, "cannot_tell", "no_sum", entity, None, metric, query.dims, query.period, follow=("quarters",)
        )
    over = span(
        query if query.ranged else _year_to_date(query, entity, metric, ledger, today), entity, metric, ledger, today
    )
    if over is None:
        return missing(query, ledger, entity, metric, query.period, today)
    whole = whole_of(over)
    if whole is not None:
        answer = value(replace(query.at(whole), operation="value"), ledger, today)
        if answer.ending == "found":
            return answer
    found = [figure(ledger, entity, metric, period, query.dims) for period in over.periods]
    values = [one.fact.value for one in found if one is not None and one.fact.value is not None]
    if len(values) < len(over.periods) or len({one.unit for one in values}) != 1:
        gap = next((p for p, one in zip(over.periods, found, strict=True) if one is None), over.last)
        answer = missing(query.at(gap), ledger, entity, metric, gap, today)
        part = Line("missing", entity, metric, gap, cell="not_in_book")
        return replace(
            answer, query=query, reason="no_part", period=over.last, since=over.first, lines=(part, *answer.lines)
        )
    amount = _sum(values)
    facts = [one.fact for one in found if one is not None]
    line = Line(
        "answer",
        entity,
        metric,
        over.last,
        query.dims,
        rounded_money(amount, values) if amount.ends else amount,
        facts=tuple(fact.id for fact in facts),
        formula=Formula("+", tuple(values)),
    )
    if not amount.ends:
        return Answer(query, "cannot_tell", "bounds", entity, None, metric, query.dims, over.last, follow=("quarters",))
    return Answer(
        query,
        "found",
        "worked",
        entity,
        None,
        metric,
        query.dims,
        over.last,
        "said",
        (line,),
        (Caveat("floor"),) if amount.floor else (Caveat("ceiling"),) if amount.ceiling else (),
        attributions(facts, ledger),
        follow=("source", "quarters"),
        since=over.first,
    )


def whole_of(over: Span) -> Period | None:
    """The half, nine months or year that a range of quarters is, if it is one."""
    if over.first.grain is not Grain.QUARTER or over.first.first.year != over.last.first.year:
        return None
    year, ends = over.first.first.year, (over.first.ordinal, over.last.ordinal)
    named = {(1, 2): (Grain.HALF, 1), (3, 4): (Grain.HALF, 2), (1, 3): (Grain.NINE_MONTHS, 1), (1, 4): (Grain.YEAR, 1)}
    return part_of_year(named[ends][0], year, named[ends][1]) if ends in named else None


def _year_to_date(query: Query, entity: str, metric: str, ledger: Ledger, today: date) -> Query:
    """The question over the quarters of one year up to the one it means, else over all it can."""
    over = span(query, entity, metric, ledger, today)
    if over is None or over.last.grain is not Grain.QUARTER:
        return query
    first = part_of_year(Grain.QUARTER, over.last.first.year, 1)
    return query.at(over.last).since(first)


def _sum(values: list[Quantity]) -> Quantity:
    amount = values[0]
    for one in values[1:]:
        amount = add(amount, one)
    return amount
