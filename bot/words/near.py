"""Near names: a few candidates by the letters they share, scored by edits, judged by the slips hands make.

RapidFuzz's default scorer gives 90 to any short part of a long name, so names are scored by edits
(optimal string alignment) over the whole of them, and read only where every word that differs
differs by a slip. What the bounds were chosen by: docs/calibration.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.ledger import Name
from bot.words.pinyin import pinyin
from bot.words.script import has_han

OFFERED = 0.6
"""From this score on a name is offered as a choice."""
_FARTHEST = 3
"""A name whose length differs by more letters is not looked at."""
_FEW = 800
"""At most about this many names are scored; those that share the rarest letters come first."""

_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
KEYS: Mapping[str, str] = {
    key: "".join(
        _ROWS[row + down][at]
        for down, beside in ((-1, (0, 1)), (0, (-1, 1)), (1, (-1, 0)))
        for at in (column + step for step in beside)
        if 0 <= row + down < len(_ROWS) and 0 <= at < len(_ROWS[row + down])
    )
    for row, keys in enumerate(_ROWS)
    for column, key in enumerate(keys)
}
"""The letters around a letter on a keyboard."""


@dataclass(frozen=True, slots=True)
class Guard:
    """From how many letters on a word may differ from its name: by a slip, by any one edit, by two edits.

    `margin` is by how many more edits the next name that means something else must differ.
    """

    slip: int
    edit: int
    two: int
    margin: int


NEVER = 99
GUARDS: Mapping[str, Guard] = {
    "latin": Guard(slip=5, edit=7, two=9, margin=1),
    "pinyin": Guard(slip=6, edit=9, two=12, margin=1),
    "han": Guard(slip=3, edit=5, two=NEVER, margin=1),
}
"""By script. In 汉字 a slip is a swap, an edit one left out; homophones and doubled ones are read at any length."""
_LONG, _AMONG_OTHERS = 12, 1
"""In a name of this many letters a word may be this much shorter: its neighbours say what it is."""
LINKS = frozenset("of in on for the a an , - ( )".split())
"""Words that carry nothing of a name's meaning."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What was typed beside the spelling of a name: how many edits apart, and what kind of them.

    `alike`: it sounds the same and half its 汉字 are the same; `sounded`: the spelling is the pinyin
    of what was typed in 汉字.
    """

    typed: tuple[str, ...]
    key: str
    words: tuple[str, ...]
    edits: int
    score: float
    alike: bool = False
    sounded: bool = False

    @property
    def clipped(self) -> bool:
        """Whether one letter of the name was left out."""
        return "".join(self.typed) in set(shortened(self.key))

    def within(self, guard: Guard) -> bool:
        """Whether every word that differs differs by what hands do to a word of its length."""
        if self.sounded or _numbers(self.typed) != _numbers(self.words):
            return False
        if has_han(self.key):
            return self.alike or _han_slip("".join(self.typed), self.key, guard)
        if self.edits > 2:
            return False
        if len(self.typed) != len(self.words):
            return _word_slip("".join(self.typed), self.key, guard)
        short = guard.slip - _AMONG_OTHERS * (len(self.key) >= _LONG)
        return all(
            one == other or other in LINKS or _word_slip(one, other, replace(guard, slip=short))
            for one, other in zip(self.typed, self.words, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Near:
    """A name near to what was typed, and the bounds of its script."""

    name: Name
    slip: Slip
    guard: Guard

    @property
    def likely(self) -> bool:
        """Whether what was typed is a slip of the hand for it."""
        return self.slip.within(self.guard)

    @property
    def close(self) -> bool:
        """Whether it is near enough to be asked back: one edit, or two in a longer word that begins the same."""
        slip = self.slip
        if slip.edits < 2 or slip.alike:
            return True
        return slip.edits == 2 and len(slip.key) >= self.guard.edit and slip.typed[0][0] == slip.key[0]


def script_of(name: Name) -> str:
    """The script a name is typed in: han, pinyin or latin."""
    return "han" if has_han(name.folded) else "pinyin" if name.pinyin else "latin"


def meant(near: Sequence[Near]) -> tuple[Near, ...]:
    """The name a slip away that may be answered; several where others are as near, none where none is a slip away."""
    if not near or not near[0].likely:
        return ()
    best = near[0]
    far = best.slip.edits + best.guard.margin
    rivals = (one for one in near[1:] if one.slip.edits < far)
    return (best, *(one for one in rivals if not best.slip.alike or one.slip.alike or one.likely or one.slip.clipped))


class Neighbours:
    """Spellings by the letters they hold, three in a row, or by their 汉字."""

    def __init__(self, spelled: Mapping[str, tuple[str, ...]]) -> None:
        """Note for every length and every gram which spellings have it."""
        self._spelled = spelled
        self._having: dict[tuple[int, str], list[str]] = {}
        # Sorted, so that equal scores come in one order whatever the hash seed.
        for key in sorted(spelled):
            for gram in _grams(key):
                self._having.setdefault((len(key), gram), []).append(key)

    def of(self, typed: tuple[str, ...], key: str, limit: int) -> tuple[Slip, ...]:
        """The spellings nearest to a key, nearest first; none for one too short to say anything."""
        han = has_han(key)
        if len(key) < (2 if han else 4):
            return ()
        # Imported here: a question without a misspelling never pays for it.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        matches = process.extract(
            key, self._sharing(key), scorer=OSA.normalized_similarity, limit=limit, score_cutoff=0.5 if han else OFFERED
        )
        found = [Slip(typed, name, self._spelled[name], OSA.distance(key, name), score) for name, score, _ in matches]
        if han:
            found = [replace(slip, alike=_same_sound(key, slip.key)) for slip in found]
            sound = pinyin(key)
            if sound in self._spelled:
                found.append(Slip(typed, sound, (sound,), 1, OFFERED, sounded=True))
        return tuple(sorted(found, key=lambda slip: (not slip.alike, slip.edits, -slip.score, slip.key)))

    def _sharing(self, key: str) -> list[str]:
        lists = [
            names
            for length in range(len(key) - _FARTHEST, len(key) + _FARTHEST + 1)
            for gram in _grams(key)
            if (names := self._having.get((length, gram)))
        ]
        few: dict[str, None] = {}
        for names in sorted(lists, key=len):
            few.update(dict.fromkeys(names))
            if len(few) > _FEW:
                break
        return list(few)


def _grams(key: str) -> list[str]:
    if has_han(key):
        return list(dict.fromkeys(key))
    ends = f"^{key}$"
    return list(dict.fromkeys(ends[at : at + 3] for at in range(len(key))))


def _numbers(words: Sequence[str]) -> list[str]:
    """The numbers of a name, which no slip may change: 3.1 is not 31."""
    return _NUMBER.findall(" ".join(words))


def _same_sound(one: str, other: str) -> bool:
    """Whether two spellings in 汉字 sound alike, and look alike for half their characters."""
    if len(one) != len(other) or not has_han(other) or one == other:
        return one == other
    same = sum(a == b for a, b in zip(one, other, strict=True))
    return same * 2 >= len(one) and pinyin(one) == pinyin(other)


def _han_slip(typed: str, name: str, guard: Guard) -> bool:
    if len(typed) == len(name):
        return len(name) >= guard.slip and _swapped(typed, name)
    if len(typed) > len(name):
        return doubled(typed, name)
    return len(name) >= guard.edit and typed[0] == name[0] and typed in set(shortened(name))


def _word_slip(typed: str, name: str, guard: Guard) -> bool:
    """Whether one word is another as hands misspell it; a longer word may be farther off."""
    from rapidfuzz.distance import OSA

    edits, size = OSA.distance(typed, name), min(len(typed), len(name))
    if size >= guard.slip - 1 and (typed == f"{name}s" or name == f"{typed}s"):
        return True
    if edits == 2:
        return size >= guard.two and typed[0] == name[0]
    if edits != 1:
        return False
    if size >= guard.edit and typed[0] == name[0]:
        return True
    if len(typed) == len(name):
        return size >= guard.slip and (_swapped(typed, name) or _neighbouring(typed, name))
    if len(typed) > len(name):
        return size >= guard.slip - 1 and doubled(typed, name)
    return size >= guard.slip and typed in set(shortened(name))


def _swapped(typed: str, name: str) -> bool:
    wrong = [at for at, (a, b) in enumerate(zip(typed, name, strict=True)) if a != b]
    return len(wrong) == 2 and wrong[1] - wrong[0] == 1 and sorted(typed) == sorted(name)


def _neighbouring(typed: str, name: str) -> bool:
    return all(a == b or a in KEYS.get(b, "") for a, b in zip(typed, name, strict=True))


def doubled(typed: str, name: str) -> bool:
    """Whether one letter of a name was typed twice."""
    return len(typed) == len(name) + 1 and any(name[: at + 1] + name[at:] == typed for at in range(len(name)))


def shortened(name: str) -> Iterator[str]:
    """A name with each of its letters left out in turn."""
    return (name[:at] + name[at + 1 :] for at in range(len(name)))
