"""What is known against a figure stands beside it in every shape of an answer; what nothing disproves carries nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.core.answer import Answer
from bot.core.fact import Fact, Reading
from bot.core.period import parse_period
from bot.core.query import Query
from bot.load.book import load_book
from bot.place import place_of
from bot.reckon.answer import answer
from bot.reckon.warning import disputes
from bot.words.quantity import read_value

from .small_book import book, fact, same

TODAY = date(2026, 2, 1)
LEVELS = (fact("now", "revenue", "2025Q3", "11.4bn CNY"), fact("then", "revenue", "2024Q3", "9.5bn CNY"))
GROWTH = fact("growth", "revenue_yoy", "2025Q3", "35%", document="blog")
MISREAD = (
    fact("ads", "ads_revenue", "2025Q3", "5.8bn CNY"),
    fact("all", "revenue", "2025Q3", "10.0bn CNY"),
    fact("share", "ads_share", "2025Q3", "68%", reading=Reading(read_value("58%"), same("why"), ("ads", "all"))),
)


def asked(query: Query, *facts: Fact) -> Answer:
    return answer(query, book(*facts), TODAY)


def codes(found: Answer) -> list[str]:
    return [one.code for one in found.caveats]


def test_a_growth_that_its_levels_disprove_shows_both() -> None:
    found = asked(Query("yoy", "us", metric="revenue"), *LEVELS, GROWTH)
    assert found.line is not None and found.line.quantity == read_value("35%")
    (one,) = found.warnings
    assert one.code == "disproved" and one.conflict is not None and one.conflict.result == read_value("20.0%")
    assert {source.tier for source in found.sources} == {"aggregator", "press"}, "the levels have their source too"


def test_a_growth_that_agrees_carries_nothing() -> None:
    agreed = replace(GROWTH, quantity=read_value("20%"), printed="20%")
    assert codes(asked(Query("yoy", "us", metric="revenue"), *LEVELS, agreed)) == []


PARTS = (fact("a", "ads_revenue", "2025Q3", "5.0bn CNY"), fact("s", "shop_revenue", "2025Q3", "3.0bn CNY"))
QUARTERS = (fact("q1", "users", "2025Q1", "3.0m persons"), fact("q2", "users", "2025Q2", "4.0m persons"))


@pytest.mark.parametrize(
    ("query", "facts"),
    [
        (Query("value", "us", metric="revenue"), (fact("all", "revenue", "2025Q3", "12.0bn CNY"), *PARTS)),
        (
            Query("value", "us", metric="ads_share"),
            (fact("all", "revenue", "2025Q3", "8.0bn CNY"), *PARTS, fact("share", "ads_share", "2025Q3", "50%")),
        ),
        (
            Query("value", "us", metric="revenue", period=parse_period("2025H1")),
            (
                fact("h", "revenue", "2025H1", "25bn CNY"),
                fact("1", "revenue", "2025Q1", "9.2bn CNY"),
                fact("2", "revenue", "2025Q2", "10.1bn CNY"),
            ),
        ),
        (
            Query("value", "us", metric="record_claim"),
            (fact("claim", "record_claim", "2025Q2", None, text="users at a new low"), *QUARTERS),
        ),
    ],
    ids=["parts", "share", "periods", "record"],
)
def test_a_print_that_other_figures_disprove_says_so(query: Query, facts: tuple[Fact, ...]) -> None:
    (found,) = asked(query, *facts).warnings
    assert found.code in {"disproved", "record"}


@pytest.mark.parametrize("operation", ["value", "list", "yoy", "everything", "source", "why"])
def test_a_disproved_print_is_told_in_every_shape(operation: str) -> None:
    levels = (*LEVELS, GROWTH, fact("next", "revenue", "2025Q2", "11.0bn CNY"))
    metric = "revenue" if operation == "yoy" else "revenue_yoy"
    subject = "value" if operation in {"source", "why"} else None
    found = asked(Query(operation, "us", metric=metric, subject=subject), *levels)  # type: ignore[arg-type]
    assert [one.conflict.result for one in found.warnings if one.conflict] == [read_value("20.0%")]


@pytest.mark.parametrize("operation", ["value", "list", "yoy", "everything"])
def test_a_misprint_keeps_its_warning_in_every_shape(operation: str) -> None:
    found = asked(Query(operation, "us", metric="ads_share"), *MISREAD)  # type: ignore[arg-type]
    assert [one.ids for one in found.warnings] == [("share",)]


def test_the_source_of_a_misprint_names_what_its_reading_rests_on() -> None:
    found = asked(Query("source", "us", metric="ads_share", subject="value"), *MISREAD)
    assert [line.facts[0] for line in found.lines] == ["share", "ads", "all"]


def test_the_source_of_a_right_print_shows_its_misprint_elsewhere() -> None:
    again = fact(
        "again", "revenue", "2025Q3", "1.0bn CNY", reading=Reading(read_value("10.0bn CNY"), same("a zero"), ())
    )
    found = asked(Query("source", "us", metric="revenue", subject="value"), MISREAD[1], again)
    assert [(line.role, line.facts[0]) for line in found.lines] == [("print", "all"), ("misread", "again")]


@pytest.mark.parametrize("operation", ["list", "everything", "qoq"])
def test_a_print_that_another_document_contradicts_is_told_in_every_shape(operation: str) -> None:
    facts = (
        fact("before", "revenue", "2025Q2", "11.0bn CNY"),
        fact("near", "revenue", "2025Q3", "11.4bn CNY", document="minutes"),
        fact("far", "revenue", "2025Q3", "12.9bn CNY", document="blog"),
    )
    found = asked(Query(operation, "us", metric="revenue"), *facts)  # type: ignore[arg-type]
    assert [(one.code, one.ids) for one in found.warnings] == [("contradiction_of", ("near", "far"))]
    value = asked(Query("value", "us", metric="revenue"), *facts)
    assert codes(value) == ["contradiction"], "a figure alone says it once"


def test_more_than_fit_are_counted() -> None:
    periods = ("2025Q1", "2025Q2", "2025Q3", "2025Q4")
    rows = [fact(f"n{at}", "revenue", period, "11.4bn CNY") for at, period in enumerate(periods)]
    rows += [
        fact(f"o{at}", "revenue", period.replace("2025", "2024"), "9.5bn CNY") for at, period in enumerate(periods)
    ]
    rows += [fact(f"g{at}", "revenue_yoy", period, f"{35 + at}%") for at, period in enumerate(periods)]
    found = asked(Query("list", "us", metric="revenue_yoy"), *rows)
    assert [one.code for one in found.warnings] == ["disproved_of", "disproved_of", "disputed"]
    assert found.warnings[-1].ids == ("g2", "g3")


def test_nothing_on_the_real_book_is_disputed_but_what_is_marked() -> None:
    ledger = load_book(place_of("config")).ledger
    assert ledger is not None
    told = {one.facts[0] for found in disputes(ledger).values() for one in found}
    assert [key for key in told if ledger.by_id[key].served] == []
