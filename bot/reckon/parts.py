"""Periods made of others: a half is the sum of its quarters, or nine months less the third quarter."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.answer import Formula
from bot.core.fact import Dims, Fact
from bot.core.ledger import Ledger
from bot.core.period import Grain, Period, part_of_year
from bot.core.quantity import Quantity, add, subtract
from bot.reckon.figure import figure
from bot.reckon.rounding import rounded_money


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure of our arithmetic: its formula and the statements it rests on."""

    quantity: Quantity
    formula: Formula
    facts: tuple[Fact, ...]


def from_parts(ledger: Ledger, entity: str, metric: str, period: Period, dims: Dims = ()) -> Derived | Period | None:
    """The figure of a period from others of its year; the first missing part of a sum; None where nothing fits.

    Only flows add up; a part must have been reported, never be guidance.
    """
    if not ledger.metrics[metric].adds or not period.dated:
        return None
    missing: Period | None = None
    for sign, parts in _recipes(period):
        found = [figure(ledger, entity, metric, part, dims) for part in parts]
        facts = [one.fact for one in found if one is not None and one.fact.value is not None]
        if len(facts) == len(parts):
            derived = _derived(sign, facts)
            if derived is not None:
                return derived
        elif sign == "+" and facts and missing is None:
            missing = next(part for part, one in zip(parts, found, strict=True) if one is None)
    return missing


def _recipes(period: Period) -> tuple[tuple[str, tuple[Period, ...]], ...]:
    """The ways to make a period of others, the plainest first: a sum, or a whole less the rest."""
    year = period.first.year
    quarters = tuple(part_of_year(Grain.QUARTER, year, number) for number in range(1, 5))
    halves = tuple(part_of_year(Grain.HALF, year, number) for number in (1, 2))
    nine, whole = part_of_year(Grain.NINE_MONTHS, year), part_of_year(Grain.YEAR, year)
    if period.grain is Grain.HALF and period.ordinal == 1:
        return (("+", quarters[:2]), ("-", (nine, quarters[2])), ("-", (whole, halves[1])))
    if period.grain is Grain.HALF:
        return (("+", quarters[2:]), ("-", (whole, halves[0])))
    if period.grain is Grain.NINE_MONTHS:
        return (("+", quarters[:3]), ("-", (whole, quarters[3])))
    if period.grain is Grain.YEAR:
        return (("+", quarters), ("+", (nine, quarters[3])), ("+", halves))
    if period.grain is Grain.QUARTER:
        half = halves[(period.ordinal - 1) // 2]
        beside = quarters[period.ordinal - 2 if period.ordinal % 2 == 0 else period.ordinal]
        recipes: list[tuple[str, tuple[Period, ...]]] = [("-", (half, beside))]
        if period.ordinal == 3:
            recipes.append(("-", (nine, halves[0])))
        if period.ordinal == 4:
            recipes.append(("-", (whole, nine)))
        return tuple(recipes)
    return ()


def _derived(sign: str, facts: list[Fact]) -> Derived | None:
    values = [fact.value for fact in facts if fact.value is not None]
    if len({value.unit for value in values}) != 1:
        return None
    total = values[0]
    for value in values[1:]:
        total = add(total, value) if sign == "+" else subtract(total, value)
    if not total.ends:
        return None
    return Derived(rounded_money(total, values), Formula("+" if sign == "+" else "-", tuple(values)), tuple(facts))
