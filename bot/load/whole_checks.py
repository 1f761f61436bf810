"""What must hold between the facts of a book: each check one small function."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator

from bot.core.fact import Fact, State
from bot.core.problem import Problem
from bot.load.draft import Draft, Placed


def ids_are_unique(draft: Draft) -> Iterator[Problem]:
    """Every fact and state has an id of its own."""
    seen: dict[str, Placed[Fact | State]] = {}
    everything: tuple[Placed[Fact | State], ...] = (*draft.facts, *draft.states)
    for placed in everything:
        first = seen.setdefault(placed.value.id, placed)
        if first is not placed:
            where = f"{first.page.file}:{first.line}"
            yield placed.problem(f"The id {placed.value.id} is taken already, at {where}.", "id")


def facts_are_said_once(draft: Draft) -> Iterator[Problem]:
    """No two facts say the same thing from one place of a document.

    A figure that a document prints again is a fact of its own, told apart by a word more in its id.
    """
    seen: dict[Hashable, list[Placed[Fact]]] = {}
    for placed in draft.facts:
        fact = placed.value
        others = seen.setdefault((fact.document, fact.entity, fact.metric, fact.dims, fact.period), [])
        for other in others:
            if _overlap(fact, other.value):
                yield placed.problem(
                    f"{fact.id} repeats {other.value.id} of line {other.line}: "
                    "the same place, metric, slice and period."
                )
                break
            if _same(fact, other.value) and _words(fact.id) == _words(other.value.id):
                yield placed.problem(
                    f"{fact.id} says what {other.value.id} of line {other.line} says: where a document prints a "
                    "figure again, a word more in its id tells it apart."
                )
                break
        others.append(placed)


def _overlap(one: Fact, other: Fact) -> bool:
    if one.line != other.line:
        return False
    first, second = sorted((one, other), key=lambda fact: fact.column)
    return second.column < first.column + len(first.printed)


def _same(one: Fact, other: Fact) -> bool:
    return (one.kind, one.speaker, one.said_on, one.quantity, one.text) == (
        (other.kind, other.speaker, other.said_on, other.quantity, other.text)
    )


def _words(key: str) -> frozenset[str]:
    """The words of an id; a number tells no repetition apart."""
    return frozenset(word for word in re.split("[-_.]", key) if word.isalpha())


def readings_have_inputs(draft: Draft) -> Iterator[Problem]:
    """A reading rests on facts that exist."""
    # A row that does not read has told so already.
    known = {placed.value.id for placed in draft.facts} | draft.unread
    for placed in draft.facts:
        for key in placed.value.reading.inputs if placed.value.reading else ():
            if key not in known:
                yield placed.problem(f"The reading of {placed.value.id} rests on {key}, which is no fact.", "reading")
