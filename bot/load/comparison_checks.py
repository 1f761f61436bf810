"""What must be judged before two entities' figures may stand side by side."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from bot.core.fact import Dims
from bot.core.period import Period
from bot.core.problem import Problem
from bot.load.draft import Draft


def comparisons_have_a_verdict(draft: Draft) -> Iterator[Problem]:
    """Each metric that two entities can be compared by says whether they compare, and why.

    Those are an entity and its rival that both have a figure of it, and any two that have one for
    the same period and slice, be it in words. What comes in words alone needs none: nothing is reckoned of it.
    """
    owners: dict[str, dict[str, None]] = {}
    together: dict[tuple[str, Period, Dims], dict[str, None]] = {}
    for placed in draft.facts:
        fact = placed.value
        if not fact.served or fact.kind == "hypothesis":
            continue
        if fact.value is not None:
            owners.setdefault(fact.metric, {})[fact.entity] = None
        if fact.states:
            together.setdefault((fact.metric, fact.period, fact.dims), {})[fact.entity] = None
    pairs: dict[str, dict[frozenset[str], tuple[str, str]]] = {}
    for metric, entities in owners.items():
        for one in entities:
            for rival in draft.entities[one].rivals if one in draft.entities else ():
                if rival in entities:
                    pairs.setdefault(metric, {})[frozenset((one, rival))] = (one, rival)
    for (metric, _, _), entities in together.items():
        for two in combinations(entities, 2) if len(entities) > 1 else ():
            pairs.setdefault(metric, {}).setdefault(frozenset(two), two)
    for metric, found in pairs.items():
        about = draft.metrics.get(metric)
        if about is None or about.unit == "text":
            continue
        judged = [frozenset(verdict.entities) for verdict in about.comparable]
        for pair, (one, other) in found.items():
            if not any(pair <= entities_of for entities_of in judged):
                yield draft.metrics_page.problem(
                    ("metrics", metric),
                    f"Both {one} and {other} have a figure of {metric}: say under comparable whether they compare, "
                    "and why.",
                )
