"""Where facts come from: one source text."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.text import Text

TIERS: tuple[str, ...] = ("filing", "transcript", "minutes", "panel", "broker", "press", "aggregator")
"""How near a document is to the truth, nearest first."""


@dataclass(frozen=True, slots=True)
class Document:
    """One source text with its publisher, kind (its tier), language and date.

    `published` is as exact as it is known: 2025-03-25, 2025-11, or 2025; `lines` the part of the
    file it takes up, first and last; `call` the results call it writes down, where it is one;
    `added` the day it came into the book, where that is not about the day it was published.
    """

    id: str
    file: str
    lines: tuple[int, int]
    title: Text
    publisher: str
    kind: str
    language: str
    published: str
    call: Text | None = None
    added: str = ""
