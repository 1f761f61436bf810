"""Printed growth against the two levels it lies between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.core.answer import Formula
from bot.core.cross_check import CrossCheck
from bot.core.fact import Dims, Fact
from bot.core.period import SPANS, Grain, NoSuchPeriod, Period
from bot.core.product import divide, multiply
from bot.core.quantity import Quantity, add, exactly, subtract
from bot.reckon.check.held import held, prints, terms, total
from bot.reckon.check.parts import parts_of
from bot.reckon.slots import Slots

_ONE = exactly(Decimal(1), "ratio")


def growth_agrees(slots: Slots) -> Iterator[CrossCheck]:
    """Growth on the year or the quarter equals level over base, less one; a base may be the sum of its parts."""
    for (entity, metric, dims, period), facts in slots.stated.items():
        about = slots.ledger.metrics[metric]
        before = _before(period, about.form)
        if about.of is None or before is None or about.unit != "ratio":
            continue
        now = slots.fact(entity, about.of, period, dims)
        bases = _bases(slots, entity, about.of, before, dims)
        values = terms((now, *bases)) if now is not None and bases else ()
        base = total(values[1:])
        if now is None or base is None:
            continue
        for one in prints(facts):
            check = held(
                "growth" if len(bases) == 1 else "base",
                (one, now, *bases),
                one.quantity,
                values,
                Formula("/", (values[0], base)),
                _rise,
            )
            if check is not None:
                yield check


def implied_base(level: Quantity, growth: Quantity) -> Quantity | None:
    """The base that a level and its growth come from."""
    inverse = divide(_ONE, add(_ONE, growth))
    return None if inverse is None else multiply(level, inverse)


def _bases(slots: Slots, entity: str, metric: str, before: Period, dims: Dims) -> Sequence[Fact]:
    base = slots.fact(entity, metric, before, dims)
    if base is not None:
        return (base,)
    return () if dims else parts_of(slots, entity, metric, before)


def _before(period: Period, form: str | None) -> Period | None:
    if period.grain not in SPANS or form not in {"yoy", "qoq"}:
        return None
    if form == "qoq" and period.grain is not Grain.QUARTER:
        return None
    try:
        return period.previous() if form == "qoq" else period.year_before()
    except NoSuchPeriod:
        return None


def _rise(values: Sequence[Quantity]) -> Quantity | None:
    base = total(values[1:])
    quotient = divide(values[0], base) if base is not None else None
    return None if quotient is None else replace(subtract(quotient, _ONE), unit="ratio")
