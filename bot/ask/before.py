"""What a follow-up leans on."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.period import Period
from bot.core.query import Choice, Query
from bot.core.text import Language


@dataclass(frozen=True, slots=True)
class Before:
    """What a follow-up leans on: the last query as it was settled, its choices, and the language spoken."""

    query: Query | None = None
    choices: tuple[Choice, ...] = ()
    period: Period | None = None
    language: Language | None = None
