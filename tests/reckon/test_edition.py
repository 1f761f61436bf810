"""A digest is its recipe: any entity, any metric, any period, and nothing that was said too late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.core.answer import Answer
from bot.core.digest import Digest, Section, SectionKind
from bot.core.edition import Edition
from bot.core.fact import Fact
from bot.core.ledger import Ledger
from bot.core.metric import Comparability, Verdict
from bot.core.period import Grain, Period, parse_period
from bot.core.query import Operation, Query
from bot.reckon.edition import compose, newest_edition

from .small_book import book, same
from .small_book import fact as stated

TODAY = date(2026, 6, 1)
OPERATION: dict[SectionKind, Operation] = {"trajectory": "list", "gap": "gap", "prices": "prices", "figures": "value"}


def fact(id: str, metric: str, period: str, value: str, *, said: str = "2025-11-20", **more: Any) -> Fact:
    return stated(id, metric, period, value, said=said, **more)


def section(kind: SectionKind, metric: str | None = None, *pairs: str, against: str | None = None) -> Section:
    figures = tuple((one.split(".")[0], one.split(".")[1]) for one in pairs)
    return Section(kind, same(kind), Query(OPERATION.get(kind, "conflicts"), "us", against, metric), figures)


def digest(*sections: Section, requires: str = "us.revenue", grain: Grain = Grain.QUARTER) -> Digest:
    pair = requires.split(".")
    return Digest("d", same("d"), sections, ((pair[0], pair[1]),), grain=grain)


def edition(ledger: Ledger, recipe: Digest, period: str) -> Edition:
    return compose(recipe, parse_period(period), ledger, TODAY)


def only(found: Edition) -> Answer:
    return found.parts[0].answer


def rows(answer: Answer, role: str) -> list[tuple[str, str]]:
    return [
        (line.period.label, f"{line.quantity.ends[0].normalize():f}" if line.quantity else line.cell)
        for line in answer.lines_as(role)
    ]


def judged(ledger: Ledger, metric: str, verdict: Verdict) -> Ledger:
    told = replace(ledger.metrics[metric], comparable=(Comparability(("us", "them"), verdict, same("so")),))
    return replace(ledger, metrics={**ledger.metrics, metric: told})


def test_a_trajectory_is_of_any_metric_with_its_growth() -> None:
    ledger = book(
        fact("u3", "users", "2024Q3", "100m persons"),
        fact("u2", "users", "2025Q2", "110m persons"),
        fact("u4", "users", "2025Q3", "120m persons"),
    )
    answer = only(edition(ledger, digest(section("trajectory", "users")), "2025Q3"))
    assert rows(answer, "row")[-3:] == [("2025Q1", "not_in_book"), ("2025Q2", "110000000"), ("2025Q3", "120000000")]
    assert rows(answer, "growth_yoy")[-1] == ("2025Q3", "0.2")


def test_a_gap_is_of_amounts_where_both_are_known_and_its_rows_too() -> None:
    ledger = judged(
        book(
            fact("a", "users", "2025Q2", "70m persons"),
            fact("b", "users", "2025Q3", "80m persons"),
            fact("c", "users", "2025Q3", "> 100m persons", entity="them"),
        ),
        "users",
        "with_care",
    )
    answer = only(edition(ledger, digest(section("gap", "users", against="them")), "2025Q3"))
    assert answer.line is not None and answer.line.quantity.low == 20_000_000
    assert rows(answer, "row_ours") == [("2025Q2", "70000000"), ("2025Q3", "80000000")]
    assert rows(answer, "row_theirs") == [("2025Q2", "not_in_book"), ("2025Q3", "100000000")]
    assert rows(answer, "row_behind") == [("2025Q2", "cannot_tell"), ("2025Q3", "20000000")]


def test_a_gap_that_its_period_does_not_have_is_of_the_newest_before_it() -> None:
    ledger = book(
        *(
            fact(f"{whose}{at}", "users", at, "80m persons", entity=whose)
            for whose in ("us", "them")
            for at in ("2025Q2", "2025Q4")
        ),
    )
    answer = only(edition(ledger, digest(section("gap", "users", against="them")), "2025Q3"))
    assert answer.period == parse_period("2025Q2")


def test_no_gap_is_reckoned_of_what_is_not_comparable() -> None:
    ledger = judged(
        book(fact("a", "users", "2025Q3", "80m persons"), fact("b", "users", "2025Q3", "90m persons", entity="them")),
        "users",
        "not",
    )
    answer = only(edition(ledger, digest(section("gap", "users", against="them")), "2025Q3"))
    assert answer.reason == "not_comparable"
    assert rows(answer, "row_behind") == [("2025Q3", "cannot_tell")]


def test_figures_are_the_newest_the_one_before_and_the_growth() -> None:
    ledger = book(
        fact("old", "users", "2025Q1", "50m persons"),
        fact("new", "users", "asof:2025-11", "> 60m persons"),
        fact("rate", "revenue_yoy", "2025Q3", "8%"),
    )
    answer = only(
        edition(ledger, digest(section("figures", None, "us.users", "us.revenue_yoy", "them.users")), "2025Q3")
    )
    assert rows(answer, "newest") == [
        ("asof:2025-11", "60000000"),
        ("2025Q3", "not_in_book"),
        ("2025Q3", "not_in_book"),
    ]
    assert rows(answer, "before")[0] == ("2025Q1", "50000000")
    assert rows(answer, "growth_yoy")[1] == ("2025Q3", "0.08")


def test_an_edition_knows_nothing_that_was_said_after_its_results() -> None:
    late = fact("late", "revenue", "2025Q1", "9yi CNY", said="2025-09-01", document="filing")
    ledger = book(fact("then", "revenue", "2025Q1", "3yi CNY", said="2025-05-20"), late)
    answer = only(edition(ledger, digest(section("trajectory", "revenue")), "2025Q1"))
    assert rows(answer, "row") == [("2025Q1", "300000000")]
    assert rows(only(edition(ledger, digest(section("trajectory", "revenue")), "2025Q2")), "row") == [
        ("2025Q1", "900000000")
    ]


def test_a_required_figure_that_came_late_is_in_its_edition() -> None:
    ledger = book(fact("late", "revenue", "2025Q1", "9yi CNY", said="2025-09"))
    found = edition(ledger, digest(section("trajectory", "revenue")), "2025Q1")
    assert found.missing == () and rows(only(found), "row") == [("2025Q1", "900000000")]


def test_a_digest_is_for_quarters_halves_or_years() -> None:
    facts = [fact(at, "revenue", at, "3yi CNY") for at in ("2024", "2025H1", "2025Q1", "2025Q3")]
    labels = {
        grain: newest_edition(digest(requires="us.revenue", grain=grain), book(*facts))
        for grain in (Grain.QUARTER, Grain.HALF, Grain.YEAR)
    }
    assert [_label(period) for period in labels.values()] == ["2025Q3", "2025H1", "2024"]


def test_an_edition_without_a_required_figure_says_which() -> None:
    found = edition(book(fact("a", "users", "2025Q3", "8m persons")), digest(section("trajectory", "users")), "2025Q3")
    assert found.missing == (("us", "revenue"),)


def test_care_names_what_contradicts_the_figures_above_and_nothing_else() -> None:
    def carried(*facts: Fact) -> Edition:
        return edition(book(*facts), digest(section("trajectory", "revenue"), section("care")), "2025Q3")

    apart = (
        fact("near", "revenue", "2025Q3", "30yi CNY", document="filing"),
        fact("far", "revenue", "2025Q3", "37yi CNY", document="blog"),
    )
    elsewhere = (
        fact("u1", "users", "2025Q3", "30m persons", document="filing"),
        fact("u2", "users", "2025Q3", "37m persons", document="blog"),
    )
    assert [one.kind for one in carried(*apart, *elsewhere).conflicts] == ["contradiction"]
    assert carried(apart[0]).conflicts == ()


def test_what_is_missing_is_every_empty_cell_and_the_base_of_growth() -> None:
    ledger = book(fact("a", "revenue", "2025Q1", "3yi CNY"), fact("b", "revenue", "2025Q3", "4yi CNY"))
    found = edition(ledger, digest(section("trajectory", "revenue")), "2025Q3")
    assert [(gap.ids, gap.periods[0].label) for gap in found.gaps] == [
        (("us", "revenue"), "2025Q2"),
        (("us", "revenue"), "2024Q3"),
    ]


def _label(period: Period | None) -> str:
    return period.label if period else ""
