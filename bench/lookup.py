"""Looking a misspelt name up beside RapidFuzz over the whole list, for lists of growing length."""

from __future__ import annotations

import itertools
import random
import time

from rapidfuzz import fuzz, process

from bench.clock import medians, rows
from bench.slips import once
from bot.core.ledger import Name
from bot.words.names import NameIndex, split_words
from bot.words.near import meant

_SIZES = (300, 3_000, 30_000, 100_000)
_SEED = 2025
_QUERIES = 60
_SYLLABLES = "ka lo mi ren tus var del ond por si ga lan net fo wex bri cor tan ul mes dra vi".split()
_KINDS = "revenue growth margin users price share cost orders clients spending minutes plays views fee rate".split()


def table() -> list[str]:
    """The measured lines."""
    lines = [f"A misspelt name looked up, median of {_QUERIES} names, one slip each, the list as long as it says"]
    ours = {}
    for size in _SIZES:
        names, typed = make_names(size)
        spellings = [name.folded for name in names]
        index = NameIndex(names)
        begun = time.perf_counter()
        index.near(["warm", "up"])
        built = time.perf_counter() - begun
        found = sum(_look_up(index, text) == [meaning] for text, meaning in typed)
        turns = {what: itertools.cycle(typed) for what in ("w", "t", "o", "e")}
        exact = itertools.cycle(names)
        rounds = _QUERIES if size < 30_000 else _QUERIES // 3
        measured = medians(
            {
                "rapidfuzz, WRatio": lambda t=turns["w"], s=spellings: process.extract(
                    next(t)[0], s, scorer=fuzz.WRatio
                ),
                "rapidfuzz, token_sort_ratio": lambda t=turns["t"], s=spellings: process.extract(
                    next(t)[0], s, scorer=fuzz.token_sort_ratio
                ),
                "kwai, misspelt": lambda t=turns["o"], i=index: _look_up(i, next(t)[0]),
                "kwai, well typed": lambda e=exact, i=index: _look_up(i, next(e).folded),
            },
            rounds,
            warm=3,
        )
        ours[size] = measured["kwai, misspelt"]
        lines.append(
            f"  {size:,} names; {found} of {len(typed)} read as meant; index of neighbours built in {built:.2f} s"
        )
        lines.extend(f"  {row}" for row in rows(measured, "rapidfuzz, WRatio"))
    more, longer = _SIZES[-1] // _SIZES[0], ours[_SIZES[-1]] / ours[_SIZES[0]]
    lines.append(f"  a list {more} times as long: a misspelt name takes kwai {longer:.1f} times as long")
    return lines


def make_names(size: int) -> tuple[list[Name], list[tuple[str, str]]]:
    """Made-up names of one to four words, and some of them with a slip."""
    dice = random.Random(_SEED)
    made: dict[str, Name] = {}
    while len(made) < size:
        brand = "".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4)))
        words = [brand, *dice.sample(_KINDS, dice.randint(0, 3))]
        text = " ".join(words)
        made.setdefault(text, Name(text, "metric", text))
    names = list(made.values())
    typed = []
    for name in dice.sample(names, _QUERIES):
        slips = [
            slip
            for kind, slip in once(name.folded, dice)
            if kind not in {"other script", "space missing"} and slip not in made
        ]
        typed.append((dice.choice(slips), name.id))
    return names, typed


def _look_up(index: NameIndex, text: str) -> list[str]:
    """What is read: the name as it is written, else the one it is a slip of; several where it is asked back."""
    words = split_words(text)
    hits = [hit for hit in index.find(words) if hit.last - hit.first == len(words)]
    if hits:
        return [hit.name.id for hit in hits]
    return [near.name.id for near in meant(index.near([word.text for word in words]))]
