"""A headline names the facts its figures rest on: another figure there is another headline, and only there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.core.fact import Fact
from bot.core.ledger import Ledger
from bot.core.period import parse_period
from bot.core.quantity import Quantity
from bot.desk import Desk
from bot.place import place_of

TODAY = date(2025, 11, 28)


def headline(desk: Desk) -> tuple[str, tuple[str, ...]]:
    digest = next(iter(desk.ledger.digests.values()))
    first = desk.edition_messages(desk.edition(digest, parse_period("2025Q3"), TODAY), "en")[0]
    # How much is to be read with care is a count, and no figure.
    return first.plain, first.facts


def moved(quantity: Quantity) -> Quantity:
    """The same quantity a little off, too far to agree after rounding."""
    ends = (None if end is None else end * Decimal("1.07") for end in (quantity.low, quantity.high))
    low, high = ends
    return replace(quantity, low=low, high=high)


def with_fact(ledger: Ledger, fact: Fact) -> Ledger:
    return replace(ledger, facts=tuple(fact if one.id == fact.id else one for one in ledger.facts))


@pytest.fixture(scope="module")
def shown(desk: Desk) -> tuple[Fact, ...]:
    """Every fact with a figure that any part of the digest shows."""
    digest = next(iter(desk.ledger.digests.values()))
    messages = desk.edition_messages(desk.edition(digest, parse_period("2025Q3"), TODAY), "en")
    ids = dict.fromkeys(key for message in messages for key in message.facts)
    return tuple(fact for key in ids if (fact := desk.ledger.by_id[key]).value is not None and fact.served)


def test_a_figure_of_the_headline_is_among_its_facts(desk: Desk, shown: tuple[Fact, ...]) -> None:
    words, named = headline(desk)
    assert len(shown) > 15
    for fact in shown:
        value = fact.value
        assert value is not None
        other = replace(fact, quantity=moved(value), reading=None)
        changed, _ = headline(Desk(with_fact(desk.ledger, other), place_of("templates")))
        assert (changed == words) or fact.id in named, fact.id
