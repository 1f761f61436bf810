"""Corrections in words: the note in a thread, and the first line of a headline that was wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.blockkit.build import context
from bot.core.answer import Line
from bot.core.conflict import Rule
from bot.core.correction import Reason
from bot.core.text import Text
from bot.render.page import Pages, Written

_MOST = 8
"""Figures a note corrects one by one: more would be no note."""
_FIRST_LINE = "corrected"
"""The block id of a headline's first line, so that a later correction takes the place of an earlier one's."""


@dataclass(frozen=True, slots=True)
class Erratum:
    """One corrected figure as lines: what was said, what is so, the rule by which another statement answers."""

    was: Line
    now: Line | None
    reason: Reason
    why: Text | None = None
    rule: Rule | None = None


def note(pages: Pages, errata: tuple[Erratum, ...]) -> Written:
    """The note for a thread."""
    shown = errata[:_MOST]
    sources = dict.fromkeys(pages.voice.word_of(one.now.facts[0]) for one in shown if one.now is not None)
    return pages.write("correction", None, corrections=shown, more=len(errata) - len(shown), sources=tuple(sources))


def with_first_line(pages: Pages, payload: Mapping[str, Any], day: str) -> dict[str, Any]:
    """A headline's payload with the line that says it was corrected on a day."""
    line = pages.line("corrected", day=day)
    stop = "。" if pages.voice.chinese else ". "
    blocks = [block for block in payload.get("blocks") or () if block.get("block_id") != _FIRST_LINE]
    head = {**context([line]), "block_id": _FIRST_LINE}
    return {"text": f"{line}{stop}{payload['text']}", "blocks": [head, *blocks]}
