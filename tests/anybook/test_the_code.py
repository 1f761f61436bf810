"""Nothing in the code knows whose book it serves: no name of the book we ship stands in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.core.ledger import Ledger
from bot.load.book import load_book
from bot.place import place_of
from bot.words.script import fold

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "templates")
FILES = sorted(
    path
    for room in ROOMS
    for path in (ROOT / room).rglob("*")
    if path.suffix in {".py", ".j2", ".yaml", ".html", ".js", ".css"}
)

OURS = frozenset({"kwai"})
"""The product's own name, which the book has as another name of the company."""
PLAIN = frozenset({"aggregator", "listener", "margin"})
"""Words of the program's own that some id of the book also is: a tier, a door, a form."""


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    found = load_book(place_of("config")).ledger
    assert found is not None
    return found


def who(ledger: Ledger) -> set[str]:
    """Everybody the book names: who it is about, who speaks, who publishes."""
    names = {name.folded for name in ledger.names if name.slot == "entity"}
    names |= {fold(text) for one in ledger.sources.values() for text in (one.name.en, one.name.zh)}
    names |= {*ledger.entities, *ledger.sources, *ledger.documents}
    return {name for name in names if len(name) > 2 or not name.isascii()} - OURS - PLAIN


def what(ledger: Ledger) -> set[str]:
    """The ids that only this book can have made: of metrics and slices, in more words than one."""
    return {key for key in (*ledger.metrics, *(pair[1] for pair in ledger.slices)) if "_" in key}


def test_nobody_of_the_book_is_named_in_the_code(ledger: Ledger) -> None:
    names = who(ledger)
    assert {"快手", "可灵", "kling", "douyin", "懂财帝"} <= names
    assert list(_found(names)) == []


def test_no_metric_of_the_book_is_known_to_the_code(ledger: Ledger) -> None:
    ids = what(ledger)
    assert {"plan_price", "guidance_change", "adjusted_net_profit", "turbo_2_5"} <= ids
    assert list(_found(ids)) == []


def test_no_text_of_the_code_is_the_id_of_a_metric(ledger: Ledger) -> None:
    """A metric of one word (revenue) may be an English word in a comment; alone in quotes it is an id.

    But for what short words are short for: those are English.
    """
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"
        for path in FILES
        if path.suffix == ".py" and "workspace" not in path.parts and path.name != "abbreviation.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value in ledger.metrics.keys() - PLAIN
    ]
    assert found == []


def test_what_looks_for_names_finds_them(tmp_path: Path) -> None:
    page = tmp_path / "page.j2"
    page.write_text("a line\n対 可靈 and Kling's share\n", encoding="utf-8")
    assert [found.rpartition(": ")[2] for found in _found({"可灵", "kling", "ling"}, [page], tmp_path)] == [
        "kling",
        "可灵",
    ]


def _found(names: set[str], files: list[Path] = FILES, root: Path = ROOT) -> Iterator[str]:
    """Where any of the names stands as whole words, in whichever script."""
    for path in files:
        lines = _folded(path)
        for name in sorted(name for name in names if any(name in line for line in lines)):
            whole = re.compile(_whole(name))
            for number, line in enumerate(lines, start=1):
                if whole.search(line):
                    yield f"{path.relative_to(root)}:{number}: {name}"


@cache
def _folded(path: Path) -> tuple[str, ...]:
    # Only 汉字 need the long way of folding.
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(line.casefold() if line.isascii() else fold(line) for line in lines)


def _whole(name: str) -> str:
    left = r"(?<![a-z0-9_])" if name[0].isascii() else ""
    right = r"(?![a-z0-9_])" if name[-1].isascii() else ""
    return f"{left}{re.escape(name)}{right}"
