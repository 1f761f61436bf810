"""`kwai ask --json` and `kwai facts --json`: what other programs read, and may rely on."""

from __future__ import annotations

import re
import sys
from decimal import Decimal
from typing import Any

import pytest

from .shell import ROOT, Shell

TODAY = ("--today", "2025-11-28")
TURN = ["question", "ending", "language", "reading", "lines", "warnings", "choices", "text"]
READING = {"entity", "metric", "dims", "period", "operation"}
LINE = {
    *("entity", "metric", "dims", "period", "low", "high", "low_included", "high_included", "about", "unit", "text"),
    *("derived", "formula", "facts"),
}
FACT = {
    *("id", "document", "line", "column", "printed", "entity", "metric", "dims", "period", "low", "high"),
    *("low_included", "high_included", "about", "unit", "text", "kind", "said_on", "speaker", "served", "note"),
}
ENDINGS = {
    *("found", "cannot_tell", "not_disclosed", "not_in_book", "ask_back", "not_understood", "help", "left_alone"),
}
UNITS = {"CNY", "USD", "HKD", "yuan", "persons", "ratio", "pp", "count", "minutes", "credits", "x"}
NUMBER = re.compile(r"-?\d+(\.\d+)?")

FIGURES: list[tuple[str, dict[str, Any]]] = [
    (
        "kling revenue q3",
        {
            "entity": "kling",
            "metric": "revenue",
            "dims": {},
            "period": "2025Q3",
            "low": "300000000",
            "low_included": False,
            "high": None,
            "high_included": False,
            "about": False,
            "unit": "CNY",
            "derived": False,
            "formula": None,
        },
    ),
    (
        "kuaishou gmv 2025q3",
        {"low": "385000000000", "high": "385000000000", "low_included": True, "high_included": True, "unit": "CNY"},
    ),
    (
        "kuaishou gmv yoy 2025q3",
        {"metric": "gmv_yoy", "low": "0.152", "high": "0.152", "unit": "ratio", "about": False, "derived": False},
    ),
    (
        "gmv gap",
        {"low": "0.148", "low_included": True, "high": None, "high_included": False, "unit": "pp", "derived": True},
    ),
    ("可灵Q3收入", {"low": "300000000", "low_included": False, "high": None, "unit": "CNY"}),
    ("kling guidance", {"low": "140000000", "high": "140000000", "unit": "USD"}),
]


def bounds_are_sound(record: dict[str, Any]) -> bool:
    """Ends are decimal strings in their order, or null where it is open; an open end includes nothing."""
    low, high = record["low"], record["high"]
    if record["unit"] is None:
        return low is None and high is None
    ordered = low is None or high is None or Decimal(low) <= Decimal(high)
    written = all(end is None or NUMBER.fullmatch(end) for end in (low, high))
    closed = (low is not None or not record["low_included"]) and (high is not None or not record["high_included"])
    exact = low is None or low != high or (record["low_included"] and record["high_included"])
    return ordered and written and closed and exact and record["unit"] in UNITS


@pytest.mark.parametrize(("question", "wanted"), FIGURES, ids=[question for question, _ in FIGURES])
def test_figure(shell: Shell, question: str, wanted: dict[str, Any]) -> None:
    """A figure is its bounds in base units: a ratio for percent, pp for points, never a float."""
    done = shell.kwai("ask", "--json", *TODAY, said=f"{question}\n")
    assert (done.code, done.err) == (0, "")
    (turn,) = done.records
    assert turn["ending"] == "found"
    line = turn["lines"][0]
    assert {key: line[key] for key in wanted} == wanted
    assert line["facts"]


def test_turns_and_conversations(shell: Shell) -> None:
    """One line is one turn; a turn leans on those before it until an empty line."""
    said = "kling revenue q3\nand qoq?\nand yoy?\n\nand yoy?\n\n可灵Q3收入\n同比呢\n\n可靈Q3收入\n環比呢\nthanks\nkling revenue 2025Q5\n"
    done = shell.kwai("ask", "--json", *TODAY, said=said)
    assert (done.code, done.err) == (0, "")
    assert [turn["question"] for turn in done.records] == [line for line in said.splitlines() if line]
    assert [turn["ending"] for turn in done.records] == [
        *("found", "cannot_tell", "not_in_book", "ask_back", "found", "not_in_book", "found", "cannot_tell"),
        *("left_alone", "not_understood"),
    ]
    assert [turn["language"] for turn in done.records] == ["en"] * 4 + ["zh-Hans"] * 2 + ["zh-Hant"] * 2 + [
        done.records[8]["language"],
        "en",
    ]
    left_alone = done.records[8]
    assert left_alone["text"] == "" and left_alone["lines"] == []


