"""Figures that are worked out: sums, changes, even growth, ratios, ranks, scores and conversions, on a book of a few facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answer import Answer
from bot.core.fact import Fact
from bot.core.metric import Comparability
from bot.core.period import Grain, parse_period
from bot.core.quantity import Quantity
from bot.core.query import Operation, Query, Season, Shown
from bot.core.text import Text
from bot.reckon.answer import answer
from bot.words.quantity import read_value

from .small_book import book, fact

TODAY = date(2026, 2, 1)
FIRST, SECOND, THIRD = (
    fact("first", "revenue", "2025Q1", "100m CNY"),
    fact("second", "revenue", "2025Q2", "> 110m CNY"),
    fact("third", "revenue", "2025Q3", "121m CNY"),
)


def ask(
    *facts: Fact,
    operation: Operation,
    metric: str = "revenue",
    when: str | None = None,
    since: str | None = None,
    **slots: object,
) -> Answer:
    query = Query(operation, slots.pop("entity", "us"), None, metric, **slots)  # type: ignore[arg-type]
    query = query.at(parse_period(when) if when else None).since(parse_period(since) if since else None)
    return answer(query, book(*facts), TODAY)


def figure(found: Answer) -> Quantity | None:
    return found.line.quantity if found.line else None


def test_a_sum_over_a_range_keeps_its_bounds() -> None:
    found = ask(FIRST, SECOND, THIRD, operation="sum", when="2025Q3", since="2025Q1")
    assert (found.ending, figure(found)) == ("found", read_value("> 331m CNY"))
    assert found.line is not None
    assert found.line.facts == ("first", "second", "third")


def test_what_is_printed_for_the_whole_comes_before_our_sum() -> None:
    whole = fact("whole", "revenue", "2025-9M", "333m CNY")
    found = ask(FIRST, SECOND, THIRD, whole, operation="sum", when="2025Q3", since="2025Q1")
    assert figure(found) == read_value("333m CNY")


def test_a_sum_names_its_first_missing_part() -> None:
    found = ask(FIRST, THIRD, operation="sum", when="2025Q3", since="2025Q1")
    assert (found.ending, found.reason, found.lines[0].period.label) == ("not_in_book", "no_part", "2025Q2")


def test_rates_do_not_add_up() -> None:
    found = ask(fact("rate", "revenue_yoy", "2025Q3", "5%"), operation="sum", metric="revenue_yoy")
    assert (found.ending, found.reason) == ("cannot_tell", "no_sum")


def test_a_change_is_an_amount_and_a_rate() -> None:
    found = ask(FIRST, SECOND, THIRD, operation="change", when="2025Q3", since="2025Q1")
    assert figure(found) == read_value("21m CNY")
    assert found.lines_as("rate")[0].quantity == read_value("21.0%")


def test_the_earlier_of_two_periods_is_the_base_in_whatever_order_they_are_named() -> None:
    named = ask(FIRST, THIRD, operation="change", when="2025Q1", since="2025Q3")
    assert figure(named) == read_value("21m CNY")


def test_a_change_from_a_floor_is_open_to_one_side() -> None:
    found = ask(SECOND, THIRD, operation="change", when="2025Q3", since="2025Q2")
    assert figure(found) == read_value("< 11m CNY")
    assert found.lines_as("rate") == ()


def test_two_floors_fix_no_change_and_no_growth() -> None:
    floor = fact("floor", "revenue", "2025Q4", "> 130m CNY")
    for operation in ("change", "compound"):
        found = ask(SECOND, floor, operation=operation, when="2025Q4", since="2025Q2")  # type: ignore[arg-type]
        assert (found.ending, found.reason) == ("cannot_tell", "floors")


def test_even_growth_is_the_root_of_the_quotient() -> None:
    found = ask(FIRST, THIRD, operation="compound", when="2025Q3", since="2025Q1")
    assert figure(found) == read_value("10.0%")
    assert found.line is not None and found.line.formula is not None
    assert found.line.formula.steps == 2


def test_even_growth_without_ends_goes_from_the_oldest_figure_to_the_newest() -> None:
    found = ask(FIRST, THIRD, operation="compound")
    assert found.since is not None and found.period is not None
    assert (found.since.label, found.period.label) == ("2025Q1", "2025Q3")


@given(st.integers(10_000, 99_999), st.integers(10_000, 99_999), st.integers(1, 12))
def test_even_growth_leads_from_one_end_to_the_other(old: int, new: int, steps: int) -> None:
    first = parse_period("2020Q1")
    facts = (
        fact("old", "revenue", "2020Q1", f"{old} CNY"),
        fact("new", "revenue", first.shifted(steps).label, f"{new} CNY"),
    )
    rate = figure(ask(*facts, operation="compound", when=first.shifted(steps).label, since="2020Q1"))
    assert rate is not None and rate.low is not None and rate.high is not None
    half = Decimal("0.0005")
    assert old * (1 + rate.low - half) ** steps <= new <= old * (1 + rate.high + half) ** steps


def test_an_amount_over_a_number_of_people_is_an_amount_a_head() -> None:
    people = fact("people", "users", "2025Q3", "40m persons")
    found = ask(THIRD, people, operation="ratio", other="users")
    assert (figure(found), found.period) == (read_value("3.0 CNY"), THIRD.period)


def test_a_share_the_book_knows_by_name_is_served_by_that_name() -> None:
    ads, printed = fact("ads", "ads_revenue", "2025Q3", "60m CNY"), fact("printed", "ads_share", "2025Q3", "49%")
    found = ask(THIRD, ads, printed, operation="ratio", metric="ads_revenue", other="revenue")
    assert (found.metric, figure(found)) == ("ads_share", read_value("49%"))


def test_a_ratio_of_floors_is_undetermined_and_a_missing_term_is_named() -> None:
    people = fact("people", "users", "2025Q2", "> 40m persons")
    assert ask(SECOND, people, operation="ratio", other="users").reason == "floors"
    absent = ask(THIRD, operation="ratio", other="users", when="2025Q3")
    assert (absent.ending, absent.reason, absent.lines[0].metric) == ("not_in_book", "no_term", "users")


def test_ranked_by_size_with_the_verdict() -> None:
    theirs = fact("theirs", "revenue", "2025Q3", "200m CNY", entity="them")
    found = ask(THIRD, theirs, operation="rank", entity=None)
    assert [line.entity for line in found.lines_as("row")] == ["them", "us"]
    assert [caveat.code for caveat in found.caveats] == ["unjudged"]


def test_what_is_not_comparable_is_not_ranked() -> None:
    ledger = book(THIRD, fact("theirs", "revenue", "2025Q3", "200m CNY", entity="them"))
    verdict = Comparability(("us", "them"), "not", Text("two ways of counting", "口径不同"))
    metrics = {**ledger.metrics, "revenue": replace(ledger.metrics["revenue"], comparable=(verdict,))}
    found = answer(Query("rank", None, None, "revenue"), replace(ledger, metrics=metrics), TODAY)
    assert (found.ending, found.reason, found.lines_as("answer")) == ("cannot_tell", "not_comparable", ())


def test_neighbours_whose_bounds_meet_are_in_no_certain_order() -> None:
    theirs = fact("theirs", "revenue", "2025Q3", "> 100m CNY", entity="them")
    found = ask(THIRD, theirs, operation="rank", entity=None)
    assert "order_open" in [caveat.code for caveat in found.caveats]


@pytest.mark.parametrize(
    ("target", "reported", "ended"),
    [
        ("300m CNY", ("2025Q1", "2025Q2", "2025Q3"), "reached"),
        ("600m CNY", ("2025Q1", "2025Q2", "2025Q3"), "open"),
        ("600m CNY", ("2025",), "missed"),
        ("300m CNY", ("2025",), "reached"),
    ],
)
def test_a_target_is_reached_missed_or_open(target: str, reported: tuple[str, ...], ended: str) -> None:
    facts = [
        fact(f"r{at}", "revenue", period, "> 120m CNY" if len(reported) > 1 else "400m CNY")
        for at, period in enumerate(reported)
    ]
    guided = fact("guided", "revenue", "2025", target, kind="guidance", said="2025-02-01")
    found = ask(*facts, guided, operation="score")
    assert [line.role for line in found.lines if line.facts[0] == "guided" and line.formula] == [ended]


def test_a_target_of_which_nothing_is_reported_has_no_score() -> None:
    found = ask(fact("guided", "revenue", "2027", "1bn CNY", kind="guidance", said="2026-01-01"), operation="score")
    assert (found.ending, found.reason) == ("cannot_tell", "no_actual")


PAIR = (
    fact("yuan", "users", "2025Q3", "about 10yi CNY", said="2025-11-19"),
    fact("dollars", "users", "2025Q3", "1.4yi USD", said="2025-11-19"),
)


@pytest.mark.parametrize(
    ("printed", "to", "rate", "shown"),
    [
        ("> 3yi CNY", "USD", None, "about > 42m USD"),
        ("3850yi CNY", "USD", None, "about 54bn USD"),
        ("100m USD", "CNY", "7.1", "710m CNY"),
        ("710m CNY", "USD", "7.1", "100m USD"),
        ("710m CNY", "USD", "0.1408", "100m USD"),
        ("92.6 HKD", "CNY", "0.92", "85.2 CNY"),
        ("92.6 HKD", "CNY", "1.087", "85.2 CNY"),
    ],
)
def test_an_amount_in_another_money(printed: str, to: str, rate: str | None, shown: str) -> None:
    how = Shown(money=to, rate=Decimal(rate) if rate else None)
    found = ask(fact("amount", "revenue", "2025Q3", printed), *PAIR, operation="value", when="2025Q3", shown=how)
    assert figure(found) == read_value(shown)
    assert [caveat.code for caveat in found.caveats][:2] == ["as_printed", "rate"]


def test_no_rate_no_conversion() -> None:
    found = ask(THIRD, operation="value", when="2025Q3", shown=Shown(money="USD"))
    assert (found.ending, found.reason, figure(found)) == ("not_in_book", "no_rate", None)
    open_money = ask(fact("open", "revenue", "2025Q3", "5bn yuan"), *PAIR, operation="value", shown=Shown(money="USD"))
    assert (open_money.ending, open_money.reason) == ("cannot_tell", "no_currency")


def test_as_known_by_a_day_nothing_later_counts() -> None:
    early = fact("early", "revenue", "2025Q2", "> 100m CNY", said="2025-08-20")
    late = fact("late", "revenue", "2025Q2", "115m CNY", said="2025-11-19")
    assert figure(ask(early, late, operation="value", when="2025Q2")) == read_value("115m CNY")
    then = ask(early, late, operation="value", when="2025Q2", known_by=date(2025, 10, 1))
    assert figure(then) == read_value("> 100m CNY")


def test_what_is_new_since_a_day_comes_newest_first() -> None:
    old, new, newest = (
        fact("old", "revenue", "2025Q1", "1m CNY", said="2025-05-20"),
        fact("new", "revenue", "2025Q2", "2m CNY", said="2025-08-20"),
        fact("newest", "revenue", "2025Q3", "3m CNY", said="2025-11"),
    )
    found = answer(Query("news").since(Season(Grain.MONTH, 8)), book(old, new, newest), TODAY)
    assert [line.facts[0] for line in found.lines_as("row")] == ["newest", "new"]
    assert answer(Query("news").since(parse_period("2026-01")), book(old), TODAY).reason == "no_news"


def test_everything_is_the_newest_of_each_metric() -> None:
    people = fact("people", "users", "2025Q3", "40m persons")
    found = ask(FIRST, THIRD, people, operation="everything")
    assert [line.facts[0] for line in found.lines] == ["third", "people"]
