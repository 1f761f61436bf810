"""Which of several statements answers."""

from __future__ import annotations

import pytest

from bot.core.fact import Fact
from bot.core.rules import deciding, last_said, serving
from tests.reckon.small_book import book, fact


def said_ahead(id: str, said: str, document: str = "paper") -> Fact:
    return fact(id, "revenue", "2026", "10bn CNY", kind="guidance", said=said, document=document)


@pytest.mark.parametrize(
    ("days", "last"),
    [
        (("2025-03-25", "2025-08-21"), ("2025-08-21",)),
        (("2025-03-25", "2025-03"), ("2025-03-25", "2025-03")),
        (("2025-03-10", "2025-03-25", "2025-03"), ("2025-03-25", "2025-03")),
        (("2025-03-25", "2025-04"), ("2025-04",)),
        (("2025", "2025-03"), ("2025-03",)),
        (("2025",), ("2025",)),
        ((), ()),
    ],
)
def test_what_was_said_last_has_a_bare_month_stand_beside_the_last_of_its_days(
    days: tuple[str, ...], last: tuple[str, ...]
) -> None:
    assert tuple(one.said_on for one in last_said(said_ahead(day, day) for day in days)) == last


def test_of_guidance_said_in_a_month_the_nearer_tier_answers_and_not_the_vaguer_day() -> None:
    call, quoted = said_ahead("call", "2025-03-25", "minutes"), said_ahead("quoted", "2025-03")
    ledger = book(call, quoted)
    assert serving((call, quoted), ledger) == call
    assert deciding(call, quoted, ledger) == "tier"


def test_of_guidance_the_latest_said_answers_whoever_carries_it() -> None:
    call, quoted = said_ahead("call", "2025-03-25", "minutes"), said_ahead("quoted", "2025-04")
    ledger = book(call, quoted)
    assert serving((call, quoted), ledger) == quoted
    assert deciding(quoted, call, ledger) == "newest_vintage"
