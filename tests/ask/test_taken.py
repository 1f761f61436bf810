"""A name that means something else as well when it is typed is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.ask.taken import taken_names
from bot.core.ledger import Ledger, Name
from bot.load.book import load_book
from bot.place import place_of


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    found = load_book(place_of("config")).ledger
    assert found is not None
    return found


def test_the_book_s_own_names_are_free(ledger: Ledger) -> None:
    assert taken_names(ledger) == ()


CASES = [
    ("growth", "metric", "metrics.yaml: The name 'growth' of it is a word of questions already, for yoy."),
    ("同比", "dim", "metrics.yaml: The name '同比' of it is a word of questions already, for yoy."),
    ("q-o-q", "metric", "metrics.yaml: The name 'q-o-q' of it is a word of questions already, for qoq."),
    ("gap", "entity", "entities.yaml: The name 'gap' of it is a word of questions already, for gap."),
    ("prices", "metric", "metrics.yaml: The name 'prices' of it is a word of questions already, for prices."),
    ("the", "metric", "metrics.yaml: The name 'the' of it is a word that questions are full of."),
    ("yuehuo", "metric", "metrics.yaml: The name 'yuehuo' of it is a name of mau in pinyin."),
]


@pytest.mark.parametrize(("folded", "slot", "said"), CASES)
def test_a_name_that_asks_for_something_else_is_told(ledger: Ledger, folded: str, slot: str, said: str) -> None:
    taken = replace(ledger, names=(*ledger.names, Name(folded, slot, "it")))
    assert taken_names(taken) == (said,)
