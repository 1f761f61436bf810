"""Messages that fit by construction: long texts cut into several blocks, many blocks dealt over several messages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.blockkit.build import Block, context, section
from bot.blockkit.limits import MOST
from bot.blockkit.visible import budgeted, letters

_MOST_BLOCKS = MOST["message.blocks"] - 5
"""Room for what a message has beside its own: the line that names it, who asked, buttons."""
_MOST_VISIBLE = MOST["message.visible"] - 1_000
_MOST_TABLED = MOST["message.data_table"]
_WHOLE = re.compile(r"&\w+;|<[^<>]*>|.", re.DOTALL)
"""What must not be cut through: an escaped sign, a mention."""


def dealt(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], ...]:
    """The blocks in their order, as many messages as they need; none where there is no block."""
    messages: list[list[Block]] = []
    for block in (piece for whole in blocks for piece in pieces(whole)):
        if not messages or not _takes(messages[-1], block):
            messages.append([])
        messages[-1].append(block)
    return tuple(tuple(message) for message in messages)


def pieces(block: Block) -> Iterator[Block]:
    """A block, or the several it takes to say it."""
    if block["type"] == "section" and len(block["text"]["text"]) > MOST["section.text"]:
        yield from (section(piece) for piece in _texts(block["text"]["text"], MOST["section.text"]))
    elif block["type"] == "context" and any(len(one["text"]) > MOST["context.text"] for one in block["elements"]):
        for element in block["elements"]:
            yield from (context([piece]) for piece in _texts(element["text"], MOST["context.text"]))
    else:
        yield block


def cut(text: str, most: int) -> str:
    """A text of at most so many characters, cut between words where it can be."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    between = head.rfind(" ")
    return f"{head[:between] if between > most // 2 else head}…"


def _takes(message: list[Block], block: Block) -> bool:
    both = [*message, block]
    tabled = sum(letters(one) for one in both if one["type"] == "data_table")
    charts = sum(one["type"] == "data_visualization" for one in both)
    return (
        len(both) <= _MOST_BLOCKS
        and sum(budgeted(one) for one in both) <= _MOST_VISIBLE
        and tabled <= _MOST_TABLED
        and charts <= MOST["message.charts"]
    )


def _texts(text: str, most: int) -> Iterator[str]:
    """A text in pieces, cut between lines, or else between words, or else between letters."""
    for mark in ("\n", " "):
        if len(text) > most and mark in text:
            held = ""
            for part in text.split(mark):
                if held and len(held) + len(mark) + len(part) > most:
                    yield from _texts(held, most)
                    held = part
                else:
                    held = f"{held}{mark}{part}" if held else part
            yield from _texts(held, most)
            return
    held = ""
    for letter in _WHOLE.findall(text) if len(text) > most else (text,):
        if held and len(held) + len(letter) > most:
            yield held
            held = ""
        held += letter
    if held.strip():
        yield held
