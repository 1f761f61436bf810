"""How much: an interval in a unit.

An exact figure is an interval of no width; "more than 300m" is the interval above it.
Ends are Decimals and keep the digits of the print (3850E8 is said with four digits).
Ends round outward: a low end down, a high end up, so that a result always contains the
exact one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Literal

Hedge = Literal["about", "nearly"]

UNITS: tuple[str, ...] = (
    "CNY",
    "USD",
    "HKD",
    "yuan",
    "persons",
    "count",
    "ratio",
    "pp",
    "x",
    "minutes",
    "credits",
    "rank",
    "date",
    "text",
)
MONEY: frozenset[str] = frozenset({"CNY", "USD", "HKD", "yuan"})
"""Units of money; "yuan" is a 元 whose currency the document does not state."""

DOWN = Context(prec=34, rounding=ROUND_FLOOR)
UP = Context(prec=34, rounding=ROUND_CEILING)
"""Arithmetic for low ends and for high ends."""

_HAIR = Decimal("1e-12")


class UnitMismatch(ValueError):
    """Two quantities of different units met in one sum: a fault of the program, not of the book."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An interval in a unit; an end that is None is open to infinity."""

    low: Decimal | None
    high: Decimal | None
    unit: str
    low_included: bool = True
    high_included: bool = True
    hedge: Hedge | None = None

    def __post_init__(self) -> None:
        """Refuse an interval with nothing in it; an open end has no edge to include."""
        if self.low is None:
            object.__setattr__(self, "low_included", True)
        if self.high is None:
            object.__setattr__(self, "high_included", True)
        if self.low is None or self.high is None:
            return
        if self.low > self.high:
            raise ValueError(f"the low end {self.low} is above the high end {self.high}")
        if self.low == self.high and not (self.low_included and self.high_included):
            raise ValueError(f"nothing lies between {self.low} and itself")

    @property
    def exact(self) -> bool:
        """Whether both ends are the same figure (a hedged print is exact here: it is a point)."""
        return self.low is not None and self.low == self.high

    @property
    def floor(self) -> bool:
        """Whether only the low end is known."""
        return self.low is not None and self.high is None

    @property
    def ceiling(self) -> bool:
        """Whether only the high end is known."""
        return self.high is not None and self.low is None

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """The ends that are known, low first; an exact figure has one."""
        if self.exact:
            assert self.low is not None
            return (self.low,)
        return tuple(end for end in (self.low, self.high) if end is not None)

    def contains(self, value: Decimal) -> bool:
        """Whether a figure lies in the interval."""
        if self.low is not None and (value < self.low or (value == self.low and not self.low_included)):
            return False
        return not (self.high is not None and (value > self.high or (value == self.high and not self.high_included)))

    def within(self, other: Quantity) -> Quantity | None:
        """The interval both share, or None where they share nothing."""
        same_unit(self, other)
        low, low_in = _tighter(self.low, self.low_included, other.low, other.low_included, largest=True)
        high, high_in = _tighter(self.high, self.high_included, other.high, other.high_included, largest=False)
        if low is not None and high is not None and (low > high or (low == high and not (low_in and high_in))):
            return None
        return Quantity(low, high, self.unit, low_in, high_in, self.hedge or other.hedge)

    def rounded(self, exponent: int) -> Quantity:
        """The same interval with ends at 10**exponent, the low end down and the high end up.

        An exact figure stays exact: it is rounded half up, as a print is. So is the quotient of
        two exact figures, whose ends lie closer together than anything printed.
        """
        step = Decimal(1).scaleb(exponent)
        if self.low is not None and self.high is not None and self.high - self.low < step * _HAIR:
            point = self.low.quantize(step, rounding="ROUND_HALF_UP")
            point = point or point.copy_abs()  # there is no -0.00%
            return replace(self, low=point, high=point, low_included=True, high_included=True)
        low = None if self.low is None else self.low.quantize(step, rounding=ROUND_FLOOR)
        high = None if self.high is None else self.high.quantize(step, rounding=ROUND_CEILING)
        low_included = self.low_included if low == self.low else True
        high_included = self.high_included if high == self.high else True
        return replace(self, low=low, high=high, low_included=low_included, high_included=high_included)


