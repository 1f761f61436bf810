"""A desk over the real book."""

from __future__ import annotations

import pytest

from bot.desk import Desk
from bot.load.book import load_book
from bot.place import place_of


@pytest.fixture(scope="session")
def desk() -> Desk:
    ledger = load_book(place_of("config")).ledger
    assert ledger is not None
    return Desk(ledger, place_of("templates"))
