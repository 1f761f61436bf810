"""What a file has that its rows cannot have, in a sentence for whoever writes the book."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.load.rows import COUNTRY, DAY, FULL_DAY, LINES, PAIR, PART, PLACE, SLUG

if TYPE_CHECKING:
    from bot.load.page import Loc

_LONGEST = 40
_SHAPES: Mapping[str, str] = {
    DAY: "write a day, a month or a year, as 2025-11-19, 2025-11 or 2025",
    FULL_DAY: "write a day, as 2025-11-19",
    PLACE: "write its line and column, both from 1, as 3:205",
    LINES: "write its lines, from 1, as 2-3 or 2",
    SLUG: "write small letters and digits, with dashes, dots or underscores between them",
    PART: "write a metric's key, with a dash before it where it is taken off",
    PAIR: "write an entity and a metric with a dot between them",
    COUNTRY: "write the two capital letters of a country, as HK",
}
"""What a text of each pattern should be."""
_KINDS: Mapping[str, str] = {
    "tuple_type": "write a list: one row a dash, or [one, two]",
    "dict_type": "write a mapping: keys with a colon, each with its value",
    "model_type": "write a mapping: keys with a colon, each with its value",
    "string_type": "write a text: in quotes, where it begins with a bracket or a brace",
    "bool_type": "write yes or no",
    "bool_parsing": "write yes or no",
    "too_short": "write one at least",
}
"""What should stand where something of another kind stands, by pydantic's name for it."""


def in_words(detail: Mapping[str, Any], loc: Loc, row: object) -> str:
    """One finding of pydantic's about a row, which stands at `loc` and is called by its id where it has one."""
    kind, at = detail["type"], tuple(part for part in detail["loc"] if part != "[key]")
    what = _called(at, loc, row)
    if kind == "extra_forbidden":
        return f"{what} is not known here; mend its spelling or remove it."
    if kind == "missing":
        return f"{what} is missing."
    context = detail.get("ctx") or {}
    if kind == "value_error":
        return f"{what} {str(context['error']).rstrip('.')}."
    if kind in {"literal_error", "enum"}:
        repair = f"write {context['expected']}"
    elif kind == "string_pattern_mismatch":
        repair = _SHAPES.get(context["pattern"], detail["msg"])
    else:
        repair = _KINDS.get(kind, detail["msg"])
    return f"{what} is {_shown(detail['input'])}: {repair}."


def _called(at: Loc, loc: Loc, row: object) -> str:
    """What a sentence is about: a key of a row, a row, or the file."""
    name = row.get("id") if isinstance(row, dict) else None
    owner = name if isinstance(name, str) else f"row {int(loc[1]) + 1} of {loc[0]}" if len(loc) == 2 else ""
    if not at:
        return owner[:1].upper() + owner[1:] if owner else "The file"
    key = f"The key {'.'.join(map(str, at))!r}"
    return f"{key} of {owner}" if owner and at != ("id",) else key


def _shown(given: object) -> str:
    if isinstance(given, dict):
        return "a mapping"
    if isinstance(given, (list, tuple)):
        return "a list" if given else "an empty list"
    text = str(given)
    return repr(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")
