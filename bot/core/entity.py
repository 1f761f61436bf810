"""Whose figures: companies, products, and the people and papers who speak of them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.text import Text


@dataclass(frozen=True, slots=True)
class Entity:
    """A company or product that facts are about.

    `overview` names the metrics its overview shows, in order; `missing` those it says are not
    in the book; `rivals` the entities a gap is measured against, the default first.
    """

    id: str
    name: Text
    also: tuple[str, ...] = ()
    parent: str | None = None
    rivals: tuple[str, ...] = ()
    overview: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A speaker or a publisher."""

    id: str
    name: Text
