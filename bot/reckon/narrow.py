"""A book as it was known by some day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from bot.core.fact import Fact
from bot.core.ledger import Ledger


def known_by(day: date | None, ledger: Ledger) -> Ledger:
    """The book without what was said from a day on."""
    return ledger if day is None else replace(ledger, facts=tuple(said_before(ledger.facts, day)))


def said_before(facts: Iterable[Fact], day: date | None) -> list[Fact]:
    """The statements made before a day; one of a month or a year only counts from its beginning."""
    return [f for f in facts if day is None or f.said_on <= (day - timedelta(days=1)).isoformat()]
