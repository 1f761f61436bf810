"""What was asked, slot by slot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from bot.core.conflict import ConflictKind
from bot.core.fact import Dims
from bot.core.metric import Per
from bot.core.period import MOMENTS, ONE_DAY, SPANS, Grain, Period, parse_period, part_of_year
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
    "sum",
    "change",
    "compound",
    "ratio",
    "difference",
    "estimate",
    "rank",
    "score",
    "everything",
    "news",
    "source",
    "why",
    "conflicts",
    "digest",
    "help",
]


@dataclass(frozen=True, slots=True)
class Season:
    """A part of a year named without its year: Q3, March, H1. It means the newest one that has the figure.

    `day` is a day of a month: 15 April.
    """

    grain: Grain
    ordinal: int
    day: int | None = None

    @property
    def label(self) -> str:
        """The season as it is typed: Q3, H1, 9M, a month by its number, a day as 4-15."""
        if self.grain is Grain.NINE_MONTHS:
            return "9M"
        letter = {Grain.QUARTER: "Q", Grain.HALF: "H"}.get(self.grain, "")
        return f"{letter}{self.ordinal}" + (f"-{self.day}" if self.day else "")

    def of(self, year: int) -> Period:
        """That part of one year; raises NoSuchPeriod where the year has no such day."""
        if self.day is None:
            return part_of_year(self.grain, year, self.ordinal)
        return parse_period(f"asof:{year}-{self.ordinal:02}-{self.day:02}")

    def has(self, period: Period) -> bool:
        """Whether a period is such a part of its year, on such a day, or something that happened within such a part.

        What happened lies within a part of any length, a state within a month alone.
        """
        if self.day is not None:
            same = (period.first.month, period.first.day) == (self.ordinal, self.day)
            return same and period.grain in MOMENTS and period.end - period.first == ONE_DAY
        if period.grain in SPANS:
            return period.grain is self.grain and period.ordinal == self.ordinal
        within = period.grain is Grain.EVENT or (period.grain is Grain.AS_OF and self.grain is Grain.MONTH)
        return within and self.of(period.first.year).contains(period)


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


Form = Literal["chart", "table", "csv", "text"]


@dataclass(frozen=True, slots=True)
class Shown:
    """How an answer is to be shown: in which money, at which rate, counted in which scale, in which form.

    `rate` is what one unit of the dearer money costs in the other, as the asker names it; None takes the book's.
    """

    money: str | None = None
    rate: Decimal | None = None
    scale: str | None = None
    form: Form | None = None


AS_IT_IS = Shown()
"""As it was printed."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question, read.

    A slot that is None was not said; a follow-up fills it from the last query. A period is said
    whole, or as a season, whose year the book decides. `first` and `first_season` begin a range
    that the period ends. `other` is the second metric of a ratio, a sum or a difference, `other_dims`
    its slice where that is not the first one's; `among` are more than two entities. `known_by`
    leaves out what was said from that day on.
    """

    operation: Operation = "value"
    entity: str | None = None
    against: str | None = None
    metric: str | None = None
    dims: Dims = ()
    period: Period | None = None
    season: Season | None = None
    first: Period | None = None
    first_season: Season | None = None
    other: str | None = None
    other_dims: Dims | None = None
    among: tuple[str, ...] = ()
    known_by: date | None = None
    shown: Shown = AS_IT_IS
    language: Language = "en"
    mended: tuple[Mended, ...] = ()
    subject: Operation | None = None
    """For source and why: the operation of the answer they ask about."""
    per: Per | None = None
    """The time that the price asked for is paid for."""
    by: str | None = None
    """Only what this speaker or publisher says, or this document."""
    conflict: ConflictKind | None = None
    """Of what disagrees in the book, only this kind."""
    page: int = 0
    """How far on in a list that does not fit one message."""
    prints: tuple[str, ...] = ()
    """The ids of the facts that stand in the message asked about, where it holds more than one answer does."""

    @property
    def when(self) -> Period | Season | None:
        """The period as it was said."""
        return self.period or self.season

    @property
    def ranged(self) -> bool:
        """Whether it asks about a range of periods."""
        return self.first is not None or self.first_season is not None

    def at(self, when: Period | Season | None) -> Query:
        """The same question about one other time."""
        period, season = (None, when) if isinstance(when, Season) else (when, None)
        return replace(self, period=period, season=season, first=None, first_season=None)

    def since(self, when: Period | Season | None) -> Query:
        """The same question about the range that begins then and ends at its time."""
        first, season = (None, when) if isinstance(when, Season) else (when, None)
        return replace(self, first=first, first_season=season)


@dataclass(frozen=True, slots=True)
class Misread:
    """A text that is no clear question.

    `reason` is a key of templates: ambiguous (with choices), unknown_word, no_such_period,
    nothing_said, left_alone, help. `about` holds the words it speaks of, `kept` what was understood
    all the same, for the next question.
    """

    reason: str
    language: Language
    about: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    near: tuple[str, ...] = ()
    kept: Query | None = None
