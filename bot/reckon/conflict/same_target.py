"""One target said in two currencies, or as a multiple of an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.core.answer import Formula
from bot.core.conflict import Conflict
from bot.core.fact import Fact
from bot.core.product import divide, multiply
from bot.core.quantity import MONEY, Quantity
from bot.core.rules import serving
from bot.reckon.rounding import rounded_money
from bot.reckon.slots import Slots

_CENT = -2


def same_targets(slots: Slots) -> Iterator[Conflict]:
    """Guidance of one entity, metric, period and day in two moneys, with the rate that lies between them."""
    for (slot, kind, said), facts in slots.foretold.items():
        if kind != "guidance":
            continue
        moneys: dict[str, list[Fact]] = {}
        for fact in facts:
            if fact.value is not None:
                moneys.setdefault(fact.value.unit, []).append(fact)
        chosen = [one for unit in sorted(moneys) if (one := serving(moneys[unit], slots.ledger)) is not None]
        amounts = [fact for fact in chosen if fact.value is not None and fact.value.unit in MONEY]
        for other in amounts[1:]:
            yield from _in_two(amounts[0], other)
        for multiple in (fact for fact in chosen if fact.value is not None and fact.value.unit == "x"):
            start = serving(slots.foretold.get((slot, kind, said[:4]), ()), slots.ledger)
            yield from _multiple(multiple, start)


def _in_two(home: Fact, other: Fact) -> Iterator[Conflict]:
    a, b = home.value, other.value
    if a is None or b is None or not (a.exact and b.exact) or not b.ends[0]:
        return
    quotient = divide(replace(a, hedge=None), replace(b, unit=a.unit, hedge=None))
    rate = None if quotient is None else replace(quotient, unit=a.unit).rounded(_CENT)
    yield Conflict("same_target", (other.id, home.id), (b, a), None, "one_target", "rate", Formula("/", (a, b)), rate)


def _multiple(multiple: Fact, start: Fact | None) -> Iterator[Conflict]:
    if start is None or start.value is None or multiple.value is None or start.value.unit not in MONEY:
        return
    factor: Quantity = multiple.value
    product = rounded_money(multiply(start.value, factor), (start.value,))
    terms = (factor, start.value)
    yield Conflict(
        "same_target",
        (multiple.id, start.id),
        terms,
        None,
        "one_target",
        "multiple",
        Formula("*", terms),
        product,
    )
