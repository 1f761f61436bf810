"""What was asked, slot by slot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from bot.core.fact import Dims
from bot.core.period import Grain, Period
from bot.core.text import Language

Operation = Literal[
    "value",
    "overview",
    "list",
    "yoy",
    "qoq",
    "gap",
    "prices",
    "guidance",
    "implied",
    "source",
    "why",
    "conflicts",
    "digest",
    "help",
]


@dataclass(frozen=True, slots=True)
class Season:
    """A part of a year named without its year: Q3, March, H1. It means the newest one that has the figure."""

    grain: Grain
    ordinal: int

    @property
    def label(self) -> str:
        """The season as it is typed: Q3, H1, a month by its number."""
        letter = {Grain.QUARTER: "Q", Grain.HALF: "H"}.get(self.grain, "")
        return f"{letter}{self.ordinal}"


@dataclass(frozen=True, slots=True)
class Relative:
    """A part of the year counted from another: last quarter (-1), this year (0).

    `anchor` is "today", or "thread" for words that lean on the last answer (上季度呢, a year ago).
    """

    grain: Grain
    steps: int
    anchor: Literal["today", "thread"] = "today"


@dataclass(frozen=True, slots=True)
class Impossible:
    """Something written like a period that names none (2025Q5), as it was written."""

    written: str


When = Period | Season | Relative | Impossible


@dataclass(frozen=True, slots=True)
class Mended:
    """A spelling that was read as something near: what was typed, and the name it was read as."""

    typed: str
    slot: str
    id: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to read an unclear question: the words to type, and the query it means."""

    words: str
    query: Query


@dataclass(frozen=True, slots=True)
class Query:
    """A question, read.

    A slot that is None was not said; a follow-up fills it from the last query. A period is said
    whole, or as a season, whose year the book decides.
    """

    operation: Operation = "value"
    entity: str | None = None
    against: str | None = None
    metric: str | None = None
    dims: Dims = ()
    period: Period | None = None
    season: Season | None = None
    language: Language = "en"
    mended: tuple[Mended, ...] = ()
    subject: Operation | None = None
    """For source and why: the operation of the answer they ask about."""
    by: str | None = None
    """Only what this speaker or publisher says, or this document."""
    prints: tuple[str, ...] = ()
    """The ids of the facts that stand in the message asked about, where it holds more than one answer does."""

    @property
    def when(self) -> Period | Season | None:
        """The period as it was said."""
        return self.period or self.season

    def at(self, when: Period | Season | None) -> Query:
        """The same question about another time."""
        if isinstance(when, Season):
            return replace(self, period=None, season=when)
        return replace(self, period=when, season=None)


@dataclass(frozen=True, slots=True)
class Misread:
    """A text that is no clear question.

    `reason` is a key of templates: ambiguous (with choices), unknown_word, no_such_period,
    nothing_said, left_alone, help. `about` holds the words it speaks of.
    """

    reason: str
    language: Language
    about: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    near: tuple[str, ...] = ()
