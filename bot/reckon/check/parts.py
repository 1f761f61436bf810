"""Parts against their whole: amounts that add up to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.answer import Formula
from bot.core.cross_check import CrossCheck
from bot.core.fact import Fact
from bot.core.period import Period
from bot.reckon.check.held import difference, held, prints, terms, total
from bot.reckon.slots import Slots


def parts_add_up(slots: Slots) -> Iterator[CrossCheck]:
    """The segments of a total add up to it; revenue less its cost is gross profit, where the book says so."""
    for (entity, metric, dims, period), facts in slots.stated.items():
        if not dims and metric in slots.segments:
            yield from _sum(slots, facts, entity, metric, period)
        about = slots.ledger.metrics[metric]
        if not dims and about.less:
            yield from _remainder(slots, facts, entity, (*about.parts, *about.less), period)


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


def _remainder(
    slots: Slots, facts: Sequence[Fact], entity: str, metrics: Sequence[str], period: Period
) -> Iterator[CrossCheck]:
    found = [fact for metric in metrics if (fact := slots.fact(entity, metric, period)) is not None]
    values = terms(found) if len(found) == len(metrics) else ()
    for one in prints(facts) if values else ():
        check = held("parts", (one, *found), one.quantity, values, Formula("-", values), difference)
        if check is not None:
            yield check
