"""Words of ours that belong to data: a name, a note, a reason, in each written language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "zh-Hans", "zh-Hant"]
LANGUAGES: tuple[Language, ...] = ("en", "zh-Hans", "zh-Hant")


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of wording in English and in simplified Chinese; traditional is converted on the way out."""

    en: str
    zh: str

    def in_(self, language: Language) -> str:
        """The wording for a language."""
        return self.en if language == "en" else self.zh
