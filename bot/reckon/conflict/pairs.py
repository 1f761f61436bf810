"""Two figures printed for one slot: a slip of scale, a contradiction, or rounding."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bot.core.answer import Formula
from bot.core.conflict import Conflict, ConflictKind
from bot.core.fact import Fact
from bot.core.quantity import Quantity, agree
from bot.core.rules import deciding
from bot.reckon.slots import Slots

_STEPS = (Decimal(10), Decimal(100), Decimal(10_000))
_LEAST, _MOST = Decimal("0.95"), Decimal("1.05")


def pairs(slots: Slots) -> Iterator[Conflict]:
    """What every slot prints beside the statement that serves it."""
    for first, other in slots.rivals():
        step = _step(first.quantity, other.quantity)
        if step is not None:
            yield _pair("tenfold", first, other, slots, f"{step}")
        elif first.value is None or other.value is None or first.value.unit != other.value.unit:
            continue
        elif not agree(first.value, other.value):
            yield _pair("contradiction", first, other, slots, "")
        elif other.reading is None:
            yield _pair("rounding", first, other, slots, _difference(first.value, other.value))


def _pair(kind: ConflictKind, first: Fact, other: Fact, slots: Slots, code: str) -> Conflict:
    quantities = tuple(fact.quantity for fact in (other, first) if fact.quantity is not None)
    rule = deciding(first, other, slots.ledger)
    formula = None
    if kind == "tenfold":
        ends = sorted(quantities, key=lambda quantity: abs(quantity.ends[0]), reverse=True)
        formula = Formula("/", tuple(ends))
        rule = "reading" if other.reading is not None else rule
    return Conflict(kind, (other.id, first.id), quantities, first.id, rule, code, formula)


def _step(a: Quantity | None, b: Quantity | None) -> Decimal | None:
    """Ten, a hundred or ten thousand, where one print is about that many times the other."""
    if a is None or b is None or a.unit != b.unit or not (a.ends and b.ends) or not (a.ends[0] and b.ends[0]):
        return None
    large, small = sorted((abs(a.ends[0]), abs(b.ends[0])), reverse=True)
    return next((step for step in _STEPS if _LEAST <= large / small / step <= _MOST), None)


def _difference(a: Quantity, b: Quantity) -> str:
    """How two prints that agree differ: a bound beside a figure, a hedge, or digits."""
    if not (a.exact and b.exact):
        return "bound"
    return "hedge" if a.ends == b.ends else "digits"
