"""What must hold of the names that people type: each means one thing, and something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.ledger import Name
from bot.core.problem import Problem
from bot.load.draft import Draft

_STROKES = " ‐‑‒–—_·-"
"""What may stand between the letters of a name or not: g-m-v is gmv."""
_DIGIT = re.compile(r"[0-9]")
_NO_STROKES = str.maketrans("", "", _STROKES)
_STROKES_APART = re.compile(rf"(?<![0-9])[{_STROKES}]+|[{_STROKES}]+(?![0-9])")
"""Those that do not keep two numbers apart: 3 1 is not 31."""
_LETTER = re.compile(r"[^\W_]")
_TIME = re.compile(
    r"(?:20)?[0-9]{0,2} ?(?:q[1-4]|h[12])(?: ?[0-9]{2,4})?|(?:[1-4]q|[12]h)(?: ?[0-9]{2,4})?|fy ?[0-9]{2,4}"
    r"|(?:19|20)[0-9]{2}年?|第?[一二三四1-4]季度?|[上下]半年|[0-9]{1,2}月"
)


def names_mean_one_thing(draft: Draft) -> Iterator[Problem]:
    """A name belongs to one entity, one metric or one slice, however it is spaced.

    Two entities' slices may share a name: a question tells them apart by whose they are.
    """
    owner: dict[str, Name] = {}
    for name in draft.names:
        if name.pinyin:
            continue
        letters = _letters(name.folded)
        first = owner.setdefault(letters, name)
        if (first.slot, first.id) != (name.slot, name.id) and not _apart(draft, first, name):
            yield _at(
                draft,
                name,
                f"The name {name.folded!r} belongs to {_called(first)} and to {_called(name)}: "
                "a name must mean one thing.",
            )


def names_can_be_typed(draft: Draft) -> Iterator[Problem]:
    """A name has a letter or a digit, and is no time by itself."""
    for name in draft.names:
        if not _LETTER.search(name.folded):
            yield _at(draft, name, f"The name {name.folded!r} of {_called(name)} has nothing that can be asked for.")
        elif _TIME.fullmatch(name.folded):
            yield _at(draft, name, f"The name {name.folded!r} of {_called(name)} is a time, and asks for that.")


def _letters(folded: str) -> str:
    """A name without what stands between its letters."""
    if folded.isalnum():
        return folded
    return _STROKES_APART.sub("", folded) if _DIGIT.search(folded) else folded.translate(_NO_STROKES)


def _apart(draft: Draft, one: Name, other: Name) -> bool:
    if one.slot != "dim" or other.slot != "dim":
        return False
    first, second = (draft.slices[dim, key].entity for dim, _, key in (n.id.partition(".") for n in (one, other)))
    return first is not None and second is not None and first != second


def _called(name: Name) -> str:
    return f"slice {name.id}" if name.slot == "dim" else f"{name.slot} {name.id}"


def _at(draft: Draft, name: Name, sentence: str) -> Problem:
    if name.slot == "entity":
        return draft.entities_page.problem(("entities", name.id), sentence)
    if name.slot == "dim":
        dim, _, key = name.id.partition(".")
        return draft.metrics_page.problem(("dims", dim, key), sentence)
    if name.slot == "source":
        titled = next((placed for placed in draft.documents if placed.value.id == name.id), None)
        if titled is not None:
            return titled.problem(sentence, "title")
        return draft.entities_page.problem(("sources", name.id), sentence)
    return draft.metrics_page.problem(("metrics", name.id), sentence)
