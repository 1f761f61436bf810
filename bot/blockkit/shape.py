"""The rules that every block shares: strings, lists, text objects, identifiers."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.blockkit.fault import Fault
from bot.blockkit.limits import MOST

Rule = Callable[[Mapping[str, Any], str], Iterator[Fault]]

ENTITY = re.compile(
    r"<(?:@[UW][A-Z0-9]+(?:\|[^<>|]*)?"
    r"|#C[A-Z0-9]+(?:\|[^<>|]*)?"
    r"|(?:https?://|mailto:)[^<>|\s]+(?:\|[^<>|]+)?"
    r"|!date\^\d+\^[^<>|]+\|[^<>|]+)>"
)


def words(value: object, at: str, most: int, least: int = 1) -> Iterator[Fault]:
    """Faults of a bare string."""
    if value is None:
        yield Fault(at, "missing", "is required")
    elif not isinstance(value, str):
        yield Fault(at, "type", "must be a string")
    elif len(value) < least or (least and not value.strip()):
        yield Fault(at, "empty", "must not be empty")
    elif len(value) > most:
        yield Fault(at, "too_long", f"has {len(value)} characters, at most {most} are allowed")


def optional(value: object, at: str, most: int) -> Iterator[Fault]:
    """Faults of a bare string that may be left out."""
    if value is not None:
        yield from words(value, at, most, least=0)


def entities(value: object, at: str) -> Iterator[Fault]:
    """Faults of the `<…>` in a live text: everything but people, channels, links and dates."""
    if isinstance(value, str) and "<" in (rest := ENTITY.sub("", value)):
        spot = rest.index("<")
        yield Fault(at, "mention", f"holds a raw '<' or a mention of many: {rest[spot : spot + 20]!r}")


def text_object(
    value: object, at: str, most: int, kinds: tuple[str, ...] = ("mrkdwn", "plain_text")
) -> Iterator[Fault]:
    """Faults of a text object of one of the kinds."""
    if value is None:
        yield Fault(at, "missing", "is required")
        return
    if not isinstance(value, Mapping):
        yield Fault(at, "type", "must be a text object")
        return
    if value.get("type") not in kinds:
        yield Fault(f"{at}/type", "type", f"must be {' or '.join(kinds)}")
    yield from words(value.get("text"), f"{at}/text", most)
    if value.get("type") == "mrkdwn":
        yield from entities(value.get("text"), f"{at}/text")


def plain_text(value: object, at: str, most: int) -> Iterator[Fault]:
    """Faults of a text object that must be plain."""
    yield from text_object(value, at, most, ("plain_text",))


def count(value: object, at: str, most: int, least: int = 1) -> Iterator[Fault]:
    """Faults of the length of a list."""
    if value is None:
        yield Fault(at, "missing", "is required")
    elif not isinstance(value, list | tuple):
        yield Fault(at, "type", "must be a list")
    elif len(value) < least:
        yield Fault(at, "too_few", f"has {len(value)} entries, at least {least} are needed")
    elif len(value) > most:
        yield Fault(at, "too_many", f"has {len(value)} entries, at most {most} are allowed")


def each(value: object, at: str, rule: Rule) -> Iterator[Fault]:
    """Faults of the objects in a list, by one rule."""
    if isinstance(value, list | tuple):
        for index, item in enumerate(value):
            if isinstance(item, Mapping):
                yield from rule(item, f"{at}/{index}")
            else:
                yield Fault(f"{at}/{index}", "type", "must be an object")


def identifier(value: object, at: str) -> Iterator[Fault]:
    """Faults of a block_id, action_id or callback_id, where there is one."""
    if value is not None:
        yield from words(value, at, MOST["id"])


def number(value: object, at: str) -> Iterator[Fault]:
    """Faults of a JSON number; NaN and infinities are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield Fault(at, "type", "must be a number")
    elif not math.isfinite(value):
        yield Fault(at, "not_finite", "must be a finite number")