def test_the_keys_of_a_turn(shell: Shell) -> None:
    """Every turn has every key, whatever its ending."""
    said = "\n\n".join(
        "kling|kling revenue q3|gmv gap|pricing|all quarters|revenue|ks profit q3|kling dau|digest 2025Q3|help|可灵|zzzz|"
        "kling revenue by quarter|kling guidance|why|2030".split("|")
    )
    for turn in shell.kwai("ask", "--json", *TODAY, said=said).records:
        assert set(TURN) <= set(turn), turn["question"]
        assert turn["ending"] in ENDINGS
        assert turn["language"] in {"en", "zh-Hans", "zh-Hant"}
        assert turn["reading"] is None or set(turn["reading"]) >= READING
        assert turn["text"]
        for line in turn["lines"]:
            assert set(line) >= LINE, turn["question"]
            assert bounds_are_sound(line), line
            assert isinstance(line["facts"], list) and isinstance(line["derived"], bool)


def test_every_fact_named_is_in_the_list(shell: Shell) -> None:
    """The ids in an answer are ids of `kwai facts --json`."""
    known = {fact["id"] for fact in shell.kwai("facts", "--json").records}
    said = "kling\n\ngmv gap\n\npricing\n\nkling guidance\n\ndigest 2025Q3\n"
    named = {
        key
        for turn in shell.kwai("ask", "--json", said=said).records
        for line in turn["lines"]
        for key in line["facts"]
    }
    assert named and named <= known


@pytest.mark.parametrize(
    ("options", "question", "language"),
    [((), "kling", "en"), (("--lang", "zh-Hant"), "kling", "zh-Hant"), (("--lang", "en"), "可灵", "en")],
)
def test_language_can_be_set(shell: Shell, options: tuple[str, ...], question: str, language: str) -> None:
    """`--lang` answers in that language whatever the question is in."""
    (turn,) = shell.kwai("ask", "--json", *options, said=question).records
    assert turn["language"] == language


def test_today_is_what_it_is_told(shell: Shell) -> None:
    """`--today` decides what has ended."""
    heard = {
        day: shell.kwai("ask", "--json", "--today", day, said="kling revenue 2026Q1").records[0]["text"]
        for day in ("2025-11-28", "2026-11-28")
    }
    assert "had not ended" in heard["2025-11-28"]
    assert "had not ended" not in heard["2026-11-28"]


def test_facts(shell: Shell) -> None:
    """One object a fact: its keys, its place counted from one, its bounds."""
    done = shell.kwai("facts", "--json")
    assert (done.code, done.err) == (0, "")
    facts = done.records
    assert len({fact["id"] for fact in facts}) == len(facts) > 50
    for fact in facts:
        assert set(fact) >= FACT
        assert isinstance(fact["line"], int) and fact["line"] >= 1
        assert isinstance(fact["column"], int) and fact["column"] >= 1
        assert fact["printed"] and re.fullmatch(r"\d{3}_[0-9a-f]{16}\.txt", fact["document"])
        assert bounds_are_sound(fact), fact
        assert isinstance(fact["served"], bool)
        assert fact["low"] or fact["high"] or fact["text"]
    assert {fact["id"]: fact["column"] for fact in facts}["aggregator-kuaishou-revenue-2025q3"] == 36
    assert len(shell.kwai("facts").lines) == len(facts)


def test_same_question_same_bytes(shell: Shell) -> None:
    """Nothing hangs on the order of a set."""
    said = "kling\n\nkling revnue q3\n\ngmv gap\n\npricing\n\nks profit q3\n\nzzzz\n\n可灵\n\ndigest 2025Q3\n\nkling rvenue\n"
    first, second = (shell.kwai("ask", "--json", *TODAY, said=said, PYTHONHASHSEED=seed) for seed in "12")
    assert first.out == second.out and first.out
    assert len({shell.kwai("check", PYTHONHASHSEED=seed, XDG_CACHE_HOME=f"/nowhere/{seed}").out for seed in "12"}) == 1


HEAVY = ("slack_bolt", "slack_sdk", "sqlalchemy", "alembic", "apscheduler", "pypinyin", "pydantic", "aiohttp")


@pytest.mark.parametrize("question", ["kling revenue q3", "可靈Q3收入"])
def test_a_warm_question_imports_nothing_heavy(shell: Shell, question: str) -> None:
    """What a quick question does not need is not loaded for it."""
    shown = f"""
import sys, atexit
atexit.register(lambda: print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr))
from bot.cli import main
main(["ask", {question!r}])
"""
    done = shell.run([sys.executable, "-c", shown])
    assert done.err.strip() == "[]"
    assert "300" in done.out or "3億" in done.out


def test_the_book_of_the_checkout_is_the_book(shell: Shell) -> None:
    """Without --config the answers come from the book beside the program."""
    named, unnamed = (shell.kwai("facts", *more) for more in (("--config", str(ROOT / "config")), ()))
    assert named.out == unnamed.out
