"""An edition is a digest for one period."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.answer import Answer, Caveat
from bot.core.conflict import Conflict
from bot.core.digest import Digest, Section
from bot.core.period import Period


@dataclass(frozen=True, slots=True)
class Part:
    """A section answered for one period."""

    section: Section
    answer: Answer


@dataclass(frozen=True, slots=True)
class Edition:
    """A digest for one period.

    `care` are notes beside the figures shown, `conflicts` what the machine finds to contradict
    them, `gaps` what is missing: a gap without periods is missing for every period. `missing` are the
    required pairs of entity and metric that the book has no figure of for this period: such an
    edition does not go out.
    """

    digest: Digest
    period: Period
    parts: tuple[Part, ...]
    care: tuple[Caveat, ...]
    conflicts: tuple[Conflict, ...]
    gaps: tuple[Caveat, ...]
    missing: tuple[tuple[str, str], ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of the facts its figures rest on, each once."""
        return tuple(dict.fromkeys(key for part in self.parts for line in part.answer.lines for key in line.facts))

    @property
    def notes(self) -> int:
        """How many notes are to be read with care."""
        return len(self.care) + len(self.conflicts)
