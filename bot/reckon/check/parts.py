"""Parts against their whole: amounts that add up to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.answer import Formula
from bot.core.cross_check import CrossCheck
from bot.core.fact import Fact
from bot.core.period import Period
from bot.reckon.check.held import difference, held, prints, terms, total
from bot.reckon.slots import Slots

_REVENUE, _COST, _LEFT = "revenue", "cost_of_revenue", "gross_profit"


def parts_add_up(slots: Slots) -> Iterator[CrossCheck]:
    """The segments of a total add up to it; revenue less its cost is gross profit."""
    for (entity, metric, dims, period), facts in slots.stated.items():
        if not dims and metric in slots.segments:
            yield from _sum(slots, facts, entity, metric, period)
        if not dims and metric == _LEFT:
            yield from _remainder(slots, facts, entity, period)


def parts_of(slots: Slots, entity: str, whole: str, period: Period) -> tuple[Fact, ...]:
    """The serving statement of every segment of a whole, or nothing where one is missing."""
    metrics = slots.segments.get(whole, ())
    found = tuple(fact for part in metrics if (fact := slots.fact(entity, part, period)) is not None)
    return found if len(found) == len(metrics) else ()


def _sum(slots: Slots, facts: Sequence[Fact], entity: str, metric: str, period: Period) -> Iterator[CrossCheck]:
    parts = parts_of(slots, entity, metric, period)
    values = terms(parts) if parts else ()
    for one in prints(facts) if values else ():
        check = held("parts", (one, *parts), one.quantity, values, Formula("+", values), total)
        if check is not None:
            yield check


def _remainder(slots: Slots, facts: Sequence[Fact], entity: str, period: Period) -> Iterator[CrossCheck]:
    whole, cost = slots.fact(entity, _REVENUE, period), slots.fact(entity, _COST, period)
    if whole is None or cost is None:
        return
    values = terms((whole, cost))
    for one in prints(facts) if values else ():
        check = held("parts", (one, whole, cost), one.quantity, values, Formula("-", values), difference)
        if check is not None:
            yield check
