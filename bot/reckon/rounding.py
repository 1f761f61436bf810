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
    """An amount to the last printed digit of its coarsest figure.

    The end of a bound is a threshold, which is exact: only figures make a sum coarse. Of bounds
    alone, the finest digit counts, where it is not a zero.
    """
    quantities = tuple(inputs)
    figures = [last_digit(end).adjusted() for quantity in quantities if quantity.exact for end in quantity.ends]
    bounds = [last_digit(end).adjusted() for quantity in quantities if not quantity.exact for end in quantity.ends]
    if figures:
        return amount.rounded(max(figures))
    fine = amount.rounded(min(bounds))
    coarse = Decimal(1).scaleb(max(bounds))
    return fine.rounded(max(bounds)) if all(end % coarse == 0 for end in fine.ends) else fine


def rounded_quotient(quotient: Quantity, inputs: Iterable[Quantity]) -> Quantity:
    """A quotient or product to as many digits as its coarsest printed figure has, two at least.

    The end of a bound is a threshold, which is exact: only figures make a quotient coarse.
    """
    printed = [len(end.as_tuple().digits) for one in inputs if one.exact for end in one.ends]
    digits = max(2, min(printed, default=2))
    largest = max((end.adjusted() for end in quotient.ends), default=0)
    return quotient.rounded(largest - digits + 1)
