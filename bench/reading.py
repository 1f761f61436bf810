"""What is made of badly typed names: the whole reading of a question, against the reading of the same typed well."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bench.slips import once, twice
from bot.ask.cues import cue_names
from bot.ask.question import read_question
from bot.core.ledger import Ledger, Name
from bot.core.query import Query
from bot.load.book import load_book
from bot.place import place_of
from bot.reckon.answer import answer
from bot.words.names import NameIndex, split_words
from bot.words.near import script_of
from bot.words.pinyin import with_pinyin
from bot.words.script import fold, has_han

TODAY = date(2025, 11, 28)
SEED = 2025
OUTCOMES = ("right", "asked", "other name", "no figure", "wrong")
"""Read as meant; asked back or not understood; a name of its own, as typed; read otherwise and no figure
given; read otherwise and a figure given."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A question with a slip in one name: what kind of slip, the text, and what was meant."""

    name: Name
    kind: str
    slip: str
    text: str
    meant: Query


class Reader:
    """Reads questions over the book as the desk does."""

    def __init__(self) -> None:
        """Load the book and index its names."""
        ledger = load_book(place_of("config")).ledger
        assert ledger is not None
        self.ledger: Ledger = with_pinyin(ledger)
        self.index = NameIndex((*self.ledger.names, *cue_names()))

    def typed(self, names: list[Name], each: int | None, seed: int = SEED) -> Iterator[Typed]:
        """Slips in names, `each` of every name (None: every single slip, and half as many double ones)."""
        for name in names:
            dice = random.Random(f"{seed} {name.folded}")
            frame = _FRAMES[name.slot, has_han(name.folded)]
            meant = self._read(frame.format(name.folded))
            if meant is None:
                continue
            singles = list(once(name.folded, dice))
            slips = [*singles, *twice(name.folded, dice, len(singles) // 2)]
            slips = [(kind, slip) for kind, slip in slips if len(fold(slip)) > 1]
            for kind, slip in slips if each is None else dice.sample(slips, min(each, len(slips))):
                yield Typed(name, kind, slip, frame.format(slip), meant)

    def outcome(self, typed: Typed) -> str:
        """What came of it, one of OUTCOMES."""
        read = self._read(typed.text)
        if read is None:
            return "asked"
        if read == typed.meant:
            return "right"
        if self._is_a_name(typed.slip):
            return "other name"
        return "wrong" if answer(read, self.ledger, TODAY).ending == "found" else "no figure"

    def tally(self, typed: Iterator[Typed]) -> tuple[Counter[tuple[str, str, str]], list[Typed]]:
        """How often each outcome came, by script and kind of slip; and the wrong ones."""
        counts: Counter[tuple[str, str, str]] = Counter()
        wrong = []
        for one in typed:
            outcome = self.outcome(one)
            counts[script_of(one.name), one.kind, outcome] += 1
            if outcome == "wrong":
                wrong.append(one)
        return counts, wrong

    def _read(self, text: str) -> Query | None:
        query = read_question(text, self.ledger, self.index, TODAY)
        return replace(query, mended=(), language="en") if isinstance(query, Query) else None

    def _is_a_name(self, slip: str) -> bool:
        words = split_words(fold(slip))
        covered = {at for hit in self.index.find(words) for at in range(hit.first, hit.last)}
        return len(covered) == len(words)


_FRAMES = {
    ("entity", False): "{} revenue",
    ("entity", True): "{}收入",
    ("metric", False): "kuaishou {}",
    ("metric", True): "快手{}",
    ("dim", False): "{}",
    ("dim", True): "{}",
    ("source", False): "kling revenue {}",
    ("source", True): "可灵收入 {}",
}
"""The question a name is asked in, by its slot and whether it is in 汉字."""
