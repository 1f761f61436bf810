"""Which metrics are the segments of a total."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.ledger import Ledger


def segments_of(ledger: Ledger) -> Mapping[str, tuple[str, ...]]:
    """Each metric that is the sum of others, with them; what is one less others has no segments."""
    return {metric.id: metric.parts for metric in ledger.metrics.values() if metric.parts and not metric.less}
