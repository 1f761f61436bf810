"""A digest is a recipe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.core.period import Grain
from bot.core.query import Query
from bot.core.text import Text

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
    """A standing order: this digest to this channel on a cron in a named time zone."""

    id: str
    digest: str
    channel: str
    cron: str
    time_zone: str
    language: Literal["en", "zh-Hans", "zh-Hant"]
