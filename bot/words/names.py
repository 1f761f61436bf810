"""Names: found in a folded text as they are written, run together, spaced out, or in another order.

A name is a run of whole words (a 汉字 is a word of its own), so that "sales" is not found in
"wholesale"; the longest run wins. What is only near a name is looked up in bot/words/near.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.core.ledger import Name
from bot.words.abbreviation import WRITTEN_OUT
from bot.words.near import GUARDS, LINKS, Guard, Near, Neighbours, script_of, shortened
from bot.words.script import has_han

_WORD = re.compile(
    r"[a-z0-9]+(?:[./&'’][a-z0-9]+)*"  # English, with what stands inside a word
    r"|[\u3400-\u9fff]"  # a 汉字
    r"|(?:(?![\u3400-\u9fffa-z0-9])[^\W_])+"  # a word of another alphabet
    r"|\S"
)
_VERSION = re.compile(r"\d+\.\d+")
_POSSESSIVE = re.compile(r"['’]s$")
_HYPHENS = frozenset("-‐‑‒–—_·")
_REORDERED = 3
"""A name of this many words is known in any order; a pair of words is too easily two questions."""
_CLIPPED = 2
"""A single 汉字 is too little of a name to be its rest."""
_ABRIDGED, _AT_EACH_END = 4, 2
"""So much of a name must be said, and so much at each end, where a word amid it is left out."""
_POSSESSED = "的"
"""What links two words of a Chinese name, and is said or not."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text and where it stands."""

    text: str
    start: int
    end: int

    @property
    def han(self) -> bool:
        """Whether the word is a 汉字."""
        return has_han(self.text)

    def parts(self) -> tuple[Word, ...]:
        """The words on either side of its strokes, and the strokes."""
        pieces = re.finditer("[^/]+|/", self.text)
        return tuple(Word(piece[0], self.start + piece.start(), self.start + piece.end()) for piece in pieces)


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found at words first to last (half-open); `reordered` where its words stood otherwise."""

    first: int
    last: int
    name: Name
    reordered: bool = False


def split_words(folded: str) -> tuple[Word, ...]:
    """The words of a folded text in order, each as it is written out."""
    return tuple(Word(_whole(match[0]), match.start(), match.end()) for match in _WORD.finditer(folded))


def _whole(word: str) -> str:
    bare = _POSSESSIVE.sub("", word)
    return WRITTEN_OUT.get(bare, bare)


class NameIndex:
    """All names of a book, ready to be looked up."""

    def __init__(self, names: Iterable[Name], guards: Mapping[str, Guard] = GUARDS) -> None:
        """Index names by their letters and by their words; what near ones need is made when first asked for."""
        self._guards = guards
        self._by_letters: dict[str, list[Name]] = {}
        self._by_bag: dict[tuple[str, ...], list[Name]] = {}
        self._spelled: dict[str, tuple[str, ...]] = {}
        self._words: set[str] = set()
        longest = 0
        for name in names:
            words = [word.text for word in split_words(name.folded)]
            plain = [word for word in words if word not in LINKS]
            longest = max(longest, len(words))
            self._words.update(words)
            keys = (squeeze(words), *(squeeze(word for word in words if word != mark) for mark in (",", _POSSESSED)))
            for key in dict.fromkeys(keys):
                self._by_letters.setdefault(key, []).append(name)
                self._spelled.setdefault(key, tuple(word for word in words if word not in _HYPHENS))
            if len(plain) > 1 and name.folded.isascii():
                self._by_bag.setdefault(tuple(sorted(plain)), []).append(name)
        self._longest = longest + 1

    @cached_property
    def _neighbours(self) -> Neighbours:
        return Neighbours(self._spelled)

    def find(self, words: Sequence[Word]) -> tuple[Hit, ...]:
        """The names that stand in a text, longest first, none inside another."""
        texts = [word.text for word in words]
        hits: list[Hit] = []
        at = 0
        while at < len(texts):
            for last in range(min(len(texts), at + self._longest), at, -1):
                run = texts[at:last]
                names, reordered = self._by_letters.get(squeeze(run), []), False
                if not names and _POSSESSED in run[1:-1]:
                    names = self._by_letters.get(squeeze(word for word in run if word != _POSSESSED), [])
                fewest = _REORDERED - any(map(_is_version, run))
                if not names and last - at >= fewest:
                    names, reordered = self._reordered(run, fewest), True
                if names and run[0] not in _HYPHENS and run[-1] not in _HYPHENS:
                    hits.extend(Hit(at, last, name, reordered) for name in _one_per_meaning(names))
                    at = last
                    break
            else:
                at += 1
        return tuple(hits)

    def has(self, word: str) -> bool:
        """Whether any name has this word."""
        return word in self._words

    def near(self, words: Sequence[str], limit: int = 4) -> tuple[Near, ...]:
        """The names nearest to what was typed, best first, one a meaning."""
        typed = tuple(word for word in words if word not in _HYPHENS)
        slips = self._neighbours.of(typed, squeeze(typed), limit * 4)
        near = [
            Near(name, slip, self._guards[script_of(name)])
            for slip in slips
            for name in self._by_letters[slip.key]
            if name.pinyin or not slip.sounded
        ]
        found: dict[tuple[str, str], Near] = {}
        for one in sorted(near, key=lambda one: (not one.slip.alike, one.slip.edits, not one.likely)):
            found.setdefault((one.name.slot, one.name.id), one)
        return tuple(found.values())[:limit]

    def holding(self, words: Sequence[str]) -> tuple[Name, ...]:
        """The names that these words are most of, one a meaning: "site-wide client penetration"."""
        asked = {word for word in words if word not in LINKS}
        if len(asked) < 2:
            return ()
        bags = set.intersection(*(self._holders.get(word, set()) for word in asked))
        fitting = sorted(bag for bag in bags if len(bag) * 2 <= len(asked) * 3)
        return tuple(_one_per_meaning([name for bag in fitting for name in self._by_bag[bag]]))

    def clipped(self, key: str) -> tuple[Name, ...]:
        """The 汉字 names that a text is with one of their characters left out, one a meaning."""
        if key in self._by_letters or len(key) < _CLIPPED:
            return ()
        names = (name for full in self._clips.get(key, ()) for name in self._by_letters[full])
        return tuple(_one_per_meaning(name for name in names if name.slot != "word"))

    def abridged(self, words: Sequence[str]) -> tuple[Name, ...]:
        """The 汉字 names that a text is with a word amid them left out, one a meaning: 日均时长 for 日均使用时长."""
        key = squeeze(words)
        if len(key) < _ABRIDGED or len(words) < _ABRIDGED - 1 or not has_han(key):
            return ()
        fulls = [full for full in self._by_ends.get((key[:_AT_EACH_END], key[-_AT_EACH_END:]), ()) if _lacks(key, full)]
        names = (name for full in fulls for name in self._by_letters[full])
        return tuple(_one_per_meaning(name for name in names if name.slot != "word"))

    @cached_property
    def _by_ends(self) -> dict[tuple[str, str], list[str]]:
        ends: dict[tuple[str, str], list[str]] = {}
        for key in self._by_letters:
            if has_han(key):
                ends.setdefault((key[:_AT_EACH_END], key[-_AT_EACH_END:]), []).append(key)
        return ends

    @cached_property
    def _clips(self) -> dict[str, list[str]]:
        clips: dict[str, list[str]] = {}
        for key in self._by_letters:
            if has_han(key):
                for short in dict.fromkeys(shortened(key)):
                    clips.setdefault(short, []).append(key)
        return clips

    @cached_property
    def _holders(self) -> dict[str, set[tuple[str, ...]]]:
        holders: dict[str, set[tuple[str, ...]]] = {}
        for bag in self._by_bag:
            for word in bag:
                holders.setdefault(word, set()).add(bag)
        return holders

    def _reordered(self, run: list[str], fewest: int) -> list[Name]:
        """The one name these words are, in whatever order; whose it is must be said apart from it."""
        plain = sorted(word for word in run if word not in LINKS)
        if len(plain) < fewest or run[0] in LINKS or run[-1] in LINKS:
            return []
        names = self._by_bag.get(tuple(plain), [])
        if len({(name.slot, name.id) for name in names}) != 1 or any(self._whose(word) for word in plain):
            return []
        return names

    def _whose(self, word: str) -> bool:
        return any(name.slot == "entity" for name in self._by_letters.get(word, ()))


def squeeze(words: Iterable[str]) -> str:
    """Words as one run of letters; two numbers stay apart, for 3 1 is not 31."""
    key = ""
    for word in words:
        if word not in _HYPHENS:
            apart = key and key[-1].isdigit() and word[0].isdigit()
            key += f" {word}" if apart else word
    return key


def _is_version(word: str) -> bool:
    """Whether a word is a number with a point, which on either side of its product's name is the same."""
    return _VERSION.fullmatch(word) is not None


def _lacks(key: str, full: str) -> bool:
    """Whether a name is what was typed and one run of letters more amid it, no longer than what was typed."""
    more = len(full) - len(key)
    if not 0 < more <= len(key):
        return False
    cuts = range(_AT_EACH_END, len(key) - _AT_EACH_END + 1)
    return any(full.startswith(key[:cut]) and full.endswith(key[cut:]) for cut in cuts)


def _one_per_meaning(names: Iterable[Name]) -> list[Name]:
    kept: dict[tuple[str, str], Name] = {}
    for name in names:
        kept.setdefault((name.slot, name.id), name)
    return list(kept.values())
