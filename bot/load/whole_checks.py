"""What must hold between the facts of a book: each check one small function."""

from __future__ import annotations

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
    """No two facts say the same thing from the same place of a document."""
    seen: dict[Hashable, Placed[Fact]] = {}
    for placed in draft.facts:
        fact = placed.value
        slot = (fact.document, fact.line, fact.column, fact.entity, fact.metric, fact.dims, fact.period)
        first = seen.setdefault(slot, placed)
        if first is not placed:
            yield placed.problem(
                f"{fact.id} repeats {first.value.id} of line {first.line}: the same place, metric, slice and period."
            )


def readings_have_inputs(draft: Draft) -> Iterator[Problem]:
    """A reading rests on facts that exist."""
    known = {placed.value.id for placed in draft.facts}
    for placed in draft.facts:
        for key in placed.value.reading.inputs if placed.value.reading else ():
            if key not in known:
                yield placed.problem(f"The reading of {placed.value.id} rests on {key}, which is no fact.", "reading")
