"""The whole book in memory: checked, indexed, frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from bot.core.digest import Digest, Plan
from bot.core.document import Document
from bot.core.entity import Entity, Source
from bot.core.fact import Dims, Fact, State, said
from bot.core.metric import Metric, Role, Slice
from bot.core.text import Text


@dataclass(frozen=True, slots=True)
class Name:
    """One way to name something, folded for matching; pinyin names come from the Chinese ones."""

    folded: str
    slot: str
    id: str
    pinyin: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """Everything the bot knows, with the indexes its answers need.

    A ledger equals itself alone: what was found in one is kept by it, and to compare two costs more than to look again.
    """

    title: Text
    market: Text
    subject: str
    entities: Mapping[str, Entity]
    sources: Mapping[str, Source]
    metrics: Mapping[str, Metric]
    slices: Mapping[tuple[str, str], Slice]
    documents: Mapping[str, Document]
    facts: tuple[Fact, ...]
    states: tuple[State, ...]
    digests: Mapping[str, Digest]
    plans: tuple[Plan, ...]
    names: tuple[Name, ...]
    units: Mapping[str, Text] = field(default_factory=dict)
    """What the book calls a unit, where the plain word is not its own."""
    by_id: Mapping[str, Fact] = field(init=False)
    by_metric: Mapping[tuple[str, str], tuple[Fact, ...]] = field(init=False)
    newest_statement: str = field(init=False)
    """The day or month of the newest statement; a bare month counts as its last day, a bare year as its first."""

    def __post_init__(self) -> None:
        """Build the indexes."""
        grouped: dict[tuple[str, str], list[Fact]] = {}
        for fact in self.facts:
            grouped.setdefault((fact.entity, fact.metric), []).append(fact)
        object.__setattr__(self, "by_id", {fact.id: fact for fact in self.facts})
        object.__setattr__(self, "by_metric", {key: tuple(facts) for key, facts in grouped.items()})
        newest = max(self.facts, key=said, default=None)
        object.__setattr__(self, "newest_statement", newest.said_on if newest is not None else "")

    def facts_of(self, entity: str, metric: str, *, dims: Dims | None = None) -> tuple[Fact, ...]:
        """All facts of an entity's metric, in book order; with `dims`, those of exactly that slice."""
        facts = self.by_metric.get((entity, metric), ())
        return facts if dims is None else tuple(fact for fact in facts if fact.dims == dims)

    def told_by(self, source: str) -> Ledger:
        """What one speaker says, one publisher carries or one document holds, as a ledger of its own."""
        documents = {key for key, document in self.documents.items() if source in {key, document.publisher}}
        return replace(
            self,
            facts=tuple(fact for fact in self.facts if fact.speaker == source or fact.document in documents),
            states=tuple(state for state in self.states if state.speaker == source or state.document in documents),
        )

    def state_of(self, entity: str, metric: str) -> State | None:
        """The newest statement that this figure is not disclosed, if there is one."""
        states = [state for state in self.states if (state.entity, state.metric) == (entity, metric)]
        return max(states, key=lambda state: state.since, default=None)

    def metrics_as(self, *roles: Role) -> tuple[Metric, ...]:
        """The metrics that play one of some roles, in the order of the catalogue."""
        return tuple(metric for metric in self.metrics.values() if metric.role in roles)

    def ours_with(self, metrics: Iterable[Metric]) -> str | None:
        """The first of the subject's products, or else the subject, that has a figure of one of some metrics."""
        keys = [metric.id for metric in metrics]
        products = (entity.id for entity in self.entities.values() if entity.parent == self.subject)
        return next((one for one in (*products, self.subject) if any(self.facts_of(one, key) for key in keys)), None)
