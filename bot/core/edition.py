"""An edition is a digest for one period."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.answer import Answer, Caveat
from bot.core.digest import Digest, Section
from bot.core.period import Period


@dataclass(frozen=True, slots=True)
class Part:
    """A section answered for one period."""

    section: Section
    answer: Answer


@dataclass(frozen=True, slots=True)
class Edition:
    """A digest for one period: its parts, what to read with care, and what is missing."""

    digest: Digest
    period: Period
    parts: tuple[Part, ...]
    care: tuple[Caveat, ...]
    gaps: tuple[Caveat, ...]
    missing: tuple[tuple[str, str], ...] = ()
    """Required pairs of entity and metric that the book has no figure of for this period."""
