"""How large a figure is, beside another."""

from __future__ import annotations

from decimal import Decimal

from bot.core.quantity import Quantity


def size_of(quantity: Quantity | None) -> Decimal:
    """How large a figure is, by the end that is known; nothing where there is none."""
    end = None if quantity is None else quantity.low if quantity.low is not None else quantity.high
    return abs(end or Decimal(0))


def digits_of(size: Decimal) -> tuple[int, ...]:
    """The digits of a figure, whatever its size."""
    return size.normalize().as_tuple().digits


def times(size: Decimal, other: Decimal) -> str:
    """How often one figure goes into another, in words."""
    ratio = max(size, other) / min(size, other)
    said = f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}"
    return f"{said} times" if size > other else f"1/{said} of"
