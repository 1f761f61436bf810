"""An edition is a digest for one period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.core.answer import Answer, Caveat, Line
from bot.core.conflict import Conflict
from bot.core.digest import Digest, Section
from bot.core.period import Period
from bot.core.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Part:
    """A section answered for one period."""

    section: Section
    answer: Answer


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that the book answers otherwise than it did: the line as it is now, and what it was."""

    line: Line
    was: Quantity


@dataclass(frozen=True, slots=True)
class News:
    """What came into the book since a day, of what a digest is about.

    The roles of `lines` are figure, guidance, price and move; `more` counts those left out.
    """

    since: date
    lines: tuple[Line, ...]
    changes: tuple[Change, ...]
    more: int = 0

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of the facts it shows."""
        lines = (*self.lines, *(change.line for change in self.changes))
        return tuple(dict.fromkeys(key for line in lines for key in line.facts))


@dataclass(frozen=True, slots=True)
class Edition:
    """A digest for one period.

    `care` are notes beside the figures shown, `conflicts` what the machine finds to contradict
    them, `gaps` what is missing: a gap without periods is missing for every period. `missing` are the
    required pairs of entity and metric that the book has no figure of for this period: such an
    edition does not go out. `news` is None where no edition came before.
    """

    digest: Digest
    period: Period
    parts: tuple[Part, ...]
    care: tuple[Caveat, ...]
    conflicts: tuple[Conflict, ...]
    gaps: tuple[Caveat, ...]
    missing: tuple[tuple[str, str], ...] = ()
    news: News | None = None

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of the facts its figures rest on, each once."""
        return tuple(dict.fromkeys(key for part in self.parts for line in part.answer.lines for key in line.facts))

    @property
    def notes(self) -> int:
        """How many notes are to be read with care."""
        return len(self.care) + len(self.conflicts)
