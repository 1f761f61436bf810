"""A book at a glance: its newest figures, what is overdue, how much there is."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.answer import Answer
from bot.core.period import Period


@dataclass(frozen=True, slots=True)
class Overdue:
    """A figure that digests need and the book does not have, though the day of its results has passed.

    `day` is that day, or the month where no more is known; `fact` the statement of it. Where it
    `is_presumed` the statement is of a year before, and the day a year after it.
    """

    entity: str
    metric: str
    period: Period
    day: Period
    fact: str
    is_presumed: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much a book holds: counts, the first and the last of its quarters, and the day of its newest statement."""

    entities: int
    metrics: int
    facts: int
    documents: int
    quarters: int
    first: Period | None
    last: Period | None
    newest: str


@dataclass(frozen=True, slots=True)
class Glance:
    """The book at a glance: the overviews of its subject and its products, and the `others` by their ids."""

    overviews: tuple[Answer, ...]
    others: tuple[str, ...]
    overdue: tuple[Overdue, ...]
    coverage: Coverage
