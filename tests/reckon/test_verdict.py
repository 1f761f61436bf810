"""A figure held against the book's: the laws of the verdict."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.quantity import Quantity, agree, at_least, exactly
from bot.reckon.verdict import verdict

_NUMBERS = st.decimals(min_value=1, max_value=10**12, places=1)


def test_verdicts() -> None:
    """Each verdict by an example of the book."""
    floor = at_least(Decimal(300_000_000), "CNY")
    exact = exactly(Decimal(35554), "CNY")
    assert verdict(at_least(Decimal(300_000_000), "CNY"), floor) == "agrees"
    assert verdict(exactly(Decimal(310_000_000), "CNY"), floor) == "open"
    assert verdict(exactly(Decimal(200_000_000), "CNY"), floor) == "contradicts"
    assert verdict(exactly(Decimal("3.56E+4"), "CNY"), exact) == "rounded"
    assert verdict(exactly(Decimal("3.57E+4"), "CNY"), exact) == "contradicts"
    assert verdict(at_least(Decimal(35000), "CNY"), exact) == "agrees"
    assert verdict(at_least(Decimal(36000), "CNY"), exact) == "contradicts"


@pytest.mark.parametrize(("unit", "book", "compared"), [("count", "persons", True), ("count", "CNY", False),
                                                       ("USD", "CNY", False), ("pp", "ratio", False)])  # fmt: skip
def test_units_never_mix(unit: str, book: str, compared: bool) -> None:
    """A bare number counts what the metric counts, and is never money."""
    assert (verdict(exactly(Decimal(5), unit), exactly(Decimal(5), book)) != "units") is compared


@given(_NUMBERS, _NUMBERS)
def test_a_contradiction_is_never_an_agreement(a: Decimal, b: Decimal) -> None:
    """Two exact figures agree, agree after rounding or contradict, by the book's own rule."""
    one, other = exactly(a, "CNY"), exactly(b, "CNY")
    said = verdict(one, other)
    assert said in {"agrees", "rounded", "contradicts"}
    assert (said != "contradicts") is agree(one, other)
    assert (said == "agrees") is (a == b)


@given(_NUMBERS, _NUMBERS, st.booleans())
def test_a_floor_never_confirms_a_number(number: Decimal, floor: Decimal, included: bool) -> None:
    """An exact claim against a bound is open or contradicts; it never agrees."""
    book: Quantity = at_least(floor, "CNY", included=included)
    assert verdict(exactly(number, "CNY"), book) in {"open", "contradicts"}
