"""What a follow-up leans on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.core.period import Period
from bot.core.query import Choice, Query
from bot.core.text import Language


@dataclass(frozen=True, slots=True)
class Topic:
    """One section of a digest, to be named in its thread: what it is called, and what a question about it leans on."""

    names: tuple[str, ...]
    query: Query
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """What a follow-up leans on: the last query as it was settled, its choices, the language spoken, and the day.

    `topics` are the sections of the digest in whose thread it is, in their order.
    """

    query: Query | None = None
    choices: tuple[Choice, ...] = ()
    period: Period | None = None
    language: Language | None = None
    topics: tuple[Topic, ...] = ()
    day: date | None = None
