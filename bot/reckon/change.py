"""How a figure changed between two periods: by how much, at what rate, and at what rate a step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from bot.core.answer import Answer, Caveat, Formula, Line
from bot.core.fact import Fact
from bot.core.ledger import Ledger
from bot.core.period import Period
from bot.core.product import divide
from bot.core.quantity import Quantity, exactly, subtract
from bot.core.query import Query
from bot.reckon.figure import attributions, figure, line_of
from bot.reckon.missing import missing
from bot.reckon.rounding import rounded_money, rounded_rate
from bot.reckon.span import Span, span

_ONE = exactly(Decimal(1), "ratio")
_RATES = frozenset({"ratio", "pp"})


def change(query: Query, ledger: Ledger, today: date) -> Answer:
    """The difference between the last and the first figure of a range, with the rate where that is fixed."""
    found = _ends(query, ledger, today)
    if isinstance(found, Answer):
        return found
    over, old, new, values = found
    difference = subtract(*values)
    if difference.low is None and difference.high is None:
        return _open(query, over, old, new, ledger)
    rate = _rate(*values, 1)
    in_rates = difference.unit in _RATES
    rounded = difference if in_rates else rounded_money(difference, values)
    lines = [_line(query, new, old, over, rounded, Formula("-", values))]
    if rate is not None and not in_rates:
        lines.append(replace(_line(query, new, old, over, rate, Formula("/", values)), role="rate"))
    return _found(query, over, lines, (new, old), ledger)


def compound(query: Query, ledger: Ledger, today: date) -> Answer:
    """The even growth a step that leads from the first figure of a range to the last."""
    found = _ends(query, ledger, today)
    if isinstance(found, Answer):
        return found
    over, old, new, values = found
    rate = _rate(*values, over.steps)
    if rate is None:
        return _open(query, over, old, new, ledger)
    formula = Formula("/", values, over.steps)
    return _found(query, over, [_line(query, new, old, over, rate, formula)], (new, old), ledger)


def _ends(query: Query, ledger: Ledger, today: date) -> tuple[Span, Fact, Fact, tuple[Quantity, Quantity]] | Answer:
    """The range, the statements of its first and last period, the last figure and the first; or why there is none."""
    entity, metric = query.entity or ledger.subject, query.metric or ""
    over = span(query, entity, metric, ledger, today)
    if over is None or not over.steps:
        return missing(query, ledger, entity, metric, query.period, today)
    known = [(p, one) for p in over.periods if (one := _stated(ledger, entity, metric, p, query)) is not None]
    said = query.when is not None or query.ranged
    if not said and len(known) > 1:
        # Nobody named the ends: those that have a figure are meant.
        over = Span(tuple(p for p in over.periods if known[0][0] <= p <= known[-1][0]))
    for period in (over.last, over.first):
        if _stated(ledger, entity, metric, period, query) is None:
            answer = missing(query.at(period), ledger, entity, metric, period, today)
            part = Line("missing", entity, metric, period, cell="not_in_book")
            return replace(
                answer, query=query, reason="no_end", period=over.last, since=over.first, lines=(part, *answer.lines)
            )
    stated = dict(known)
    old, new = stated[over.first], stated[over.last]
    if old.value is None or new.value is None or old.value.unit != new.value.unit:
        return _open(query, over, old, new, ledger, "units")
    return over, old, new, (new.value, old.value)


def _stated(ledger: Ledger, entity: str, metric: str, period: Period, query: Query) -> Fact | None:
    found = figure(ledger, entity, metric, period, query.dims)
    return found.fact if found is not None else None


def _rate(new: Quantity, old: Quantity, steps: int) -> Quantity | None:
    """Growth over so many steps, as a rate a step; None where the bounds do not fix it."""
    quotient = divide(new, old)
    if quotient is None or quotient.high is None or quotient.low is None or quotient.low <= 0:
        return None
    even = replace(
        quotient,
        low=_root(quotient.low, steps, ROUND_FLOOR),
        high=_root(quotient.high, steps, ROUND_CEILING),
        low_included=True,
        high_included=True,
    )
    return rounded_rate(replace(subtract(even, _ONE), unit="ratio"))


def _root(value: Decimal, order: int, rounding: str) -> Decimal:
    return value if order == 1 else Context(prec=34, rounding=rounding).power(value, Decimal(1) / order)


def _line(query: Query, new: Fact, old: Fact, over: Span, quantity: Quantity, formula: Formula) -> Line:
    return Line(
        "answer", new.entity, new.metric, over.last, query.dims, quantity, facts=(new.id, old.id), formula=formula
    )


def _found(query: Query, over: Span, lines: list[Line], facts: Iterable[Fact], ledger: Ledger) -> Answer:
    quantity = lines[0].quantity
    assert quantity is not None
    noted = (Caveat("floor"),) if quantity.floor else (Caveat("ceiling"),) if quantity.ceiling else ()
    new, old = facts
    return Answer(
        query,
        "found",
        "worked",
        new.entity,
        None,
        new.metric,
        query.dims,
        over.last,
        "said",
        (*lines, line_of(new, "have"), line_of(old, "base")),
        noted,
        attributions((new, old), ledger),
        follow=("source", "quarters", "why"),
        since=over.first,
    )


def _open(query: Query, over: Span, old: Fact, new: Fact, ledger: Ledger, reason: str = "") -> Answer:
    """Both figures are there, and what is between them is not fixed."""
    floors = all(one.value is not None and one.value.floor for one in (old, new))
    return Answer(
        query,
        "cannot_tell",
        reason or ("floors" if floors else "bounds"),
        new.entity,
        None,
        new.metric,
        query.dims,
        over.last,
        "said",
        (line_of(new, "have"), line_of(old, "base")),
        (),
        attributions((new, old), ledger),
        follow=("source", "quarters", "why"),
        since=over.first,
    )
