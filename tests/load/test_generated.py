"""The books that `make bench` measures are clean by every check, or it would measure nothing."""

from __future__ import annotations

from pathlib import Path

from bench.book import make_book
from bot.load.book import load_book


def test_a_generated_book_is_clean(tmp_path: Path) -> None:
    make_book(tmp_path / "config", 2_000)
    book = load_book(tmp_path / "config")
    assert book.problems == ()
    assert book.ledger is not None and len(book.ledger.facts) == 2_000
