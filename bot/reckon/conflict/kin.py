"""Metrics that a reader could take for one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import permutations

from bot.core.ledger import Ledger


def kin_metrics(ledger: Ledger) -> Mapping[str, tuple[str, ...]]:
    """Those offered near each other, those one loose name may mean, and the same rate of two such."""
    found: dict[str, set[str]] = {}
    for metric in ledger.metrics.values():
        _link(found, ((metric.id, near) for near in metric.near))
        _link(found, permutations(metric.means, 2))
    rates = {(m.of, m.form): m.id for m in ledger.metrics.values() if m.of is not None and m.form is not None}
    for (of, form), rate in rates.items():
        alike = (rates[other, form] for other in found.get(of, ()) if (other, form) in rates)
        _link(found, [(rate, other) for other in alike])
    return {one: tuple(sorted(others - {one})) for one, others in found.items()}


def _link(found: dict[str, set[str]], pairs: Iterable[tuple[str, ...]]) -> None:
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
