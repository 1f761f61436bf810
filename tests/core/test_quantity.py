"""The laws of interval arithmetic: a result holds every figure its inputs can stand for."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.core.product import divide, multiply
from bot.core.quantity import (
    Quantity,
    UnitMismatch,
    add,
    agree,
    at_least,
    at_most,
    exactly,
    last_digit,
    less,
    negate,
    subtract,
    widened,
)

laws = settings(max_examples=200, deadline=None)

values = st.builds(
    lambda digits, exponent: Decimal(digits).scaleb(exponent), st.integers(-1200, 1200), st.integers(-3, 3)
)


@st.composite
def quantities(draw: st.DrawFn, unit: str = "CNY") -> Quantity:
    low, high = sorted((draw(values), draw(values)))
    shape = draw(st.sampled_from(("exact", "both", "floor", "ceiling", "open")))
    low_in, high_in = draw(st.booleans()), draw(st.booleans())
    if shape == "exact" or (shape == "both" and low == high):
        return exactly(low, unit)
    no_low, no_high = shape in {"ceiling", "open"}, shape in {"floor", "open"}
    # At an end that is open the flag says nothing; left True it cannot make equal quantities differ.
    return Quantity(None if no_low else low, None if no_high else high, unit, no_low or low_in, no_high or high_in)


def member(draw: st.DrawFn, q: Quantity) -> Fraction:
    """A figure the quantity can stand for, its included ends among them."""
    if q.low is not None and q.high is not None:
        if q.low == q.high:
            return Fraction(q.low)
        part = draw(st.integers(0 if q.low_included else 1, 8 if q.high_included else 7))
        return Fraction(q.low) + (Fraction(q.high) - Fraction(q.low)) * Fraction(part, 8)
    step = Fraction(draw(st.integers(0, 4000)), 7)
    if q.low is not None:
        return Fraction(q.low) + step + (0 if q.low_included else Fraction(1, 997))
    if q.high is not None:
        return Fraction(q.high) - step - (0 if q.high_included else Fraction(1, 997))
    return step * draw(st.sampled_from((-1, 1)))


@st.composite
def held(draw: st.DrawFn, unit: str = "CNY") -> tuple[Quantity, Fraction]:
    """A quantity and a figure in it."""
    q = draw(quantities(unit))
    return q, member(draw, q)


def holds(q: Quantity, value: Fraction) -> bool:
    above = q.low is None or Fraction(q.low) < value or (Fraction(q.low) == value and q.low_included)
    below = q.high is None or value < Fraction(q.high) or (Fraction(q.high) == value and q.high_included)
    return above and below


@laws
@given(held(), held())
def test_a_sum_holds_every_sum(a: tuple[Quantity, Fraction], b: tuple[Quantity, Fraction]) -> None:
    assert holds(add(a[0], b[0]), a[1] + b[1])


@laws
@given(held(), held())
def test_a_difference_holds_every_difference(a: tuple[Quantity, Fraction], b: tuple[Quantity, Fraction]) -> None:
    assert holds(subtract(a[0], b[0]), a[1] - b[1])


@laws
@given(held(), st.sampled_from(("ratio", "x")).flatmap(held))
def test_a_product_holds_every_product(a: tuple[Quantity, Fraction], b: tuple[Quantity, Fraction]) -> None:
    assert holds(multiply(a[0], b[0]), a[1] * b[1])


@laws
@given(held(), held())
def test_a_quotient_holds_every_quotient(a: tuple[Quantity, Fraction], b: tuple[Quantity, Fraction]) -> None:
    quotient = divide(a[0], b[0])
    if quotient is None:
        assert b[0].contains(Decimal(0)) or (b[0].low is None or b[0].low < 0 or b[0].high is None)
    else:
        assert b[1] != 0
        assert quotient.unit == "ratio"
        assert holds(quotient, a[1] / b[1])


@laws
@given(quantities(), quantities())
def test_a_quotient_is_given_wherever_the_divisor_keeps_its_sign(a: Quantity, b: Quantity) -> None:
    zero = Decimal(0)
    keeps = (b.low is not None and (b.low > 0 or (b.low == 0 and not b.low_included))) or (
        b.high is not None and (b.high < 0 or (b.high == 0 and not b.high_included))
    )
    assert (divide(a, b) is not None) == keeps
    if keeps:
        assert not b.contains(zero)


@laws
@given(held(), held())
def test_less_never_contradicts_a_pair_of_figures(a: tuple[Quantity, Fraction], b: tuple[Quantity, Fraction]) -> None:
    verdict = less(a[0], b[0])
    if verdict is not None:
        assert verdict == (a[1] < b[1])


@laws
@given(values, values)
def test_exact_figures_are_always_told_apart(a: Decimal, b: Decimal) -> None:
    assert less(exactly(a, "CNY"), exactly(b, "CNY")) == (a < b)


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        (at_least(Decimal(5), "CNY", included=True), exactly(Decimal(5), "CNY"), False),
        (at_least(Decimal(5), "CNY"), exactly(Decimal(5), "CNY"), False),
        (exactly(Decimal(5), "CNY"), at_least(Decimal(5), "CNY"), True),
        (exactly(Decimal(5), "CNY"), at_least(Decimal(5), "CNY", included=True), None),
        (at_most(Decimal(5), "CNY"), exactly(Decimal(5), "CNY"), True),
        (at_least(Decimal(3), "CNY"), at_least(Decimal(2), "CNY"), None),
    ],
)
def test_less_at_the_ends(a: Quantity, b: Quantity, verdict: bool | None) -> None:
    assert less(a, b) is verdict


@laws
@given(quantities(), quantities(), st.data())
def test_within_is_what_both_hold(a: Quantity, b: Quantity, data: st.DataObject) -> None:
    shared = a.within(b)
    value = data.draw(values)
    assert (a.contains(value) and b.contains(value)) == (shared is not None and shared.contains(value))
    assert shared == b.within(a)


@laws
@given(held(), st.integers(-3, 4))
def test_rounding_goes_outward(a: tuple[Quantity, Fraction], exponent: int) -> None:
    rounded = a[0].rounded(exponent)
    if a[0].exact:
        assert rounded.exact
        assert rounded.low is not None
        assert abs(Fraction(rounded.low) - a[1]) <= Fraction(10) ** exponent / 2
    else:
        assert holds(rounded, a[1])


@laws
@given(quantities())
def test_negation_undoes_itself(a: Quantity) -> None:
    assert negate(negate(a)) == a
    assert [end.copy_negate() for end in reversed(negate(a).ends)] == list(a.ends)


@laws
@given(quantities(), quantities())
def test_equal_quantities_hash_alike(a: Quantity, b: Quantity) -> None:
    assert (a == b) == (b == a)
    if a == b:
        assert hash(a) == hash(b)


@laws
@given(quantities(), quantities())
def test_agreement_has_no_order(a: Quantity, b: Quantity) -> None:
    assert agree(a, b) == agree(b, a)
    assert agree(a, a)


@laws
@given(values)
def test_a_widened_print_holds_the_print(value: Decimal) -> None:
    wide = widened(exactly(value, "CNY"))
    assert wide.contains(value)
    assert wide.low is not None
    assert wide.high is not None
    assert wide.high - wide.low == last_digit(value)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [("95.74E8", "96E8", True), ("95.74E8", "95E8", False), ("3E8", "3.4E8", True), ("20E8", "200E8", False)],
)
def test_prints_agree_within_their_last_digit(a: str, b: str, *, same: bool) -> None:
    assert agree(exactly(Decimal(a), "CNY"), exactly(Decimal(b), "CNY")) is same


def test_the_sums_of_the_digest() -> None:
    spent = add(
        add(at_least(Decimal("1.5E8"), "CNY"), at_least(Decimal("2.5E8"), "CNY")), at_least(Decimal("3E8"), "CNY")
    )
    left = subtract(exactly(Decimal("10E8"), "CNY", "about"), spent)
    assert left == at_most(Decimal("3E8"), "CNY", hedge="about")
    gap = subtract(at_least(Decimal("0.30"), "ratio", included=True), exactly(Decimal("0.152"), "ratio"))
    assert gap == at_least(Decimal("0.148"), "pp", included=True)
    floors = divide(at_least(Decimal("3E8"), "CNY"), at_least(Decimal("2.5E8"), "CNY"))
    assert floors == at_least(Decimal(0), "ratio")
    share = divide(exactly(Decimal("206E8"), "CNY"), exactly(Decimal("354E8"), "CNY"))
    assert share is not None
    assert [end.quantize(Decimal("0.001")) for end in share.ends] == [Decimal("0.582")] * 2


@laws
@given(quantities("CNY"), quantities("USD"))
def test_units_never_mix(a: Quantity, b: Quantity) -> None:
    for operation in (add, subtract, divide, less):
        with pytest.raises(UnitMismatch):
            operation(a, b)
    with pytest.raises(UnitMismatch):
        multiply(a, b)
    assert not agree(a, b)


@laws
@given(values, values, st.booleans(), st.booleans())
def test_an_empty_interval_is_refused(a: Decimal, b: Decimal, low_in: bool, high_in: bool) -> None:
    assume(a > b or (a == b and not (low_in and high_in)))
    with pytest.raises(ValueError, match=r"above|between"):
        Quantity(a, b, "CNY", low_in, high_in)
