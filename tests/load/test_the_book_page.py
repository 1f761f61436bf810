"""Every row docs/the-book.md quotes is the book's own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "the-book.md").read_text(encoding="utf-8")
QUOTED = [
    yaml.load(block, Loader=yaml.BaseLoader)
    for block in re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
]


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


FILES = [read(path) for path in sorted((ROOT / "config" / "facts").glob("*.yaml"))]
ROWS = {row["id"]: row for file in FILES for row in (*file["facts"], *file.get("states", ()))}
LEFT_OUT = [row for file in FILES for row in file.get("left_out", ())]
METRICS = read(ROOT / "config" / "metrics.yaml")["metrics"]

SHOWN = [row for block in QUOTED if isinstance(block, list) for row in block]
HEADS = [block["document"] for block in QUOTED if "document" in block]
CATALOGUE = [pair for block in QUOTED if "metrics" in block for pair in block["metrics"].items()]


@pytest.mark.parametrize("row", [row for row in SHOWN if "id" in row], ids=lambda row: row["id"])
def test_a_quoted_row_stands_in_the_book(row: dict[str, Any]) -> None:
    assert row == ROWS.get(row["id"])


@pytest.mark.parametrize("row", [row for row in SHOWN if "id" not in row], ids=lambda row: row["print"])
def test_a_quoted_omission_stands_in_the_book(row: dict[str, Any]) -> None:
    assert row in LEFT_OUT


@pytest.mark.parametrize("head", HEADS, ids=lambda head: head["title"]["en"])
def test_a_quoted_head_stands_in_the_book(head: dict[str, Any]) -> None:
    assert head in [file["document"] for file in FILES]


@pytest.mark.parametrize(("key", "row"), CATALOGUE, ids=lambda part: part if isinstance(part, str) else "")
def test_a_quoted_metric_stands_in_the_catalogue(key: str, row: dict[str, Any]) -> None:
    assert row == METRICS.get(key)


def test_every_block_of_the_page_is_held_to_the_book() -> None:
    held = sum(isinstance(block, list) or "document" in block or "metrics" in block for block in QUOTED)
    assert held == len(QUOTED) > 0
    assert SHOWN and HEADS and CATALOGUE