def exactly(value: Decimal, unit: str, hedge: Hedge | None = None) -> Quantity:
    """A figure as a quantity of no width."""
    return Quantity(value, value, unit, hedge=hedge)


def at_least(value: Decimal, unit: str, *, included: bool = False, hedge: Hedge | None = None) -> Quantity:
    """Everything above a figure (超過), or from it on (以上, "+") when included."""
    return Quantity(value, None, unit, low_included=included, hedge=hedge)


def at_most(value: Decimal, unit: str, *, included: bool = False, hedge: Hedge | None = None) -> Quantity:
    """Everything below a figure (不足), or up to it (以内) when included."""
    return Quantity(None, value, unit, high_included=included, hedge=hedge)


def add(a: Quantity, b: Quantity) -> Quantity:
    """The sum of two quantities of one unit."""
    same_unit(a, b)
    return Quantity(
        None if a.low is None or b.low is None else DOWN.add(a.low, b.low),
        None if a.high is None or b.high is None else UP.add(a.high, b.high),
        a.unit,
        a.low_included and b.low_included,
        a.high_included and b.high_included,
        hedged(a, b),
    )


def negate(a: Quantity) -> Quantity:
    """The quantity mirrored at zero."""
    return Quantity(
        None if a.high is None else a.high.copy_negate(),
        None if a.low is None else a.low.copy_negate(),
        a.unit,
        a.high_included,
        a.low_included,
        a.hedge,
    )


def subtract(a: Quantity, b: Quantity) -> Quantity:
    """The difference a - b; two rates give percentage points."""
    difference = add(a, negate(b))
    return replace(difference, unit="pp") if a.unit == "ratio" else difference


def less(a: Quantity, b: Quantity) -> bool | None:
    """Whether a is below b: True, False, or None where the intervals cannot tell."""
    same_unit(a, b)
    if _below(a, b):
        return True
    if a.low is not None and b.high is not None and a.low >= b.high:
        return False
    return None


def last_digit(value: Decimal) -> Decimal:
    """The worth of the last printed digit: 100 for 95E2, 0.01 for 4.62."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent)


def widened(a: Quantity) -> Quantity:
    """The figure with half its last printed digit to either side: what a rounded print can stand for."""
    if not a.exact or a.low is None:
        return a
    half = last_digit(a.low) / 2
    return Quantity(a.low - half, a.low + half, a.unit, hedge=a.hedge)


def agree(a: Quantity, b: Quantity) -> bool:
    """Whether two prints can both be true: they overlap after rounding (95.74 and 96 do)."""
    return a.unit == b.unit and widened(a).within(widened(b)) is not None


def same_unit(a: Quantity, b: Quantity) -> None:
    """Refuse two units: UnitMismatch."""
    if a.unit != b.unit:
        raise UnitMismatch(f"{a.unit} and {b.unit} do not mix")


def hedged(a: Quantity, b: Quantity) -> Hedge | None:
    """What arithmetic leaves of a hedge: "nearly" leans to one side only in its own print."""
    return "about" if a.hedge or b.hedge else None


def _below(a: Quantity, b: Quantity) -> bool:
    if a.high is None or b.low is None:
        return False
    return a.high < b.low or (a.high == b.low and not (a.high_included and b.low_included))


def _tighter(
    x: Decimal | None, x_in: bool, y: Decimal | None, y_in: bool, *, largest: bool
) -> tuple[Decimal | None, bool]:
    if x is None or y is None:
        return (y, y_in) if x is None else (x, x_in)
    if x == y:
        return x, x_in and y_in
    return (x, x_in) if (x > y) == largest else (y, y_in)
