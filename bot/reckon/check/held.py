"""One print held against what a formula over other figures comes to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.core.answer import Formula
from bot.core.cross_check import CheckKind, CrossCheck
from bot.core.fact import Fact
from bot.core.quantity import Quantity, add, subtract, widened
from bot.reckon.rounding import rounded_money, rounded_rate

Arithmetic = Callable[[Sequence[Quantity]], Quantity | None]


def held(
    kind: CheckKind,
    facts: Sequence[Fact],
    printed: Quantity | None,
    values: Sequence[Quantity],
    formula: Formula,
    arithmetic: Arithmetic,
) -> CrossCheck | None:
    """The check of a print, or None where bounds leave it open.

    It fails where print and result are disjoint; it holds where both are figures that agree, or
    where bounds come to the very bound that is printed. `facts` are those the check rests on, the
    print first.
    """
    if printed is None:
        return None
    result, wide = arithmetic(values), arithmetic([widened(value) for value in values])
    if result is None or wide is None or not result.ends or result.unit != printed.unit:
        return None
    agrees = wide.within(widened(printed)) is not None
    decided = all(value.exact for value in values) or (result.low, result.high) == (printed.low, printed.high)
    if agrees and not decided:
        return None
    said = rounded_rate(result) if result.unit in {"ratio", "pp"} else rounded_money(result, values)
    return CrossCheck(kind, tuple(dict.fromkeys(fact.id for fact in facts)), printed, formula, said, agrees)


def terms(facts: Sequence[Fact]) -> tuple[Quantity, ...]:
    """The figures of some statements; nothing where one has none or their units differ."""
    found = tuple(fact.value for fact in facts if fact.value is not None)
    return found if len(found) == len(facts) and len({value.unit for value in found}) == 1 else ()


def prints(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The statements of one slot that print different figures, each figure once."""
    found: dict[Quantity, Fact] = {}
    for fact in facts:
        if fact.quantity is not None:
            found.setdefault(fact.quantity, fact)
    return tuple(found.values())


def total(values: Sequence[Quantity]) -> Quantity | None:
    """The sum of figures of one unit."""
    found = values[0] if values else None
    for value in values[1:]:
        found = add(found, value) if found is not None else None
    return found


def difference(values: Sequence[Quantity]) -> Quantity | None:
    """The first figure less all others."""
    found = values[0]
    for value in values[1:]:
        found = subtract(found, value)
    return found
