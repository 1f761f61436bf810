"""What the book holds, held against what it answers."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core.ledger import Ledger
from bot.load.book import load_book
from bot.place import place_of
from bot.reckon.answer import answer
from bot.reckon.holdings import Holdings

TODAY = date(2025, 11, 28)


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    found = load_book(place_of("config")).ledger
    assert found is not None
    return found


def test_nothing_is_held_that_is_not_answered(ledger: Ledger) -> None:
    """Every entity, figure and period of the book we ship: each question ends with that figure of that period."""
    held = Holdings(ledger, TODAY)
    for entity in held.entities():
        for metric in held.metrics(entity):
            assert held.periods(entity, metric), (entity, metric)
            for period in (None, *held.periods(entity, metric)):
                asked = held.question(entity, metric, period)
                assert asked is not None
                given = answer(asked, ledger, TODAY)
                assert given.ending == "found" and given.entity == entity
                shown = {line.metric for line in given.lines}
                assert metric in shown, (entity, metric, period)
                if period is not None:
                    assert period in {line.period for line in given.lines} | {given.period}


def test_whatever_has_a_figure_is_held(ledger: Ledger) -> None:
    """Nobody with a figure that is served is left out, and none of those figures."""
    held = Holdings(ledger, TODAY)
    for (entity, metric), facts in ledger.by_metric.items():
        if any(fact.states for fact in facts):
            assert entity in held.entities(metric) and metric in held.metrics(entity)
            assert {fact.period for fact in facts if fact.states} <= set(held.periods(entity, metric)) | {
                fact.period for fact in facts if not fact.period.dated
            }
