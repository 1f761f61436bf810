"""The snapshot is never stale, never trusted blindly, and never needed."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from bot.core.ledger import Ledger
from bot.load.book import load_book
from bot.load.snapshot import content_key, keep, recall
from bot.place import place_of
from bot.words.pinyin import with_pinyin

from .tea import TeaBook


def ledger_of(folder: Path, cache: Path | None = None) -> Ledger:
    ledger = load_book(folder, cache).ledger
    assert ledger is not None
    return ledger


def told(ledger: Ledger) -> dict[str, object]:
    """What a ledger holds, by which two can be compared."""
    return {one.name: getattr(ledger, one.name) for one in fields(ledger)}


@pytest.mark.parametrize("which", ["tea", "real"])
def test_the_ledger_from_the_snapshot_equals_the_cold_one(tea: TeaBook, tmp_path: Path, which: str) -> None:
    folder = tea.folder if which == "tea" else place_of("config")
    cold, warm = load_book(folder, tmp_path / "cache"), load_book(folder, tmp_path / "cache")
    assert (cold.warm, warm.warm) == (False, True)
    assert cold.ledger is not None
    assert warm.ledger is not None
    assert told(warm.ledger) == told(cold.ledger)
    # Equal Decimals may have other digits; what is said has as many as were printed.
    assert repr(warm.ledger.facts) == repr(cold.ledger.facts)
    assert list(warm.ledger.entities) == list(cold.ledger.entities)


def test_a_changed_file_has_another_key(tea: TeaBook, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    ledger_of(tea.folder, cache)
    tea.edit("tea", "period: 2024Q3, value: 3yi CNY", "period: 2023Q3, value: 3yi CNY")
    book = load_book(tea.folder, cache)
    assert not book.warm
    assert book.ledger is not None
    assert book.ledger.by_id["q3"].period.label == "2023Q3"
    kept = load_book(tea.folder, cache).ledger
    assert kept is not None
    assert told(kept) == told(book.ledger)
    tea.edit("tea", "2023Q3", "2024Q3")
    assert load_book(tea.folder, cache).warm


KEYS = [
    {"a": b"1", "b": b"23"},
    {"a": b"12", "b": b"3"},
    {"b": b"1", "a": b"23"},
    {"a": b"1", "c": b"23"},
    {"a": b"1"},
    {"a": b"1", "b": b""},
    {"a\x001\x001": b""},
    {},
]


def test_names_contents_and_their_borders_all_count() -> None:
    assert len({content_key(files) for files in KEYS}) == len(KEYS)
    assert content_key({"a": b"1", "b": b"2"}) == content_key({"b": b"2", "a": b"1"})


def test_a_book_with_problems_leaves_no_snapshot(tea: TeaBook, tmp_path: Path) -> None:
    tea.edit("tea", "2024Q2", "2024Q7")
    for _ in range(2):
        assert load_book(tea.folder, tmp_path / "cache").ledger is None
    assert not list(tmp_path.glob("cache/*"))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "",
        lambda text: "{",
        lambda text: text[: len(text) // 2],
        lambda text: "[]",
        lambda text: json.dumps(json.loads(text) | {"facts": [{"id": "q1"}]}),
        lambda text: json.dumps(json.loads(text) | {"facts": None}),
        lambda text: json.dumps({key: value for key, value in json.loads(text).items() if key != "names"}),
        lambda text: text.replace('"grain":"quarter"', '"grain":"fortnight"'),
        lambda text: text.replace('"low":"1E+8"', '"low":"9E+8"'),
    ],
    ids=["empty", "brace", "half", "list", "thin", "null", "nameless", "grain", "turned"],
)
def test_a_snapshot_of_another_shape_is_ignored(tea: TeaBook, tmp_path: Path, spoil) -> None:
    cache = tmp_path / "cache"
    cold = ledger_of(tea.folder, cache)
    (path,) = cache.iterdir()
    text = path.read_text(encoding="utf-8")
    assert spoil(text) != text
    path.write_text(spoil(text), encoding="utf-8")
    book = load_book(tea.folder, cache)
    assert book.ledger is not None
    assert (book.warm, told(book.ledger)) == (False, told(cold))
    assert path.read_text(encoding="utf-8") == text


def test_a_cache_that_cannot_be_written_costs_nothing(tea: TeaBook, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    for cache in (None, tmp_path / "file", tmp_path / "file" / "below"):
        book = load_book(tea.folder, cache)
        assert book.problems == ()
        assert book.ledger is not None
        assert book.ledger is not None
        assert told(with_pinyin(book.ledger)) == told(with_pinyin(ledger_of(tea.folder)))
    assert (tmp_path / "file").read_text(encoding="utf-8") == "in the way"


def test_what_cannot_be_put_in_place_leaves_nothing_behind(tea: TeaBook, tmp_path: Path) -> None:
    (tmp_path / "book-key.json").mkdir()
    keep(tmp_path, "key", ledger_of(tea.folder))
    assert recall(tmp_path, "key") is None
    assert {path.name for path in tmp_path.iterdir()} == {"book-key.json", "config"}
