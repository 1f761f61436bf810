"""The reviewed words whose numerals are no figures: names and set phrases."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from bot.core.problem import Problem
from bot.load.page import read_page
from bot.load.rows import Row
from bot.load.sentence import in_words
from bot.words.quantity import read_quantity
from bot.words.script import fold

_NOTHING = re.compile(r"(?!)")


class IdiomsRow(Row):
    """Words that are exempt for one reason."""

    why: str
    words: tuple[str, ...]


class IdiomsFile(Row):
    """idioms.yaml."""

    idioms: tuple[IdiomsRow, ...]


@dataclass(frozen=True, slots=True)
class Idioms:
    """The exempt words and the one pattern that finds them in a folded text."""

    words: tuple[str, ...] = ()
    pattern: re.Pattern[str] = _NOTHING


def idioms_of(words: tuple[str, ...]) -> Idioms:
    """Words as idioms, however the text spaces them; the longest that fits is taken."""
    if not words:
        return Idioms()
    spelled = (_spelled(fold(word)) for word in sorted(words, key=len, reverse=True))
    return Idioms(words, re.compile("|".join(spelled)))


def read_idioms(path: Path) -> Idioms | Problem:
    """The idioms of a book's folder; a folder without the file exempts nothing."""
    if not path.exists():
        return Idioms()
    page = read_page(path, str(path))
    if isinstance(page, Problem):
        return page
    try:
        rows = IdiomsFile.model_validate(page.tree).idioms
    except ValidationError as error:
        first = error.errors()[0]
        return page.problem(first["loc"], in_words(first, (), None))
    for index, row in enumerate(rows):
        if not row.why.strip():
            return page.problem(("idioms", index), "Words are exempt for a reason: say why.")
        if list(row.words) != sorted(row.words):
            return page.problem(("idioms", index, "words"), "Keep the words sorted: a second copy then shows.")
        for word in row.words:
            # Nobody counts a number that begins with a zero: it is a name, or a range from nothing.
            if not word.startswith("0") and read_quantity(word) is not None:
                sentence = f"{word} is a figure wherever it stands: leave it out in its place, under left_out."
                return page.problem(("idioms", index, "words"), sentence)
    return idioms_of(tuple(word for row in rows for word in row.words))


def _spelled(word: str) -> str:
    # 11 in a name is not the 11 of 111, nor of 11.5.
    before = r"(?<![0-9.])" if word[0].isdigit() else ""
    after = r"(?!\.?[0-9])" if word[-1].isdigit() else ""
    return before + r"\s?".join(re.escape(char) for char in word if not char.isspace()) + after
