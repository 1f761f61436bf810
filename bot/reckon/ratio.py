"""One figure over another: a ratio of two amounts, an amount a head, or how many times one entity has the other's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.core.answer import Answer, Caveat, Formula, Line
from bot.core.ledger import Ledger
from bot.core.product import divide
from bot.core.quantity import MONEY, Quantity, add, subtract
from bot.core.query import Query
from bot.reckon.rounding import rounded_money, rounded_quotient, rounded_rate
from bot.reckon.terms import Terms, terms
from bot.reckon.value import value

_HEADS = frozenset({"persons", "count"})
_RATES = frozenset({"ratio", "pp"})


def ratio(query: Query, ledger: Ledger, today: date) -> Answer:
    """A figure over another; a share that the book knows under a name of its own comes first."""
    asked = (query.metric, query.other)
    share = next(
        (m.id for m in ledger.metrics.values() if m.form in {"share", "margin"} and (m.of, m.base) == asked), None
    )
    if share is not None:
        return value(replace(query, operation="value", metric=share, other=None), ledger, today)
    found = terms(query, ledger, today)
    if isinstance(found, Answer):
        return found
    top, bottom = found.first.quantity, found.second.quantity
    if top is None or bottom is None or not (top.unit == bottom.unit or _by_head(top, bottom)):
        return found.told
    if any(caveat.verdict == "not" for caveat in found.told.caveats):
        return replace(found.told, reason="not_comparable")
    quotient = divide(replace(top, unit="x"), replace(bottom, unit="x"))
    if quotient is None or not [end for end in quotient.ends if end != 0]:
        return replace(found.told, reason="floors" if top.floor and bottom.floor else "bounds")
    by_head = top.unit != bottom.unit
    multiple = query.against is not None
    result = replace(quotient, unit=top.unit if by_head else "x" if multiple else "ratio")
    rounded = rounded_quotient(result, (top, bottom)) if by_head or multiple else rounded_rate(result)
    return _worked(found, rounded, Formula("/", (top, bottom)))


def difference(query: Query, ledger: Ledger, today: date) -> Answer:
    """One metric less another of the same entity and period."""
    return _joined(query, ledger, today, "-")


def sum_of_two(query: Query, ledger: Ledger, today: date) -> Answer:
    """One metric and another of the same entity and period, together."""
    return _joined(query, ledger, today, "+")


def _joined(query: Query, ledger: Ledger, today: date, sign: str) -> Answer:
    found = terms(query, ledger, today)
    if isinstance(found, Answer):
        return found
    one, other = found.first.quantity, found.second.quantity
    if one is None or other is None or one.unit != other.unit or (sign == "+" and one.unit in _RATES):
        return found.told
    result = add(one, other) if sign == "+" else subtract(one, other)
    if not result.ends:
        return replace(found.told, reason="bounds")
    rounded = result if one.unit in _RATES else rounded_money(result, (one, other))
    return _worked(found, rounded, Formula("+" if sign == "+" else "-", (one, other)))


def _worked(found: Terms, result: Quantity, formula: Formula) -> Answer:
    told = found.told
    line = Line(
        "answer",
        found.first.entity,
        found.first.metric,
        found.first.period,
        told.dims,
        result,
        facts=(*found.first.facts, *found.second.facts),
        formula=formula,
    )
    bound = (Caveat("floor"),) if result.floor else (Caveat("ceiling"),) if result.ceiling else ()
    return replace(told, ending="found", reason="worked", lines=(line, *told.lines), caveats=(*told.caveats, *bound))


def _by_head(top: Quantity, bottom: Quantity) -> bool:
    """Whether one unit over another means something by itself: money or a number, a person or a thing."""
    return bottom.unit in _HEADS and top.unit in MONEY | _HEADS | {"minutes"}
