"""What must be judged before two entities' figures may stand side by side."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.problem import Problem
from bot.load.draft import Draft


def rivals_have_a_verdict(draft: Draft) -> Iterator[Problem]:
    """Each metric that an entity and its rival both have a figure of says whether the two compare, and why."""
    owners: dict[str, dict[str, None]] = {}
    for placed in draft.facts:
        fact = placed.value
        if fact.served and fact.kind != "hypothesis" and fact.value is not None:
            owners.setdefault(fact.metric, {})[fact.entity] = None
    for metric, entities in owners.items():
        about = draft.metrics.get(metric)
        judged = [frozenset(verdict.entities) for verdict in about.comparable] if about is not None else []
        pairs = {
            frozenset((one, rival)): (one, rival)
            for one in entities
            if one in draft.entities
            for rival in draft.entities[one].rivals
            if rival in entities
        }
        for pair, (one, rival) in pairs.items():
            if about is not None and not any(pair <= entities_of for entities_of in judged):
                yield draft.metrics_page.problem(
                    ("metrics", metric),
                    f"Both {one} and {rival} have a figure of {metric}: say under comparable whether they compare, "
                    "and why.",
                )
