"""What a text says, slot by slot, before anything is filled in from a book or a thread."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.ask.cues import FILLERS
from bot.core.query import Impossible, Mended, When
from bot.words.names import Hit, NameIndex, Near, Word, clear, split_words
from bot.words.period import find_whens
from bot.words.script import clean, fold

_MARKUP = re.compile(r"<[@#!][^>]*>|<https?://[^>|]*(?:\|[^>]*)?>")
_LONGEST = 400
"""More letters than any question has; the rest of a longer text is not read."""


_SURE = frozenset({"why", "source", "help"})
"""Cues that say enough: words beside them need not be names."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that is no name, with the names near it."""

    typed: str
    near: tuple[Near, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """The slots of a text: names in the order they stand, periods, cues, and what was not known.

    `sure` says that something was named as it is written, not only nearly.
    """

    entities: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    dims: tuple[tuple[str, str], ...] = ()
    cues: tuple[str, ...] = ()
    whens: tuple[When, ...] = ()
    mended: tuple[Mended, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    sure: bool = False
    number: int | None = None
    pinyin: bool = False
    chinese: bool = False
    words: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing of a question was heard."""
        return not (self.entities or self.metrics or self.dims or self.cues or self.whens or self.number)


def hear(text: str, index: NameIndex) -> Heard:
    """The slots of a text; never fails, whatever the text."""
    typed_text = clean(unescape(text))[:_LONGEST]
    folded = fold(typed_text)
    # Folding keeps the length of all but rare letters; then what is shown is what was typed.
    shown = typed_text if len(typed_text) == len(folded) else folded
    whens = []
    rest = list(folded)
    for found in find_whens(folded):
        wrong = isinstance(found.when, Impossible)
        whens.append(Impossible(shown[found.start : found.end]) if wrong else found.when)
        rest[found.start : found.end] = " " * (found.end - found.start)
    words = split_words("".join(rest))
    hits = _one_slot_each(index.find(words))
    taken = {at for hit in hits for at in range(hit.first, hit.last)}
    mended: list[Mended] = []
    unknown: list[Unknown] = []
    for run in _runs(words, taken):
        for part, near in _strange(run, index):
            typed = shown[part[0].start : part[-1].end]
            name = clear(near, _spelled(part))
            if name is None:
                unknown.append(Unknown(typed, near))
                continue
            at = next(i for i, word in enumerate(words) if word is part[0])
            hits.append(Hit(at, at + 1, name))
            mended.append(Mended(typed, name.slot, name.id))
    hits.sort(key=lambda hit: hit.first)
    number = _number(folded, hits, whens)
    cues = _ids(hits, "word")
    named = {at for hit in hits if hit.name.slot == "entity" for at in range(hit.first, hit.last)}
    return Heard(
        entities=_ids(hits, "entity"),
        metrics=_ids(hits, "metric"),
        dims=tuple(_pair(key) for key in _ids(hits, "dim")),
        cues=cues,
        chinese=any(word.han for at, word in enumerate(words) if at not in named),
        whens=tuple(whens),
        mended=tuple(mended),
        unknown=() if number or _SURE & set(cues) else tuple(unknown),
        sure=len(hits) > len(mended) or bool(whens),
        number=number,
        pinyin=any(hit.name.pinyin for hit in hits),
        words=len(words) + len(whens),
    )


def _one_slot_each(hits: tuple[Hit, ...]) -> list[Hit]:
    """Words that name a figure name no slice of one as well."""
    figures = {hit.first for hit in hits if hit.name.slot in {"metric", "entity"}}
    return [hit for hit in hits if hit.name.slot != "dim" or hit.first not in figures]


def unescape(text: str) -> str:
    """A text as it was typed: Slack's mentions and links removed, its three escapes undone."""
    plain = _MARKUP.sub(" ", text)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def impossible(heard: Heard) -> Impossible | None:
    """The first period that does not exist, if one was written."""
    return next((when for when in heard.whens if isinstance(when, Impossible)), None)


def _runs(words: tuple[Word, ...], taken: set[int]) -> list[list[Word]]:
    """Neighbouring words of one script that no name covers."""
    runs: list[list[Word]] = []
    before: Word | None = None
    for at, word in enumerate(words):
        if at in taken or word.text in FILLERS or not word.text[0].isalnum():
            before = None
            continue
        if before is not None and before.han == word.han:
            runs[-1].append(word)
        else:
            runs.append([word])
        before = word
    return runs


def _strange(run: list[Word], index: NameIndex) -> list[tuple[list[Word], tuple[Near, ...]]]:
    """What to look up for a run: the whole of it where that is near a name, else its words one by one."""
    near = index.near(_spelled(run))
    if len(run) == 1 or run[0].han or clear(near, _spelled(run)):
        return [(run, near)]
    return [([word], index.near(word.text)) for word in run]


def _spelled(run: list[Word]) -> str:
    return " ".join(word.text for word in run)


def _ids(hits: list[Hit], slot: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.name.id for hit in hits if hit.name.slot == slot))


def _pair(key: str) -> tuple[str, str]:
    dim, _, value = key.partition(".")
    return dim, value


def _number(folded: str, hits: list[Hit], whens: list[When]) -> int | None:
    """A bare number from 1 to 9, which picks a choice."""
    bare = folded.strip(" .)#")
    return int(bare) if not hits and not whens and len(bare) == 1 and bare in "123456789" else None
