"""Claims of a record that another figure of the book disproves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from bot.core.conflict import Conflict
from bot.core.fact import Dims, Fact
from bot.core.period import SPANS, Period
from bot.core.quantity import Quantity, less, widened
from bot.reckon.slots import Slots

Side = Literal["high", "low"]

_HIGH = re.compile(r"\b(?:all-time high|record high|new high|quarterly high|highest|best of)\b")
_LOW = re.compile(r"\b(?:all-time low|record low|new low|lowest|worst of)\b")
_WINDOW = re.compile(r"\b(?:last|past) (\d+|two|three|four|five|six|seven|eight) quarters\b")
_NUMBERS = {word: number for number, word in enumerate("two three four five six seven eight".split(), start=2)}
_DAYS = 92
"""The longest quarter."""


def records(slots: Slots) -> Iterator[Conflict]:
    """A high with a higher figure before it, a low with a lower one: same entity, slice and grain."""
    claims = {metric.id for metric in slots.ledger.metrics_as("record")}
    names = {n.folded: n.id for n in slots.ledger.names if n.slot == "metric" and n.id not in claims}
    for fact in slots.ledger.facts:
        if fact.kind == "hypothesis":
            continue
        # A claim's own figure is another metric, named in its wording.
        wordy = fact.metric in claims
        claim = fact.text if wordy else fact.note
        side = _side(claim.en) if claim is not None else None
        if claim is None or side is None:
            continue
        metric = _named(claim.en.casefold(), names) if wordy else fact.metric
        yield from _disproved(slots, fact, metric or "", () if wordy else fact.dims, side, claim.en)


def _side(words: str) -> Side | None:
    return "high" if _HIGH.search(words) else "low" if _LOW.search(words) else None


def _named(words: str, names: Mapping[str, str]) -> str | None:
    """The metric that a wording names, the longest name first."""
    found = [name for name in names if name in words]
    whole = [name for name in found if re.search(rf"(?<![a-z]){re.escape(name)}(?![a-z])", words)]
    return names[max(whole, key=len)] if whole else None


def _disproved(slots: Slots, claim: Fact, metric: str, dims: Dims, side: Side, words: str) -> Iterator[Conflict]:
    mine = slots.fact(claim.entity, metric, claim.period, dims)
    if mine is None or mine.value is None or not claim.period.dated:
        return
    before: list[tuple[Quantity, Fact]] = []
    for period in slots.periods.get((claim.entity, metric, dims), ()):
        other = slots.fact(claim.entity, metric, period, dims) if _earlier(period, claim.period, words) else None
        if other is not None and other.value is not None and other.value.unit == mine.value.unit:
            low, high = (mine.value, other.value) if side == "high" else (other.value, mine.value)
            if less(widened(low), widened(high)):
                before.append((other.value, other))
    if before:
        worst = (max if side == "high" else min)(before, key=lambda pair: (pair[0].ends[0], pair[1].id))[1]
        quantities = tuple(fact.value for fact in (mine, worst) if fact.value is not None)
        facts = tuple(dict.fromkeys((claim.id, mine.id, worst.id)))
        yield Conflict("record", facts, quantities, worst.id, "figures", side, text=claim.text or claim.note)


def _earlier(period: Period, upto: Period, words: str) -> bool:
    """Whether a period is of the claim's kind, before it, and within the stretch the claim speaks of."""
    if period.grain is not upto.grain or period.end >= upto.end:
        return False
    window = _WINDOW.search(words)
    if window is None or upto.grain not in SPANS:
        return True
    quarters = _NUMBERS.get(window[1]) or int(window[1])
    return (upto.end - period.end).days <= (quarters - 1) * _DAYS
