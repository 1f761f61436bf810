"""The book as it was known at some time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.core.fact import Fact
from bot.core.ledger import Ledger
from bot.core.period import Period


def said_before(ledger: Ledger, day: date) -> Ledger:
    """The book without what was said from a day on; what is dated by its month alone counts by its month."""
    eve = (day - timedelta(days=1)).isoformat()
    return _only(ledger, lambda fact: fact.said_on <= eve)


def up_to(ledger: Ledger, period: Period) -> Ledger:
    """The book without the figures of later periods."""
    return _only(ledger, lambda fact: fact.period.end <= period.end)


def _only(ledger: Ledger, counts: Callable[[Fact], bool]) -> Ledger:
    facts = tuple(fact for fact in ledger.facts if counts(fact))
    return ledger if len(facts) == len(ledger.facts) else replace(ledger, facts=facts)
