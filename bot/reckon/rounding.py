"""How many digits a derived figure is said with."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from bot.core.quantity import Quantity, last_digit

_ONE_PERCENT = Decimal("0.01")


def rounded_rate(rate: Quantity) -> Quantity:
    """A rate to one decimal of a percent, to two below one percent; low ends down, high ends up."""
    small = all(abs(end) < _ONE_PERCENT for end in rate.ends)
    return rate.rounded(-4 if small else -3)


def rounded_money(amount: Quantity, inputs: Iterable[Quantity]) -> Quantity:
    """An amount to the last printed digit of its coarsest input."""
    coarsest = max(last_digit(end).adjusted() for quantity in inputs for end in quantity.ends)
    return amount.rounded(coarsest)
