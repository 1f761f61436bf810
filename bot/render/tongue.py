"""One language, over one book."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from bot.core.ledger import Ledger
from bot.core.text import Language, Text
from bot.render.mark import MARKS
from bot.render.phrases import Phrases
from bot.words.figure import Scale


@dataclass(frozen=True)
class Tongue:
    """A language, the book it speaks of, and its short words; `scale` is the one amounts are wished in."""

    language: Language
    ledger: Ledger
    phrases: Phrases
    scale: Scale | None = None

    @cached_property
    def chinese(self) -> bool:
        """Whether the language is written in 汉字."""
        return self.language != "en"

    def words(self, text: Text) -> str:
        """A piece of wording of the book, without the marks that would make a mention of it."""
        said = text.in_(self.language)
        return MARKS.sub("", said) if MARKS.search(said) else said
