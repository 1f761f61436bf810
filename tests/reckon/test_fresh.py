"""What is new since the edition before: what the book says now and did not say then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.core.edition import News
from bot.core.fact import Fact
from bot.core.ledger import Ledger
from bot.reckon.fresh import news_since

from .small_book import book
from .small_book import fact as stated
from .test_edition import digest, section

SINCE = date(2025, 12, 5)


def fact(id: str, metric: str, period: str, value: str, *, document: str = "paper", **more: Any) -> Fact:
    return stated(id, metric, period, value, document=document, said=more.pop("said", "2025-11-20"), **more)


def came_on(ledger: Ledger, **days: str) -> Ledger:
    """The book with the days on which its documents were published."""
    documents = {key: replace(one, published=days.get(key, "2025-11-20")) for key, one in ledger.documents.items()}
    return replace(ledger, documents=documents)


def news(*facts: Fact, kind: Any = "trajectory", metric: str | None = "revenue", **days: str) -> News:
    return news_since(digest(section(kind, metric)), came_on(book(*facts), **days), SINCE)


def said(found: News) -> list[tuple[str, str]]:
    return [(line.role, line.facts[0]) for line in found.lines]


def test_a_figure_of_a_new_document_is_new_and_one_of_an_old_one_is_not() -> None:
    facts = (
        fact("old", "revenue", "2025Q3", "3yi CNY"),
        fact("new", "revenue", "2025Q4", "4yi CNY", document="minutes", said="2026-01-15"),
    )
    assert said(news(*facts, minutes="2026-01-15")) == [("figure", "new")]
    assert said(news(*facts)) == []


def test_what_says_the_same_again_is_no_news() -> None:
    facts = (
        fact("old", "revenue", "2025Q3", "30.0yi CNY"),
        fact("new", "revenue", "2025Q3", "30yi CNY", document="filing"),
    )
    found = news(*facts, filing="2026-01-15")
    assert (found.lines, found.changes) == ((), ())


def test_a_nearer_document_that_says_otherwise_is_a_correction() -> None:
    facts = (
        fact("old", "revenue", "2025Q3", "30yi CNY"),
        fact("new", "revenue", "2025Q3", "37yi CNY", document="filing"),
    )
    (change,) = news(*facts, filing="2026-01-15").changes
    assert change.line.facts == ("new",) and change.was.ends[0] == 30 * 10**8


def test_a_farther_document_that_says_otherwise_changes_nothing() -> None:
    facts = (
        fact("old", "revenue", "2025Q3", "30yi CNY"),
        fact("new", "revenue", "2025Q3", "37yi CNY", document="blog"),
    )
    found = news(*facts, blog="2026-01-15")
    assert (found.lines, found.changes) == ((), ())


def test_a_newer_vintage_of_guidance_is_news_and_no_correction() -> None:
    facts = (
        fact("first", "revenue", "2026", "> 100yi CNY", kind="guidance", said="2025-11-20"),
        fact("second", "revenue", "2026", "> 120yi CNY", kind="guidance", said="2026-01-15", document="minutes"),
    )
    found = news(*facts, minutes="2026-01-15")
    assert said(found) == [("guidance", "second")] and found.changes == ()


def test_rates_of_what_is_shown_come_along_and_nothing_else_does() -> None:
    facts = (
        fact("rate", "revenue_yoy", "2025Q3", "8%", document="minutes"),
        fact("users", "users", "2025Q3", "8m persons", document="minutes"),
        fact("theirs", "revenue", "2025Q3", "8yi CNY", document="minutes", entity="them"),
        fact("part", "revenue", "2025Q3", "1yi CNY", document="minutes", dims=(("side", "left"),)),
    )
    assert said(news(*facts, minutes="2026-01-15")) == [("figure", "rate")]


def test_prices_are_everybodys() -> None:
    facts = (fact("cut", "price_change", "event:2026-01", "-30%", document="minutes", entity="them"),)
    assert said(news(*facts, kind="prices", metric=None, minutes="2026-01-15")) == [("move", "cut")]


def test_a_document_counts_from_the_day_it_was_added() -> None:
    ledger = came_on(book(fact("a", "revenue", "2025Q3", "3yi CNY")))
    late = {key: replace(one, added="2025-12-20") for key, one in ledger.documents.items()}
    recipe = digest(section("trajectory", "revenue"))
    assert said(news_since(recipe, replace(ledger, documents=late), SINCE)) == [("figure", "a")]
    assert said(news_since(recipe, ledger, SINCE)) == []


def test_more_than_ten_are_counted() -> None:
    facts = [fact(f"a{year}", "revenue", str(year), f"{year}yi CNY", document="minutes") for year in range(2010, 2025)]
    found = news(*facts, minutes="2026-01-15")
    assert len(found.lines) == 10 and found.more == 5
    assert found.lines[0].period.label == "2024"
