"""Whether the times of a text are the ends of a range, and whether they say by when something was known."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.words.period import Found

_TO = re.compile(r"\s*(?:to|through|thru|till|until|up to|[-–—~]|到|至)\s*")
_BETWEEN = re.compile(r"between\s*$|(?<![a-z])from\s*$|[从自]\s*$")
_AND = re.compile(r"\s*(?:and|和|与|跟)\s*(?:the\s*)?")
_SINCE = re.compile(r"(?<![a-z])since\s*$|[自]从?\s*$")
_SINCE_THEN = re.compile(
    r"\s*(?:以来|至今|起|之后|以后"
    r"|(?:onwards?|to date|to now|(?:to|until) (?:the )?(?:latest|newest))(?![a-z]))"
)
_AS_OF = re.compile(
    r"(?:(?<![a-z])(?:as (?:of|at)|as known (?:in|by|at)|known by|said by|by)|截至到?|截止到?|到)"
    r"\s*(?:the end of\s*)?$"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A range in a text: `closed` where it names both ends. `marks` are the words that say so, by where they stand."""

    closed: bool
    marks: tuple[tuple[int, int], ...]


def span_of(text: str, times: tuple[Found, ...]) -> Span | None:
    """The range that a folded text names by its times, if they are one: Q1 to Q3, since March, 一季度到三季度."""
    if len(times) == 2:
        first, last = times
        between = text[first.end : last.start]
        opened = _BETWEEN.search(text, 0, first.start)
        if _TO.fullmatch(between) or (opened and opened[0].startswith("between") and _AND.fullmatch(between)):
            begun = ((opened.start(), opened.end()),) if opened else ()
            return Span(True, (*begun, (first.end, last.start)))
    if len(times) == 1:
        since, then = _SINCE.search(text, 0, times[0].start), _SINCE_THEN.match(text, times[0].end)
        if since or then:
            return Span(False, tuple(mark.span() for mark in (since, then) if mark))
    return None


def is_as_of(text: str, times: tuple[Found, ...]) -> bool:
    """Whether a folded text asks for what was known by its only time: as of March 2025, 截至3月."""
    return len(times) == 1 and _AS_OF.search(text, 0, times[0].start) is not None
