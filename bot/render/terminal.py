"""A message as a terminal shows it: the same blocks, in plain letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from bot.core.message import Message

_STARS = re.compile(r"\*([^*\n]+)\*")
_FIGURES = {"data_table", "table"}


def drawn(message: Message) -> str:
    """The message's blocks, one under the other; charts are left to their tables, buttons are named in a row."""
    return "\n".join(line for block in message.blocks for line in _block(block)) or message.plain


def _block(block: Mapping[str, Any]) -> Iterable[str]:
    kind = block["type"]
    if kind == "header":
        text = block["text"]["text"]
        return (text, "=" * _width(text))
    if kind == "section":
        return _plain(block["text"]["text"]).split("\n")
    if kind == "context":
        return (" · ".join(_plain(element["text"]) for element in block["elements"]),)
    if kind in _FIGURES:
        return _table(block)
    if kind == "actions":
        return ("  ".join(f"[{element['text']['text']}]" for element in block["elements"] if "text" in element),)
    return ()


def _table(block: Mapping[str, Any]) -> list[str]:
    rows = [[cell["text"] for cell in row] for row in block["rows"]]
    widths = [max(_width(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return [f"{block['caption']}"] * ("caption" in block) + lines


def _plain(text: str) -> str:
    bare = _STARS.sub(r"\1", text).replace("`", "")
    return bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
