"""A figure is overdue from the day after its results came out until it is in the book, and no sooner."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.core.digest import Digest
from bot.core.entity import Entity
from bot.core.fact import Fact, State
from bot.core.ledger import Ledger
from bot.core.metric import Metric
from bot.reckon.glance import coverage, glance
from bot.reckon.overdue import overdue

from .small_book import book, fact, same

RESULTS = Metric("results", same("results day"), "text", role="results_day")


def shelf(*facts: Fact, requires: tuple[tuple[str, str], ...] = (("us", "revenue"),)) -> Ledger:
    """A book whose one digest needs some figures, and that knows days of results."""
    ledger = book(*facts)
    return replace(
        ledger,
        metrics={**ledger.metrics, RESULTS.id: RESULTS},
        digests={"quarterly": Digest("quarterly", same("quarterly"), (), requires)},
        entities={**ledger.entities, "ours": Entity("ours", same("Ours"), parent="us")},
    )


def results(period: str, day: str, **more: str) -> Fact:
    return fact(f"results-{period}", "results", period, None, text=day, **more)  # type: ignore[arg-type]


def late(ledger: Ledger, today: date) -> list[tuple[str, str, bool]]:
    return [(one.period.label, one.day.label, one.is_presumed) for one in overdue(ledger, today)]


def test_from_the_day_after_its_printed_results() -> None:
    ledger = shelf(fact("a", "revenue", "2025Q1", "1 CNY"), results("2025Q2", "21 Aug 2025"))
    assert late(ledger, date(2025, 8, 21)) == []
    assert late(ledger, date(2025, 8, 22)) == [("2025Q2", "asof:2025-08-21", False)]


def test_a_month_has_passed_when_it_is_over() -> None:
    ledger = shelf(fact("a", "revenue", "2025Q1", "1 CNY"), results("2025Q2", "Aug 2025"))
    assert late(ledger, date(2025, 8, 31)) == []
    assert late(ledger, date(2025, 9, 1)) == [("2025Q2", "2025-08", False)]


def test_a_year_after_the_last_is_presumed_and_said_so() -> None:
    ledger = shelf(
        fact("a", "revenue", "2024Q4", "1 CNY"),
        fact("b", "revenue", "2025Q1", "1 CNY"),
        results("2024Q2", "29 Feb 2024"),
    )
    assert late(ledger, date(2025, 7, 1)) == [("2025Q2", "asof:2025-02-28", True)]


def test_a_product_has_the_results_of_whose_it_is() -> None:
    stated = fact("a", "revenue", "2025Q1", "1 CNY", entity="ours")
    ledger = shelf(stated, results("2025Q2", "21 Aug 2025"), requires=(("ours", "revenue"),))
    assert [(one.entity, one.fact) for one in overdue(ledger, date(2026, 1, 1))] == [("ours", "results-2025Q2")]


def test_without_a_day_of_results_nothing_is_expected() -> None:
    assert late(shelf(fact("a", "revenue", "2025Q1", "1 CNY")), date(2030, 1, 1)) == []
    unread = shelf(fact("a", "revenue", "2025Q1", "1 CNY"), results("2025Q2", "soon"))
    assert late(unread, date(2030, 1, 1)) == []


def test_a_gap_between_two_known_quarters_is_overdue() -> None:
    known = [fact("a", "revenue", "2025Q1", "1 CNY"), fact("b", "revenue", "2025Q3", "1 CNY")]
    ledger = shelf(*known, results("2025Q2", "21 Aug 2025"), results("2025Q3", "20 Nov 2025"))
    assert late(ledger, date(2025, 12, 1)) == [("2025Q2", "asof:2025-08-21", False)]


def test_what_is_no_longer_disclosed_is_not_waited_for() -> None:
    ledger = shelf(fact("a", "revenue", "2025Q1", "1 CNY"), results("2025Q2", "21 Aug 2025"))
    state = State("s", "paper", 1, 1, "-", "us", "revenue", "no_longer_disclosed", "2025-04", "us", "2025-05-01")
    assert late(replace(ledger, states=(state,)), date(2026, 1, 1)) == []


@given(
    known=st.sets(st.sampled_from(["2024Q1", "2024Q2", "2024Q3", "2024Q4", "2025Q1", "2025Q2"]), min_size=1),
    today=st.dates(date(2024, 1, 1), date(2027, 1, 1)),
)
def test_never_what_the_book_has_nor_what_has_not_ended(known: set[str], today: date) -> None:
    ledger = shelf(
        *(fact(f"r{at}", "revenue", label, "1 CNY") for at, label in enumerate(sorted(known))),
        *(results(f"202{year}Q{part}", f"15 {month} 202{year + (part == 4)}")
          for year in (4, 5) for part, month in ((1, "May"), (2, "Aug"), (3, "Nov"), (4, "Mar"))),
    )  # fmt: skip
    for one in overdue(ledger, today):
        assert one.period.label not in known
        assert one.period.end <= today and one.day.end <= today


def test_coverage_counts_what_facts_are_of() -> None:
    found = coverage(shelf(fact("a", "revenue", "2025Q1", "1 CNY"), fact("b", "revenue", "2025Q3", "1 CNY")))
    assert (found.entities, found.metrics, found.facts, found.documents) == (1, 1, 2, 4)
    assert (found.quarters, found.first and found.first.label, found.last and found.last.label) == (
        2,
        "2025Q1",
        "2025Q3",
    )
    empty = coverage(shelf())
    assert (empty.facts, empty.first) == (0, None)


def test_a_book_without_overviews_has_nothing_at_a_glance() -> None:
    assert glance(shelf(), date(2026, 1, 1)).overviews == ()
