"""Rules for the two kinds of table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.blockkit import shape
from bot.blockkit.fault import Fault
from bot.blockkit.limits import LEAST, MOST
from bot.blockkit.visible import letters


def cell(value: object, at: str, kinds: Sequence[str]) -> Iterator[Fault]:
    """Faults of one cell; an empty one is refused by Slack with the whole message."""
    if not isinstance(value, Mapping):
        yield Fault(at, "type", "must be an object")
        return
    kind = value.get("type")
    if kind not in kinds:
        yield Fault(f"{at}/type", "type", f"must be {' or '.join(kinds)}")
    elif kind == "rich_text":
        if not letters(value):
            yield Fault(at, "empty", "must not be empty")
    else:
        yield from shape.words(value.get("text"), f"{at}/text", MOST["message.table"])
        if kind == "raw_number":
            yield from shape.number(value.get("value"), f"{at}/value")


def rows(value: object, at: str, kind: str, head: Sequence[str]) -> Iterator[Fault]:
    """Faults of the rows of a table of a kind, whose first row may hold the head's cells."""
    yield from shape.count(value, at, MOST[f"{kind}.rows"], LEAST.get(f"{kind}.rows", 1))
    if not isinstance(value, list | tuple):
        return
    widths = {len(row) for row in value if isinstance(row, list | tuple)}
    if len(widths) > 1:
        yield Fault(at, "mismatch", f"rows differ in length: {sorted(widths)}")
    for y, row in enumerate(value):
        yield from shape.count(row, f"{at}/{y}", MOST[f"{kind}.columns"])
        if isinstance(row, list | tuple):
            for x, item in enumerate(row):
                kinds = head if y == 0 else ("raw_text", "raw_number", "rich_text")
                yield from cell(item, f"{at}/{y}/{x}", kinds)


def data_table(block: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """Faults of a data_table block."""
    yield from shape.words(block.get("caption"), f"{at}/caption", MOST["section.text"])
    yield from rows(block.get("rows"), f"{at}/rows", "data_table", ("raw_text", "raw_number"))
    size = block.get("page_size", 5)
    low, high = LEAST["data_table.page_size"], MOST["data_table.page_size"]
    if isinstance(size, bool) or not isinstance(size, int) or not low <= size <= high:
        yield Fault(f"{at}/page_size", "too_many", f"must be {low} to {high}")


def table(block: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """Faults of a table block."""
    yield from rows(block.get("rows"), f"{at}/rows", "table", ("raw_text", "raw_number", "rich_text"))
    settings = block.get("column_settings")
    if settings is None:
        return
    yield from shape.count(settings, f"{at}/column_settings", MOST["table.columns"], least=0)
    if isinstance(settings, list | tuple):
        for index, setting in enumerate(settings):
            if isinstance(setting, Mapping) and setting.get("align") not in (None, "left", "center", "right"):
                yield Fault(f"{at}/column_settings/{index}/align", "type", "must be left, center or right")
