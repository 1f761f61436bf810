"""A book that was read and is not yet checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.core.digest import Digest, Plan
from bot.core.document import Document
from bot.core.entity import Entity, Source
from bot.core.fact import Fact, State
from bot.core.ledger import Ledger, Name
from bot.core.metric import Metric, Slice
from bot.core.problem import Problem
from bot.core.text import Text
from bot.load.page import Loc, Page

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Placed(Generic[T_co]):
    """A value and where it was written; `odd` where its row says that it looks wrong and is not."""

    value: T_co
    page: Page
    loc: Loc
    odd: bool = False

    @property
    def line(self) -> int:
        """The line it begins at."""
        return self.page.line_of(self.loc)

    def problem(self, sentence: str, *part: str) -> Problem:
        """A problem at this value, or at one of its parts."""
        return self.page.problem((*self.loc, *part), sentence)


@dataclass(frozen=True, slots=True)
class Draft:
    """All that the files of a book say, and the pages it is said on; `unread` are the ids of rows that do not read."""

    title: Text
    market: Text
    subject: str
    entities: dict[str, Entity]
    sources: dict[str, Source]
    metrics: dict[str, Metric]
    slices: dict[tuple[str, str], Slice]
    documents: tuple[Placed[Document], ...]
    facts: tuple[Placed[Fact], ...]
    states: tuple[Placed[State], ...]
    digests: dict[str, Digest]
    plans: tuple[Plan, ...]
    names: tuple[Name, ...]
    units: dict[str, Text]
    ranges: dict[str, str]
    unread: frozenset[str]
    entities_page: Page
    metrics_page: Page
    digests_page: Page

    def ledger(self) -> Ledger:
        """The draft as a ledger: only to be asked of one without problems."""
        return Ledger(
            title=self.title,
            market=self.market,
            subject=self.subject,
            entities=self.entities,
            sources=self.sources,
            metrics=self.metrics,
            slices=self.slices,
            documents={placed.value.id: placed.value for placed in self.documents},
            facts=tuple(placed.value for placed in self.facts),
            states=tuple(placed.value for placed in self.states),
            digests=self.digests,
            plans=self.plans,
            names=self.names,
            units=self.units,
        )
