"""A digest is a recipe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.core.period import Grain
from bot.core.query import Query
from bot.core.subscription import Schedule
from bot.core.text import Language, Text

SectionKind = Literal["trajectory", "gap", "prices", "figures", "care"]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a digest: what kind it is and whose metric it follows.

    `figures` are pairs of entity and metric, for a table of the newest figures.
    """

    kind: SectionKind
    title: Text
    query: Query
    figures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """A recipe: its title, its sections in order, and the facts an edition needs before it may go out.

    `requires` are pairs of entity and metric; `grain` is what an edition is for: a quarter, a half or a year.
    """

    id: str
    title: Text
    sections: tuple[Section, ...]
    requires: tuple[tuple[str, str], ...]
    also: tuple[str, ...] = ()
    grain: Grain = Grain.QUARTER

    @property
    def names(self) -> tuple[str, ...]:
        """Every way to ask for it."""
        return (self.id, self.title.en, self.title.zh, *self.also)


@dataclass(frozen=True, slots=True)
class Plan:
    """A standing order of the book: this digest to this channel, when, and in which language."""

    id: str
    digest: str
    channel: str
    schedule: Schedule
    language: Language
    says_nothing_new: bool = False
