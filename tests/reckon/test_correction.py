"""What is a correction, and what is merely new."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.correction import Correction
from bot.core.fact import Fact, Reading
from bot.core.ledger import Ledger
from bot.core.period import parse_period
from bot.core.quantity import Quantity, exactly
from bot.core.text import Text
from bot.load.book import load_book
from bot.place import place_of
from bot.reckon.correction import correction

GMV, Q3 = "dongcaidi-kuaishou-gmv-2025q3", "dongcaidi-kling-revenue-2025q3"
WHY = Text("a slip", "笔误")


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    ledger = load_book(place_of("config")).ledger
    assert ledger is not None
    # One statement of the figure: what others say of it is added where a test is about that.
    gmv = ledger.by_id[GMV]
    lone = (
        f for f in ledger.facts if f.id == GMV or (f.entity, f.metric, f.period) != (gmv.entity, gmv.metric, gmv.period)
    )
    return replace(ledger, facts=tuple(lone))


def changed(ledger: Ledger, id: str, **changes: object) -> Ledger:
    return replace(ledger, facts=tuple(replace(f, **changes) if f.id == id else f for f in ledger.facts))  # type: ignore[arg-type]


def with_fact(ledger: Ledger, fact: Fact) -> Ledger:
    return replace(ledger, facts=(*ledger.facts, fact))


def bn(text: str) -> Quantity:
    return exactly(Decimal(text).scaleb(9), "CNY")


def test_what_did_not_change_is_right(ledger: Ledger) -> None:
    for fact in ledger.facts:
        assert correction(fact, ledger, serves=False) is None


def test_a_mended_figure(ledger: Ledger) -> None:
    was = ledger.by_id[GMV]
    found = correction(was, changed(ledger, GMV, quantity=bn("358.0")), serves=True)
    assert found is not None and found.now is not None
    assert (found.was, found.now.quantity, found.reason, found.why) == (was, bn("358.0"), "mended", None)


def test_a_print_that_is_read_otherwise(ledger: Ledger) -> None:
    found = correction(ledger.by_id[GMV], changed(ledger, GMV, reading=Reading(bn("358.0"), WHY)), serves=True)
    assert found is not None and (found.reason, found.why) == ("misprint", WHY)


@pytest.mark.parametrize(
    "changes",
    [
        {"quantity": bn("385")},
        {"quantity": bn("385.04")},
        {"note": WHY},
        {"said_on": "2025-11-20"},
        {"line": 1, "column": 1},
    ],
)
def test_what_agrees_after_rounding_or_changes_no_figure(ledger: Ledger, changes: dict[str, object]) -> None:
    assert correction(ledger.by_id[GMV], changed(ledger, GMV, **changes), serves=True) is None


@pytest.mark.parametrize(
    "quantity",
    [
        Quantity(Decimal("3.5E8"), None, "CNY", low_included=False),
        Quantity(Decimal("3E8"), None, "CNY", low_included=True),
        Quantity(None, Decimal("3E8"), "CNY", high_included=False),
        exactly(Decimal("3E8"), "CNY"),
        Quantity(Decimal("3E8"), None, "USD", low_included=False),
    ],
)
def test_a_bound_that_was_wrong(ledger: Ledger, quantity: Quantity) -> None:
    """Another floor, a floor that is none, another money: each was a wrong number, though the two overlap."""
    found = correction(ledger.by_id[Q3], changed(ledger, Q3, quantity=quantity), serves=True)
    assert found is not None and found.reason == "mended"


def test_one_that_is_no_longer_served(ledger: Ledger) -> None:
    found = correction(ledger.by_id[GMV], changed(ledger, GMV, served=False, why=WHY), serves=True)
    assert found == Correction(ledger.by_id[GMV], None, "withdrawn", WHY)


def test_one_that_is_gone_or_speaks_of_another_time(ledger: Ledger) -> None:
    was = ledger.by_id[GMV]
    without = replace(ledger, facts=tuple(f for f in ledger.facts if f.id != GMV))
    for after in (without, changed(ledger, GMV, period=parse_period("2025Q2"))):
        assert correction(was, after, serves=True) == Correction(was, None, "gone")


def test_one_that_is_gone_while_another_says_the_same(ledger: Ledger) -> None:
    was = ledger.by_id[GMV]
    without = replace(ledger, facts=tuple(f for f in ledger.facts if f.id != GMV))
    assert correction(was, with_fact(without, replace(was, id="other")), serves=True) is None


def filing(ledger: Ledger, **changes: object) -> tuple[Ledger, Fact]:
    """The book with the company's own filing, which is nearer than any other text."""
    was = ledger.by_id[GMV]
    document = replace(ledger.documents[was.document], id="filing", kind="filing")
    fact = replace(was, id="filing-gmv", document="filing", **changes)  # type: ignore[arg-type]
    return replace(ledger, documents={**ledger.documents, "filing": document}, facts=(*ledger.facts, fact)), fact


def test_a_nearer_source_that_was_not_said_later_corrects(ledger: Ledger) -> None:
    was = ledger.by_id[GMV]
    after, fact = filing(ledger, quantity=bn("358.0"))
    assert correction(was, after, serves=True) == Correction(was, fact, "nearer")
    assert correction(was, after, serves=False) is None, "it stood beside what answers, and still may"


@pytest.mark.parametrize("said", ["2025-12-01", "2026", "2025-12"])
def test_what_was_said_later_is_news(ledger: Ledger, said: str) -> None:
    after, _ = filing(ledger, quantity=bn("358.0"), said_on=said)
    assert correction(ledger.by_id[GMV], after, serves=True) is None


def test_a_nearer_source_that_agrees_posts_nothing(ledger: Ledger) -> None:
    after, _ = filing(ledger, quantity=bn("385.02"))
    assert correction(ledger.by_id[GMV], after, serves=True) is None


def test_newer_guidance_is_no_correction(ledger: Ledger) -> None:
    vintage = next(f for f in ledger.facts if f.kind == "guidance" and f.value is not None)
    newer = replace(
        vintage, id="newer", said_on="2027-01-01", quantity=vintage.value and replace(vintage.value, low=None)
    )
    assert correction(vintage, with_fact(ledger, newer), serves=True) is None


@given(st.data())
def test_it_is_never_a_correction_to_itself(ledger: Ledger, data: st.DataObject) -> None:
    """A law: what a correction says is so today is itself right today; nothing is corrected twice."""
    fact = data.draw(
        st.sampled_from([f for f in ledger.facts if f.served and f.value is not None and f.kind != "hypothesis"])
    )
    size = data.draw(st.decimals(min_value=1, max_value=10**12, places=2))
    assert fact.value is not None
    after = changed(ledger, fact.id, quantity=exactly(size, fact.value.unit), reading=None)
    found = correction(fact, after, serves=True)
    if found is not None and found.now is not None:
        assert correction(found.now, after, serves=True) is None
    assert correction(after.by_id[fact.id], after, serves=False) is None
