"""What a word that is not known may stand for: the same question with a name in its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.ask.heard import Heard, Unknown, unescape
from bot.core.ledger import Ledger, Name
from bot.core.query import Choice, Misread, Query
from bot.core.text import Language
from bot.words.script import clean

_MOST = 3
"""So many names a word is asked back as."""


def offers(
    heard: Heard, text: str, language: Language, ledger: Ledger, read: Callable[[str], Query | Misread]
) -> tuple[Choice, ...]:
    """The questions a text may be, one for each name its first unknown word may stand for; `read` reads them."""
    first, *others = heard.unknown
    rest = clean(unescape(text))
    for other in others:
        rest = rest.replace(other.typed, " ", 1)
    choices = []
    for name in _names(first):
        query = read(rest.replace(first.typed, f" {name.folded} ", 1))
        if isinstance(query, Query):
            choices.append(Choice(_called(name, ledger, language), replace(query, language=language, mended=())))
    return tuple(choices)


def is_near(unknown: Unknown) -> bool:
    """Whether an unknown word is near enough to a name to be asked back."""
    return bool(unknown.holding) or any(near.close for near in unknown.near)


def _names(unknown: Unknown) -> tuple[Name, ...]:
    """Those it is part of, those close to it, else the nearest there are."""
    close = [near.name for near in unknown.near if near.close]
    names = unknown.holding or close or [near.name for near in unknown.near]
    return tuple(name for name in names if name.slot in {"entity", "metric", "dim"})[:_MOST]


def _called(name: Name, ledger: Ledger, language: Language) -> str:
    if name.slot == "dim":
        dim, _, value = name.id.partition(".")
        return ledger.slices[dim, value].name.in_(language)
    named = ledger.entities if name.slot == "entity" else ledger.metrics
    return named[name.id].name.in_(language)
