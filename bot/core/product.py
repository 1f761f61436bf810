"""Products and quotients of quantities: intervals of all that their factors can make."""

from __future__ import annotations

from decimal import Context, Decimal

from bot.core.quantity import DOWN, UP, Quantity, UnitMismatch, hedged, same_unit

_ZERO = Decimal(0)


def multiply(a: Quantity, factor: Quantity) -> Quantity:
    """A quantity times a pure number (a ratio or a multiple); both may have any sign."""
    if factor.unit not in {"ratio", "x"}:
        raise UnitMismatch(f"{a.unit} times {factor.unit} has no unit here")
    return _spread(a, factor, a.unit)


def divide(a: Quantity, b: Quantity) -> Quantity | None:
    """The quotient a / b of one unit, as a ratio; None where b can be zero or changes sign."""
    same_unit(a, b)
    inverse = _inverse(b)
    return None if inverse is None else _spread(a, inverse, "ratio")


def _inverse(b: Quantity) -> Quantity | None:
    positive = b.low is not None and (b.low > 0 or (b.low == 0 and not b.low_included))
    negative = b.high is not None and (b.high < 0 or (b.high == 0 and not b.high_included))
    if not (positive or negative):
        return None
    one = Decimal(1)

    def end(value: Decimal | None, context: Context) -> Decimal | None:
        if value is None:
            return _ZERO
        return None if value == 0 else context.divide(one, value)

    return Quantity(
        end(b.high, DOWN),
        end(b.low, UP),
        "x",
        b.high_included and b.high is not None,
        b.low_included and b.low is not None,
        b.hedge,
    )


_End = tuple[Decimal | None, bool]  # a value (None is infinite) and whether it is included


def _spread(a: Quantity, b: Quantity, unit: str) -> Quantity:
    """The interval of all products of a and b."""
    lows: list[tuple[Decimal | float, bool]] = []
    highs: list[tuple[Decimal | float, bool]] = []
    for x, x_in, x_sign in ((a.low, a.low_included, -1), (a.high, a.high_included, 1)):
        for y, y_in, y_sign in ((b.low, b.low_included, -1), (b.high, b.high_included, 1)):
            included = x_in and y_in
            if x is not None and y is not None:
                zero = (x == 0 and x_in) or (y == 0 and y_in)
                lows.append((DOWN.multiply(x, y), included or zero))
                highs.append((UP.multiply(x, y), included or zero))
                continue
            # 0 times an open end is 0: the end is as large as you like, never infinite itself.
            sides = [_sign(x, x_sign), _sign(y, y_sign)]
            if 0 in sides:
                zero = (x == 0 and x_in) or (y == 0 and y_in)
                lows.append((_ZERO, zero))
                highs.append((_ZERO, zero))
            else:
                infinite = float("inf") * sides[0] * sides[1]
                lows.append((infinite, False))
                highs.append((infinite, False))
    low, low_in = _extreme(lows, smallest=True)
    high, high_in = _extreme(highs, smallest=False)
    return Quantity(low, high, unit, low_in or low is None, high_in or high is None, hedged(a, b))


def _sign(value: Decimal | None, side: int) -> int:
    if value is None:
        return side
    return (value > 0) - (value < 0)


def _extreme(ends: list[tuple[Decimal | float, bool]], *, smallest: bool) -> _End:
    values = [value for value, _ in ends]
    value = min(values) if smallest else max(values)
    if isinstance(value, float):
        return None, True
    return value, any(included for other, included in ends if other == value)
