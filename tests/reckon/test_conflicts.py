"""Contradictions found by machine: each kind on the smallest book that has it, then the real book."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.core.answer import Answer
from bot.core.conflict import CONFLICT_KINDS, Conflict
from bot.core.fact import Fact, Reading
from bot.core.ledger import Ledger
from bot.core.query import Query
from bot.desk import Desk
from bot.load.book import load_book
from bot.place import place_of
from bot.reckon.conflicts import conflicts, find_conflicts
from bot.words.quantity import read_value

from .small_book import book, fact, same

TODAY = date(2026, 2, 1)


def of_kind(kind: str, *facts: Fact) -> tuple[Conflict, ...]:
    return tuple(one for one in find_conflicts(book(*facts)) if one.kind == kind)


def kinds(*facts: Fact) -> list[str]:
    return [one.kind for one in find_conflicts(book(*facts))]


@pytest.mark.parametrize(
    ("served", "other", "rule"),
    [
        ({"document": "minutes"}, {"document": "blog"}, "tier"),
        ({"value": "3.55bn CNY"}, {"value": "3.7bn CNY"}, "precision"),
        ({"said": "2026-01-20"}, {"said": "2026-01-02"}, "later_said"),
        ({"kind": "reported"}, {"kind": "media"}, "kind"),
    ],
)
def test_two_that_cannot_both_be_true(served: dict[str, str], other: dict[str, str], rule: str) -> None:
    a = fact("a", "revenue", "2025Q3", **{"value": "3.6bn CNY", **served})
    b = fact("b", "revenue", "2025Q3", **{"value": "3.9bn CNY", **other})
    for facts in ((a, b), (b, a)):
        (found,) = of_kind("contradiction", *facts)
        assert (found.served, found.facts, found.rule) == ("a", ("b", "a"), rule)


def test_what_is_no_contradiction() -> None:
    a = fact("a", "revenue", "2025Q3", "3.6bn CNY")
    assert kinds(a, fact("b", "revenue", "2025Q2", "3.9bn CNY")) == []
    assert kinds(a, fact("b", "revenue", "2025Q3", "3.9bn CNY", dims=(("side", "shops"),))) == []
    assert kinds(a, fact("b", "revenue", "2025Q3", "3.9bn CNY", kind="estimate")) == []
    assert kinds(a, fact("b", "revenue", "2025Q3", "3.6bn CNY", document="blog")) == []
    old = fact("c", "revenue", "2026", "15bn CNY", kind="guidance", said="2025-03-01")
    new = fact("d", "revenue", "2026", "19bn CNY", kind="guidance", said="2025-11-01")
    assert kinds(old, new) == []
    undated = [fact(key, "users", "undated", value) for key, value in (("e", "3m persons"), ("f", "4m persons"))]
    assert kinds(*undated) == []


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("3.56bn CNY", "3.5554bn CNY", "digits"),
        ("> 3.5bn CNY", "3.5554bn CNY", "bound"),
        ("nearly 3.6bn CNY", "3.6bn CNY", "hedge"),
    ],
)
def test_rounding_is_told_apart(one: str, other: str, code: str) -> None:
    (found,) = find_conflicts(
        book(fact("a", "revenue", "2025Q3", other, document="minutes"), fact("b", "revenue", "2025Q3", one))
    )
    assert (found.kind, found.code, found.served) == ("rounding", code, "a")


@pytest.mark.parametrize(("slip", "times"), [("360m CNY", "10"), ("36m CNY", "100"), ("0.36m CNY", "10000")])
def test_a_slip_of_scale(slip: str, times: str) -> None:
    (found,) = find_conflicts(
        book(fact("a", "revenue", "2025Q3", "3.6bn CNY", document="minutes"), fact("b", "revenue", "2025Q3", slip))
    )
    assert (found.kind, found.code, found.served, found.rule) == ("tenfold", times, "a", "tier")


def test_a_misprint_keeps_its_print() -> None:
    reading = Reading(read_value("58%"), same("the parts say so"), ("ads", "all"))
    facts = (
        fact("ads", "ads_revenue", "2025Q3", "5.8bn CNY"),
        fact("all", "revenue", "2025Q3", "10.0bn CNY"),
        fact("share", "ads_share", "2025Q3", "68%", reading=reading),
    )
    (found,) = of_kind("misprint", *facts)
    assert found.facts == ("share", "ads", "all")
    assert found.quantities == (read_value("68%"),)
    assert found.formula is not None
    (share,) = of_kind("shares", *facts)
    assert share.rule == "reading" and share.result is not None and share.result.ends == (Decimal("0.580"),)


def test_shares_of_more_than_the_whole() -> None:
    a = fact("a", "side_share", "2025Q3", "70%", dims=(("side", "shops"),))
    (found,) = of_kind("shares", a, fact("b", "side_share", "2025Q3", "40%", dims=(("side", "homes"),)))
    assert found.code == "whole" and found.result == read_value("110.0%")
    assert of_kind("shares", a, fact("b", "side_share", "2025Q3", "30%", dims=(("side", "homes"),))) == ()
    assert of_kind("shares", a, fact("b", "side_share", "2025Q3", "20%", dims=(("side", "homes"),))) == ()


def test_a_share_beside_the_other_segments() -> None:
    (quotient, whole) = sorted(
        of_kind(
            "shares",
            fact("all", "revenue", "2025Q3", "10.0bn CNY"),
            fact("ads", "ads_revenue", "2025Q3", "6.0bn CNY"),
            fact("shop", "shop_revenue", "2025Q3", "4.0bn CNY"),
            fact("share", "ads_share", "2025Q3", "70%"),
        ),
        key=lambda one: one.code,
    )
    assert (quotient.code, whole.code) == ("share", "whole")
    assert whole.result == read_value("110.0%") and whole.rule == "arithmetic"


def test_growth_that_disagrees_with_its_levels() -> None:
    now, base = fact("now", "revenue", "2025Q3", "120m CNY"), fact("base", "revenue", "2024Q3", "100m CNY")
    (found,) = of_kind("growth", now, base, fact("rate", "revenue_yoy", "2025Q3", "30%"))
    assert found.facts == ("rate", "now", "base")
    assert found.result == read_value("20.0%")
    assert found.quantities[1].ends == (Decimal("92E6"),), "the base that 30% implies"
    assert of_kind("growth", now, base, fact("rate", "revenue_yoy", "2025Q3", "20%")) == ()
    assert of_kind("growth", now, fact("rate", "revenue_yoy", "2025Q3", "30%")) == (), "no base in the book"


def test_quarters_that_do_not_make_the_half() -> None:
    (found,) = of_kind(
        "contradiction",
        fact("a", "revenue", "2025Q1", "100m CNY"),
        fact("b", "revenue", "2025Q2", "120m CNY"),
        fact("h", "revenue", "2025H1", "300m CNY"),
    )
    assert (found.code, found.facts, found.rule) == ("periods", ("h", "a", "b"), "arithmetic")


@pytest.mark.parametrize(
    ("claim", "before", "found"),
    [
        ("revenue yoy called a new low", "8%", True),
        ("revenue yoy called a new low", "12%", False),
        ("revenue yoy called the best of the last two quarters", "12%", False),
        ("revenue yoy called the highest", "12%", True),
        ("revenue yoy was discussed", "12%", False),
    ],
)
def test_records(claim: str, before: str, *, found: bool) -> None:
    facts = (
        fact("old", "revenue_yoy", "2025Q1", before),
        fact("new", "revenue_yoy", "2025Q3", "10%"),
        fact("claim", "record_claim", "2025Q3", None, text=claim, kind="media"),
    )
    assert [one.facts for one in of_kind("record", *facts)] == ([("claim", "new", "old")] if found else [])


def test_a_record_in_a_note() -> None:
    (found,) = of_kind(
        "record",
        fact("old", "users", "asof:2025-03", "9.2m persons"),
        fact("new", "users", "asof:2025-09", "8.1m persons", note="Called an all-time high"),
    )
    assert (found.facts, found.served) == (("new", "old"), "old")


def test_one_target_in_two_moneys() -> None:
    home = fact("home", "revenue", "2026", "430m CNY", kind="guidance", said="2026")
    other = fact("other", "revenue", "2026", "60m USD", kind="guidance", said="2026", document="blog")
    twice = fact("twice", "revenue", "2026", "2 x", kind="guidance", said="2026-01-09")
    rate, multiple = of_kind("same_target", home, other, twice)
    assert (rate.facts, rate.code) == (("other", "home"), "rate")
    assert rate.result == read_value("7.17 CNY")
    assert (multiple.facts[0], multiple.code) == ("twice", "multiple")
    later = fact("other", "revenue", "2026", "60m USD", kind="guidance", said="2026-01-10")
    assert of_kind("same_target", home, later) == (), "two vintages are two targets"


def test_look_alikes() -> None:
    cut = fact("cut", "price_change", "event:2025-09-23", "-30%")
    (found,) = of_kind("look_alike", cut, fact("cost", "cost_change", "event:2025-09", "-30%"))
    assert (set(found.facts), found.served, found.rule) == ({"cut", "cost"}, None, "apart")
    ours = fact("ours", "revenue_yoy", "2025Q3", "15%")
    assert len(of_kind("look_alike", ours, fact("theirs", "revenue_yoy", "2025Q3", "15%", entity="them"))) == 1
    for other in (
        fact("far", "cost_change", "event:2023-09", "-30%"),
        fact("stranger", "gross_margin", "2025Q3", "30%"),
        fact("other", "cost_change", "event:2025-09", "-31%"),
    ):
        assert of_kind("look_alike", cut, other) == ()
    one = fact("a", "price_change", "2025Q3", "5%")
    assert of_kind("look_alike", one, fact("b", "cost_change", "2025Q3", "5%")) == (), "one digit is chance"
    swapped = of_kind(
        "look_alike", fact("a", "users", "2025Q1", "143m persons"), fact("b", "users", "2025Q3", "134m persons")
    )
    assert [one.code for one in swapped] == ["swapped"]


def test_what_is_withheld_is_listed_and_never_answers() -> None:
    ledger = book(fact("a", "revenue", "2025Q3", "3.6bn CNY"), fact("b", "revenue", "2025Q3", "9bn CNY", why="A guess"))
    (found,) = find_conflicts(ledger)
    assert (found.kind, found.served, found.text) == ("withheld", None, same("A guess"))


def test_the_list_is_short_serious_first_and_of_what_is_named() -> None:
    facts = [fact(f"a{n}", "revenue", f"20{n}Q1", "36m CNY", document="minutes") for n in range(10, 25)]
    facts += [fact(f"b{n}", "revenue", f"20{n}Q1", "39m CNY") for n in range(10, 25)]
    facts += [fact("c", "users", "2025Q1", "30m persons"), fact("d", "users", "2025Q1", "3m persons", document="blog")]
    ledger = book(*facts)
    answer = conflicts(Query("conflicts"), ledger, TODAY)
    assert answer.ending == "found"
    assert [one.kind for one in answer.conflicts] == ["contradiction"] * 6
    assert dict(answer.left) == {"contradiction": 9, "tenfold": 1}
    alone = conflicts(Query("conflicts", conflict="tenfold"), ledger, TODAY)
    assert [one.kind for one in alone.conflicts] == ["tenfold"] and alone.left == ()
    named = conflicts(Query("conflicts", metric="users"), ledger, TODAY)
    assert [one.kind for one in named.conflicts] == ["tenfold"] and named.left == ()
    assert conflicts(Query("conflicts", "them"), ledger, TODAY).reason == "no_conflicts"


def test_page_by_page_every_conflict_is_shown_once() -> None:
    ledger = load_book(place_of("config")).ledger
    assert ledger is not None
    shown: list[Conflict] = []
    for page in range(50):
        answer = conflicts(Query("conflicts", page=page), ledger, TODAY)
        assert answer.passed == len(shown)
        shown += answer.conflicts
        if not answer.conflicts:
            break
    assert sorted(map(repr, shown)) == sorted(map(repr, find_conflicts(ledger)))
    disputed = [one.facts[0] for one in shown if one.kind not in {"rounding", "withheld"}]
    again = [at for at, key in enumerate(disputed) if key in disputed[:at]]
    assert again == list(range(len(set(disputed)), len(disputed))), "no print is disputed again before each was once"


def test_a_supposition_is_listed_without_its_figure() -> None:
    answer = conflicts(Query("conflicts"), book(fact("a", "users", "2025Q1", "5m persons", kind="hypothesis")), TODAY)
    assert [line.quantity for line in answer.lines] == [None] * len(answer.conflicts)


def test_many_facts_take_few_seconds_more() -> None:
    """One pass a kind: ten times the facts are ten times the pairs, not a hundred."""
    small = [fact(f"{n}", "revenue", f"{1900 + n % 100}Q{n % 4 + 1}", f"{n % 89 + 10}m CNY") for n in range(2_000)]
    assert len(find_conflicts(book(*small))) < len(small)


# The real book


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    found = load_book(place_of("config")).ledger
    assert found is not None
    return found


@pytest.fixture(scope="module")
def desk(ledger: Ledger) -> Desk:
    return Desk(ledger, place_of("templates"))


def prints(conflict: Conflict, ledger: Ledger) -> set[str]:
    return {ledger.by_id[key].printed.replace(" ", "") for key in conflict.facts}


def test_the_known_ones(ledger: Ledger) -> None:
    found = {kind: [one for one in find_conflicts(ledger) if one.kind == kind] for kind in CONFLICT_KINDS}
    misprint = next(one for one in found["misprint"] if "68.3%" in prints(one, ledger))
    assert misprint.result == read_value("58.2%") and misprint.formula is not None
    totals = [one.result for one in found["shares"] if "68.3%" in prints(one, ledger)]
    assert read_value("109.8%") in totals
    assert any({"6000萬美元", "4.3亿元"} <= prints(one, ledger) for one in found["same_target"])
    metrics = [{ledger.by_id[key].metric for key in one.facts} for one in found["look_alike"]]
    assert {"price_change", "cost_change"} in metrics
    whose = [{ledger.by_id[key].entity for key in one.facts} for one in found["look_alike"]]
    assert {"kuaishou", "douyin"} in whose
    assert any({"超過20億元人民幣", "人民幣206億元"} <= prints(one, ledger) for one in found["tenfold"])
    assert any("創下新低" in prints(one, ledger) for one in found["record"])
    assert any("1.43億" in prints(one, ledger) for one in found["look_alike"])


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("conflicts", ["68.3%", "58.2%", "Dolphin Research"]),
        ("contradictions kling", ["US$60m", "RMB 430m", "One target"]),
        ("conflicts revenue", ["68.3%"]),
        ("矛盾", ["68.3%", "海豚投研", "以更正后的读法为准"]),
        ("可灵 冲突", ["6,000万美元", "4.3亿元"]),
        ("可靈 衝突", ["6,000萬美元", "4.3億元", "兩種說法"]),
        ("maodun", ["68.3%"]),
        ("conflicts jimeng", ["No contradiction found"]),
    ],
)
def test_asked(desk: Desk, said: str, heard: list[str]) -> None:
    reply = desk.ask(said, TODAY)
    assert reply.answer.ending == "found"
    for piece in heard:
        assert piece in reply.messages[0].plain, reply.messages[0].plain
    assert len(reply.answer.conflicts) <= 10


def test_the_source_of_a_list_can_be_asked(desk: Desk) -> None:
    first = desk.ask("conflicts", TODAY)
    answer: Answer = desk.ask("source?", TODAY, subject=first.subject).answer
    assert answer.ending == "found" and answer.reason == "source"
