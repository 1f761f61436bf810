"""How a text wants its answer: in which money and scale, in which form and language, of which kind."""

from __future__ import annotations

from typing import cast, get_args

from bot.ask.heard import Heard
from bot.core.conflict import CONFLICT_KINDS, ConflictKind
from bot.core.metric import Per
from bot.core.query import Form, Shown
from bot.core.text import LANGUAGES, Language

_KINDS_BY_CUE: tuple[tuple[str, ConflictKind], ...] = (("share", "shares"), ("yoy", "growth"), ("qoq", "growth"))
"""Cues of other questions that name a kind where a text asks for what disagrees."""


def shown(heard: Heard) -> Shown:
    """The money, the scale and the form that a text names."""
    return Shown(_of(heard, "money"), heard.rate, _of(heard, "scale"), cast("Form | None", _of(heard, "form")))


def spoken(heard: Heard) -> Language | None:
    """The language that a text asks to be answered in."""
    named = _of(heard, "language")
    return next((language for language in LANGUAGES if language == named), None)


def conflict_kind(heard: Heard, operation: str | None, metric: str | None) -> ConflictKind | None:
    """The kind of conflict that a text names beside asking for what disagrees."""
    if operation != "conflicts":
        return None
    named = _of(heard, "conflict")
    if named is None and metric is None:
        named = next((kind for cue, kind in _KINDS_BY_CUE if cue in heard.cues), None)
    return next((kind for kind in CONFLICT_KINDS if kind == named), None)


def paid_for(heard: Heard) -> Per | None:
    """The time that a text asks a price for."""
    named = _of(heard, "per")
    return next((per for per in get_args(Per) if per == named), None)


def _of(heard: Heard, kind: str) -> str | None:
    """What a cue such as "money:USD" names; the last said counts."""
    named = [cue.partition(":")[2] for cue in heard.cues if cue.startswith(f"{kind}:")]
    return named[-1] if named else None
