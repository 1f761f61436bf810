"""Names: found in a folded text exactly, and, where a word is near one, by RapidFuzz.

A name is a run of whole words (a 汉字 is a word of its own), so that "sales" is not found in
"wholesale"; the longest run wins. Near names are scored by edits (optimal string alignment),
because RapidFuzz's default scorer gives 90 to any short part of a long name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.ledger import Name

_WORD = re.compile(
    r"[a-z0-9]+(?:[./&'’][a-z0-9]+)*"  # English, with what stands inside a word
    r"|[\u3400-\u9fff]"  # a 汉字
    r"|(?:(?![\u3400-\u9fffa-z0-9])[^\W_])+"  # a word of another alphabet
    r"|\S"
)
_POSSESSIVE = re.compile(r"['’]s$")
_HAN = re.compile(r"[\u3400-\u9fff]")

CLEAR = 0.8
"""A near name is answered from this score on …"""
MARGIN = 0.12
"""… when it is this far above the next one that means something else."""
OFFERED = 0.6
"""From this score on a name is offered as a choice."""
SHORTEST = 4
"""A typed word must have this many letters before a near name is looked for."""
TWO_EDITS = 8
"""Words shorter than this may differ from their name by one edit only."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text and where it stands."""

    text: str
    start: int
    end: int

    @property
    def han(self) -> bool:
        """Whether the word is a 汉字."""
        return bool(_HAN.match(self.text))


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found at words first to last (half-open)."""

    first: int
    last: int
    name: Name


@dataclass(frozen=True, slots=True)
class Near:
    """A name that is near a typed word, its score from 0 to 1, and the edits between them."""

    name: Name
    score: float
    edits: int


def split_words(folded: str) -> tuple[Word, ...]:
    """The words of a folded text in order."""
    return tuple(Word(_POSSESSIVE.sub("", match[0]), match.start(), match.end()) for match in _WORD.finditer(folded))


class NameIndex:
    """All names of a book, ready to be looked up."""

    def __init__(self, names: Iterable[Name]) -> None:
        """Index names by their words, and by spelling for the near ones."""
        self._by_words: dict[str, list[Name]] = {}
        for name in names:
            self._by_words.setdefault(_key(split_words(name.folded)), []).append(name)
        self._longest = max((key.count(" ") + 1 for key in self._by_words), default=0)
        # Sorted, so that equal scores come in one order whatever the hash seed.
        self._spellings = sorted(key for key in self._by_words if len(key) >= SHORTEST or _HAN.match(key))

    def find(self, words: tuple[Word, ...]) -> tuple[Hit, ...]:
        """The names that stand in a text, longest first, none inside another."""
        hits: list[Hit] = []
        at = 0
        while at < len(words):
            for length in range(min(self._longest, len(words) - at), 0, -1):
                names = self._by_words.get(_key(words[at : at + length]))
                if names:
                    hits.extend(Hit(at, at + length, name) for name in _one_per_meaning(names))
                    at += length
                    break
            else:
                at += 1
        return tuple(hits)

    def near(self, typed: str, limit: int = 4) -> tuple[Near, ...]:
        """The names nearest to what was typed, best first, one a meaning."""
        if len(typed) < SHORTEST and not (_HAN.match(typed) and len(typed) > 1):
            return ()
        # Imported here: a question without a misspelling never pays for it.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        found: dict[tuple[str, str], Near] = {}
        matches = process.extract(
            typed, self._spellings, scorer=OSA.normalized_similarity, limit=limit * 4, score_cutoff=OFFERED
        )
        for spelling, score, _ in matches:
            for name in self._by_words[spelling]:
                found.setdefault((name.slot, name.id), Near(name, score, OSA.distance(typed, spelling)))
        return tuple(found.values())[:limit]


def clear(near: tuple[Near, ...], typed: str) -> Name | None:
    """The near name that may be answered: few edits, a high score, and a clear margin to the next."""
    if not near:
        return None
    best = near[0]
    one_edit = best.edits == 1 and len(typed) >= SHORTEST
    two_edits = best.edits == 2 and len(typed) >= TWO_EDITS and best.score >= CLEAR
    if not (one_edit or two_edits):
        return None
    if len(near) > 1 and best.score - near[1].score < MARGIN:
        return None
    return best.name


def _key(words: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in words)


def _one_per_meaning(names: list[Name]) -> list[Name]:
    kept: dict[tuple[str, str], Name] = {}
    for name in names:
        kept.setdefault((name.slot, name.id), name)
    return list(kept.values())
