"""Type-ahead: the things that a few letters may be the beginning of, in any script, best first.

A question is whole and its names are known by their slips (bot/words/near.py); here a name is still
being typed. What begins with the letters comes first, then what has a word that does, then what
has them anywhere; only where nothing does are slips looked for, and at last single words of what
was typed, so that a pasted sentence still finds its subject.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from bot.core.ledger import Name
from bot.words.names import NameIndex, split_words, squeeze
from bot.words.near import LINKS
from bot.words.pinyin import pinyin
from bot.words.script import fold, has_han

_MOST_TYPED = 80
"""Letters that are looked at: no name is longer, and a person may paste anything."""
_MOST_WORDS = 12
_SHORTEST_SLIP = 4
"""Letters from which on one of them may be wrong."""
_TWO_SLIPS = 8
_SHORTEST_WORD = 3
"""Letters of a word that is looked for alone."""

Ranked = dict[str, tuple[int, int]]
"""By id: how well the best of its names fits, then how long that name is; less is better."""


class Ahead:
    """The names of one slot, to be typed ahead."""

    def __init__(self, names: Iterable[Name], slot: str) -> None:
        """Index the names of a slot by their letters and by their words."""
        self._names = tuple(name for name in names if name.slot == slot)
        self._words = tuple(tuple(word.text for word in split_words(name.folded)) for name in self._names)
        self._letters = tuple(squeeze(words) for words in self._words)
        self._having: dict[str, set[int]] = {}
        for at, words in enumerate(self._words):
            for word in words:
                self._having.setdefault(word, set()).add(at)
        self._vocabulary = sorted(self._having)

    def matching(self, typed: str, among: Sequence[str]) -> tuple[str, ...]:
        """The ids that a text may begin, best first; nothing typed gives all, in their own order."""
        folded = fold(typed[:_MOST_TYPED])
        words = [word.text for word in split_words(folded)][:_MOST_WORDS]
        if not words:
            return tuple(among)
        places = {key: place for place, key in enumerate(among)}
        for look in (self._begun, self._misspelt, self._in_part):
            ranked = look(words, places)
            if ranked:
                return tuple(sorted(ranked, key=lambda key: (*ranked[key], places[key])))
        return ()

    def _begun(self, words: Sequence[str], places: dict[str, int]) -> Ranked:
        """What is typed stands in the name: whole, at its beginning, word by word, or somewhere."""
        key = squeeze(words)
        tells = len(key) > 1 or has_han(key)
        begun = set.intersection(*(self._starting(word) for word in words))
        found: Ranked = {}
        for at, letters in enumerate(self._letters):
            if letters == key:
                rank = 0
            elif letters.startswith(key):
                rank = 1
            elif at in begun:
                rank = 2
            elif tells and key in letters:
                rank = 3
            else:
                continue
            self._take(found, at, rank, places)
        return found

    def _misspelt(self, words: Sequence[str], places: dict[str, int]) -> Ranked:
        """Each word begins one of the name's but for a slip; or the whole is near to the name, or sounds like it."""
        found: Ranked = {}
        for at in set.intersection(*(self._nearly(word) for word in words)):
            self._take(found, at, 4, places)
        for near in self._index.near(words, limit=12):
            if near.name.id in places and (near.likely or near.close):
                found.setdefault(near.name.id, (5, len(near.slip.key)))
        if has_han("".join(words)):
            sound = pinyin(squeeze(words))
            for at, letters in enumerate(self._letters):
                if self._names[at].pinyin and letters.startswith(sound):
                    self._take(found, at, 6, places)
        return found

    def _in_part(self, words: Sequence[str], places: dict[str, int]) -> Ranked:
        """Some of what is typed is a word of the name, or names it: the more of it, the better."""
        counts: dict[int, int] = {}
        for word in _telling(words):
            for at in self._having.get(word, ()):
                counts[at] = counts.get(at, 0) + 1
        found: Ranked = {}
        for at, count in counts.items():
            whole = count >= len([word for word in self._words[at] if word not in LINKS])
            self._take(found, at, 7 + 2 * (_MOST_WORDS - count) + (not whole), places)
        return found

    def _take(self, found: Ranked, at: int, rank: int, places: dict[str, int]) -> None:
        key, fit = self._names[at].id, (rank, len(self._letters[at]))
        if key in places and fit < found.get(key, (rank + 1, 0)):
            found[key] = fit

    def _starting(self, beginning: str) -> set[int]:
        """The names with a word that begins so; a 汉字 is a word."""
        found: set[int] = set()
        for word in self._from(beginning):
            found |= self._having[word]
        return found

    def _from(self, beginning: str) -> Iterator[str]:
        for at in range(bisect_left(self._vocabulary, beginning), len(self._vocabulary)):
            if not self._vocabulary[at].startswith(beginning):
                return
            yield self._vocabulary[at]

    def _nearly(self, typed: str) -> set[int]:
        """The names with a word that begins so but for a slip of the hand."""
        found = self._starting(typed)
        if len(typed) < _SHORTEST_SLIP or not typed.isalpha() or has_han(typed):
            return found
        # Imported here: who types well never pays for it.
        from rapidfuzz.distance import OSA

        most = 2 if len(typed) >= _TWO_SLIPS else 1
        for word in self._vocabulary:
            if word[0] != typed[0] or len(word) < len(typed) - most:
                continue
            begins = (word[: len(typed) + more] for more in (-1, 0, 1))
            if any(OSA.distance(typed, begin, score_cutoff=most) <= most for begin in begins):
                found |= self._having[word]
        return found

    @cached_property
    def _index(self) -> NameIndex:
        return NameIndex(self._names)


def _telling(words: Sequence[str]) -> Iterator[str]:
    """The words that tell something alone: no links, no single letters, no numbers."""
    return (
        word
        for word in dict.fromkeys(words)
        if word not in LINKS and (has_han(word) or len(word) >= _SHORTEST_WORD) and not word.isdigit()
    )
