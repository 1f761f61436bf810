"""A message that Slack will not draw, made plainer: charts by their tables, tables by their text, then words alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.blockkit.build import Block, section
from bot.blockkit.check import check_message
from bot.blockkit.escape import escape
from bot.blockkit.limits import MOST

_CHART = "data_visualization"
_TABLES = frozenset({"table", "data_table"})


@dataclass(frozen=True, slots=True)
class Plainer:
    """The message, and what it does without now."""

    payload: Mapping[str, Any]
    without: Literal["charts", "tables", "blocks"]


def plainer(payload: Mapping[str, Any]) -> Plainer | None:
    """The next plainer form of a message with the same figures; None for one that is words alone.

    A chart is left to the table beside it: its bars know nothing of bounds. One without a table is
    left to the words, of which every message's text holds all.
    """
    blocks: list[Block] = payload.get("blocks") or []
    if not blocks:
        return None
    kinds = {block["type"] for block in blocks}
    if _CHART in kinds and kinds & _TABLES:
        return Plainer({**payload, "blocks": [block for block in blocks if block["type"] != _CHART]}, "charts")
    if kinds & _TABLES:
        written = {**payload, "blocks": [piece for block in blocks for piece in _written(block)]}
        if not check_message(written):
            return Plainer(written, "tables")
    return Plainer({key: value for key, value in payload.items() if key != "blocks"}, "blocks")


def _written(block: Block) -> Iterator[Block]:
    """A table as paragraphs, a line a row: its first cell, then the others with the names of their columns."""
    if block["type"] not in _TABLES:
        yield block
        return
    head, *rows = [[escape(_words(cell)) for cell in row] for row in block["rows"]]
    lines = [f"*{escape(block['caption'])}*"] if block.get("caption") else []
    lines += [
        " · ".join((row[0], *(f"{name} {cell}" for name, cell in zip(head[1:], row[1:], strict=True)))) for row in rows
    ]
    paragraph = ""
    for line in lines:
        if paragraph and len(paragraph) + 1 + len(line) > MOST["section.text"]:
            yield section(paragraph)
            paragraph = line
        else:
            paragraph = f"{paragraph}\n{line}" if paragraph else line
    yield section(paragraph)


def _words(cell: object) -> str:
    """The words of a cell, of rich text too."""
    if isinstance(cell, Mapping):
        text = cell.get("text")
        return text if isinstance(text, str) else "".join(_words(part) for part in cell.get("elements", ()))
    return ""
