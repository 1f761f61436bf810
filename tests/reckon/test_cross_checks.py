"""Arithmetic that holds, and arithmetic that is not claimed to."""

from __future__ import annotations

import pytest

from bot.core.cross_check import CrossCheck
from bot.core.fact import Fact
from bot.load.book import load_book
from bot.place import place_of
from bot.reckon.cross_checks import cross_checks
from bot.reckon.slots import slots_of
from bot.words.quantity import read_value

from .small_book import book, fact


def checks(*facts: Fact) -> list[CrossCheck]:
    return list(cross_checks(slots_of(book(*facts))))


def one(*facts: Fact) -> CrossCheck:
    (found,) = checks(*facts)
    return found


ALL = fact("all", "revenue", "2025Q3", "35.4bn CNY")
ADS, SHOP = fact("ads", "ads_revenue", "2025Q3", "20.6bn CNY"), fact("shop", "shop_revenue", "2025Q3", "14.7bn CNY")


def test_segments_add_up_within_their_last_digits() -> None:
    found = one(ALL, ADS, SHOP)
    assert (found.kind, found.facts, found.holds) == ("parts", ("all", "ads", "shop"), True)
    assert found.result == read_value("35.3bn CNY"), "35.3 and 35.4 agree: each part is rounded"
    assert not one(ALL, ADS, fact("shop", "shop_revenue", "2025Q3", "13.7bn CNY")).holds
    assert checks(ALL, ADS) == [], "a segment is missing"


def test_cost_and_gross_profit() -> None:
    found = checks(
        ALL,
        fact("cost", "cost_of_revenue", "2025Q3", "16.3bn CNY"),
        fact("left", "gross_profit", "2025Q3", "19.1bn CNY"),
    )
    assert [(check.kind, check.formula.sign, check.holds) for check in found] == [("parts", "-", True)]


@pytest.mark.parametrize(("printed", "holds"), [("58.2%", True), ("58%", True), ("68.3%", False)])
def test_a_share_is_a_quotient(printed: str, *, holds: bool) -> None:
    found = one(ALL, ADS, fact("share", "ads_share", "2025Q3", printed))
    assert (found.kind, found.facts, found.holds) == ("share", ("share", "ads", "all"), holds)


def test_a_margin_is_profit_over_revenue() -> None:
    found = one(ALL, fact("left", "gross_profit", "2025Q3", "19.1bn CNY"), fact("m", "gross_margin", "2025Q3", "54%"))
    assert (found.kind, found.result, found.holds) == ("margin", read_value("54.0%"), True)


@pytest.mark.parametrize(
    ("metric", "before", "printed", "holds"),
    [
        ("revenue_yoy", "2024Q3", "8.9%", True),
        ("revenue_yoy", "2024Q3", "9.9%", False),
        ("revenue_qoq", "2025Q2", "9%", True),
    ],
)
def test_growth_and_its_base(metric: str, before: str, printed: str, *, holds: bool) -> None:
    found = one(ALL, fact("base", "revenue", before, "32.5bn CNY"), fact("rate", metric, "2025Q3", printed))
    assert (found.kind, found.facts, found.holds) == ("growth", ("rate", "all", "base"), holds)


def test_a_base_may_be_the_sum_of_its_segments() -> None:
    found = one(
        ALL,
        fact("ads", "ads_revenue", "2024Q3", "18.2bn CNY"),
        fact("shop", "shop_revenue", "2024Q3", "14.3bn CNY"),
        fact("rate", "revenue_yoy", "2025Q3", "8.7%"),
    )
    assert (found.kind, found.facts, found.holds) == ("base", ("rate", "all", "ads", "shop"), True)


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (("2025Q1", "2025Q2"), "2025H1"),
        (("2025Q1", "2025Q2", "2025Q3"), "2025-9M"),
        (("2025H1", "2025Q3"), "2025-9M"),
        (("2025-9M", "2025Q4"), "2025"),
        (("2025H1", "2025H2"), "2025"),
        (("2025-07", "2025-08", "2025-09"), "2025Q3"),
    ],
)
def test_short_periods_make_the_long_one(parts: tuple[str, ...], whole: str) -> None:
    facts = [fact(part, "revenue", part, "100m CNY") for part in parts]
    found = one(*facts, fact("whole", "revenue", whole, f"{len(parts)}00m CNY"))
    assert (found.kind, found.facts, found.holds) == ("periods", ("whole", *parts), True)
    assert not one(*facts, fact("whole", "revenue", whole, "900m CNY")).holds


def test_bounds_decide_only_where_they_can() -> None:
    floors = [fact("a", "revenue", "2025Q1", "> 150m CNY"), fact("b", "revenue", "2025Q2", "> 250m CNY")]
    assert one(*floors, fact("h", "revenue", "2025H1", "> 400m CNY")).holds
    assert not one(*floors, fact("h", "revenue", "2025H1", "300m CNY")).holds, "less than the floors"
    assert checks(*floors, fact("h", "revenue", "2025H1", "500m CNY")) == [], "more than the floors may be so"


def test_shares_by_slice_fill_the_whole() -> None:
    a = fact("a", "side_share", "2025Q3", "70%", dims=(("side", "shops"),))
    found = one(a, fact("b", "side_share", "2025Q3", "30%", dims=(("side", "homes"),)))
    assert (found.kind, found.holds) == ("whole", True)
    assert checks(a, fact("b", "side_share", "2025Q3", "20%", dims=(("side", "homes"),))) == [], "others may be missing"


def test_the_rise_of_a_target() -> None:
    found = one(
        fact("new", "revenue", "2026", "140m USD", kind="guidance", said="2026-01-19"),
        fact("old", "revenue", "2026", "60m USD", kind="guidance", said="2026"),
        fact("rise", "guidance_change", "2026", "> 130%", kind="guidance", said="2026-01-19"),
    )
    assert (found.kind, found.facts, found.holds) == ("target", ("rise", "new", "old"), True)


def test_a_hypothesis_is_never_reckoned_with() -> None:
    assert checks(ALL, fact("ads", "ads_revenue", "2025Q3", "20.6bn CNY", kind="hypothesis"), SHOP) == []


def test_the_real_book() -> None:
    ledger = load_book(place_of("config")).ledger
    assert ledger is not None
    found = cross_checks(slots_of(ledger))
    holding = {
        (check.kind, ledger.by_id[check.facts[0]].metric, ledger.by_id[check.facts[0]].period.label)
        for check in found
        if check.holds
    }
    assert {
        ("parts", "revenue", "2024Q4"),
        ("parts", "gross_profit", "2024Q4"),
        ("margin", "gross_margin", "2024Q4"),
        ("share", "selling_expense_share", "2024Q4"),
        ("base", "revenue_yoy", "2024Q4"),
        ("growth", "online_marketing_revenue_yoy", "2024Q4"),
        ("periods", "revenue", "2025-9M"),
        ("target", "guidance_change", "2025"),
    } <= holding
    failing = {ledger.by_id[check.facts[0]].printed for check in found if not check.holds}
    assert "68.3%" in failing
