"""Which metrics are the segments of a total."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.ledger import Ledger


def segments_of(ledger: Ledger) -> Mapping[str, tuple[str, ...]]:
    """Each total that comes in segments, with them: they carry its name and their share of it is measured.

    The cost of a total is no segment of it.
    """
    found: dict[str, list[str]] = {}
    for metric in ledger.metrics.values():
        part, whole = metric.of or "", metric.base or ""
        named = part.endswith(f"_{whole}") and not part.endswith(f"_of_{whole}")
        if metric.form == "share" and whole in ledger.metrics and named:
            found.setdefault(whole, []).append(part)
    totals = {whole: tuple(dict.fromkeys(parts)) for whole, parts in found.items()}
    return {whole: parts for whole, parts in totals.items() if len(parts) > 1}
