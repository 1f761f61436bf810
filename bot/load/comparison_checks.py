"""What must be judged before two entities' figures may stand side by side."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from bot.core.fact import Dims, Fact
from bot.core.period import Period
from bot.core.problem import Problem
from bot.load.draft import Draft


def comparisons_have_a_verdict(draft: Draft) -> Iterator[Problem]:
    """Each metric that two entities can be compared by says whether they compare, and why.

    Those are an entity and its rival that both have a figure of it, and any two that have one for
    the same period and slice, be it in words. What comes in words alone needs none: nothing is reckoned of it.
    """
    stated: dict[str, dict[str, list[Fact]]] = {}
    for placed in draft.facts:
        fact = placed.value
        stated.setdefault(fact.metric, {}).setdefault(fact.entity, []).append(fact)
    for metric, by_entity in stated.items():
        about = draft.metrics.get(metric)
        if about is None or about.unit == "text" or len(by_entity) == 1:
            continue
        judged = [frozenset(verdict.entities) for verdict in about.comparable]
        for (one, ours), (other, theirs) in combinations(by_entity.items(), 2):
            rivals = other in _rivals(draft, one) or one in _rivals(draft, other)
            together = _slots(ours) & _slots(theirs) or (rivals and _has_figure(ours) and _has_figure(theirs))
            if together and not any({one, other} <= entities_of for entities_of in judged):
                yield draft.metrics_page.problem(
                    ("metrics", metric),
                    f"Both {one} and {other} have a figure of {metric}: say under comparable whether they compare, "
                    "and why.",
                )


def _rivals(draft: Draft, entity: str) -> tuple[str, ...]:
    return draft.entities[entity].rivals if entity in draft.entities else ()


def _slots(facts: list[Fact]) -> set[tuple[Period, Dims]]:
    """The periods and slices for which something is stated."""
    return {(fact.period, fact.dims) for fact in facts if fact.states}


def _has_figure(facts: list[Fact]) -> bool:
    return any(fact.served and fact.kind != "hypothesis" and fact.value is not None for fact in facts)
