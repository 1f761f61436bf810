"""The statements of each slot of the book, gathered in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.core.fact import Dims, Fact
from bot.core.ledger import Ledger
from bot.core.period import Period
from bot.core.rules import serving
from bot.reckon.segments import segments_of

K = TypeVar("K")
V = TypeVar("V")
Slot = tuple[str, str, Dims, Period]
"""Entity, metric, slice and period."""


@dataclass(frozen=True, slots=True)
class Slots:
    """What was so, by slot; what was said ahead, by slot, kind and the day it was said.

    `periods` are those known of an entity's metric and slice, `segments` the parts of each total.
    """

    ledger: Ledger
    stated: Mapping[Slot, tuple[Fact, ...]]
    foretold: Mapping[tuple[Slot, str, str], tuple[Fact, ...]]
    periods: Mapping[tuple[str, str, Dims], tuple[Period, ...]]
    segments: Mapping[str, tuple[str, ...]]

    def fact(self, entity: str, metric: str, period: Period, dims: Dims = ()) -> Fact | None:
        """The statement that serves a slot."""
        return serving(self.stated.get((entity, metric, dims, period), ()), self.ledger)

    def rivals(self) -> Iterator[tuple[Fact, Fact]]:
        """The serving statement of each slot beside every other figure printed for it, each once."""
        for facts in (*self.stated.values(), *self.foretold.values()):
            known = [fact for fact in facts if fact.value is not None] if len(facts) > 1 else []
            first = serving(known, self.ledger)
            seen = {(first.quantity, first.value)} if first is not None else set()
            for other in known:
                if first is not None and (other.quantity, other.value) not in seen:
                    seen.add((other.quantity, other.value))
                    yield first, other


def slots_of(ledger: Ledger) -> Slots:
    """The served statements of a book by slot; those of no known time stay out, for they may speak of two."""
    stated: dict[Slot, list[Fact]] = {}
    foretold: dict[tuple[Slot, str, str], list[Fact]] = {}
    periods: dict[tuple[str, str, Dims], list[Period]] = {}
    for fact in ledger.facts:
        slot = (fact.entity, fact.metric, fact.dims, fact.period)
        if not fact.served or fact.kind == "hypothesis" or not fact.period.dated:
            continue
        if fact.states:
            if slot not in stated:
                periods.setdefault(slot[:3], []).append(fact.period)
            stated.setdefault(slot, []).append(fact)
        else:
            foretold.setdefault((slot, fact.kind, fact.said_on), []).append(fact)
    return Slots(ledger, _frozen(stated), _frozen(foretold), _frozen(periods), segments_of(ledger))


def _frozen(grouped: dict[K, list[V]]) -> dict[K, tuple[V, ...]]:
    return {key: tuple(values) for key, values in grouped.items()}
