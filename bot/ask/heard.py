"""What a text says, slot by slot, before anything is filled in from a book or a thread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.ask.cues import ANY_STEP
from bot.ask.mend import mend
from bot.ask.span import Span, is_as_of, span_of
from bot.core.ledger import Name
from bot.core.query import Impossible, Mended, Season, When
from bot.words.names import Hit, NameIndex, Word, split_words
from bot.words.near import Near
from bot.words.period import find_whens
from bot.words.script import clean, fold

_MARKUP = re.compile(r"<[@#!][^>]*>|<https?://[^>|]*(?:\|[^>]*)?>")
_LONGEST = 400
"""More letters than any question has; the rest of a longer text is not read."""


_RATE = re.compile(
    r"(?:(?<![a-z])at(?: a rate of)? |@ ?|按 ?|汇率(?:为|按)? ?)(?P<rate>[0-9]{1,3}(?:\.[0-9]{1,6})?)(?![0-9%])"
)
"""What one money costs in another: "in USD at 7.1", 按7.1."""

_MONEY = re.compile("usd|dollar|rmb|cny|yuan|renminbi|hkd|[$¥元币]")
_SMILES = re.compile(r"(?::[a-z0-9_+'-]+:|[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d\s!.])+")
"""A text of nothing but emoji, as Slack sends them or as they are typed."""

_SURE = frozenset({"why", "source", "help"})
"""Cues that say enough: words beside them need not be names."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that is no name, with the names near it, and those it is a part of."""

    typed: str
    near: tuple[Near, ...]
    holding: tuple[Name, ...] = ()


_JOINING = frozenset({"less", "ratio", "sum"})
"""Cues that stand between two figures."""


@dataclass(frozen=True, slots=True)
class Side:
    """What is named of a figure on one side of a word that joins two."""

    metrics: tuple[str, ...] = ()
    dims: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """A word that joins two figures, as it was typed, and what stands before and after it."""

    cue: str
    typed: str
    first: Side
    second: Side


@dataclass(frozen=True, slots=True)
class Heard:
    """The slots of a text: names in the order they stand, periods, cues, and what was not known.

    `days` are what the times may say instead, each a day in place of a month of a year (Apr 15).
    `span` says that the times are a range's two ends, or its beginning. `as_of` asks what was known by
    then. `rate` is a price of one money in another. `sure` says that something was named as it is
    written, not only nearly.
    """

    entities: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    dims: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    whens: tuple[When, ...] = ()
    days: tuple[Season | None, ...] = ()
    mended: tuple[Mended, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    span: Span | None = None
    joined: Joined | None = None
    as_of: bool = False
    rate: Decimal | None = None
    sure: bool = False
    number: int | None = None
    pinyin: bool = False
    chinese: bool = False
    words: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing of a question was heard."""
        return not (
            self.entities or self.metrics or self.dims or self.sources or self.cues or self.whens or self.number
        )


def hear(text: str, index: NameIndex) -> Heard:
    """The slots of a text; never fails, whatever the text."""
    typed_text = clean(unescape(text))[:_LONGEST]
    folded = fold(typed_text)
    # Folding keeps the length of all but rare letters; then what is shown is what was typed.
    shown = typed_text if len(typed_text) == len(folded) else folded
    whens = []
    rest = list(folded)
    times = find_whens(folded)
    for found in times:
        wrong = isinstance(found.when, Impossible)
        whens.append(Impossible(shown[found.start : found.end]) if wrong else found.when)
        rest[found.start : found.end] = " " * (found.end - found.start)
    span = span_of(folded, times)
    rate = _RATE.search("".join(rest)) if _MONEY.search(folded) else None
    for start, end in (*(span.marks if span else ()), *([rate.span()] if rate else [])):
        rest[start:end] = " " * (end - start)
    words = _apart(split_words("".join(rest)), index)
    mends = mend(words, index.find(words), index)
    hits = _one_step(one_slot_each(mends.hits))
    unknown = tuple(
        Unknown(shown[one.words[0].start : one.words[-1].end], one.near, one.holding) for one in mends.strange
    )
    mended = tuple(
        Mended(shown[words[hit.first].start : words[hit.last - 1].end], hit.name.slot, hit.name.id)
        for hit in mends.mended
    )
    number = _number(folded, hits, whens)
    cues = _with_list(_ids(hits, "word")) or (("smile",) if typed_text and _SMILES.fullmatch(folded) else ())
    named = {at for hit in hits if hit.name.slot == "entity" for at in range(hit.first, hit.last)}
    return Heard(
        entities=_ids(hits, "entity"),
        metrics=_ids(hits, "metric"),
        dims=tuple(_pair(key) for key in _ids(hits, "dim")),
        sources=_ids(hits, "source"),
        cues=cues,
        chinese=any(word.han for at, word in enumerate(words) if at not in named),
        whens=tuple(whens),
        days=tuple(found.day for found in times),
        span=span,
        joined=_joined(words, hits, shown),
        as_of=is_as_of(folded, times),
        rate=Decimal(rate["rate"]) if rate else None,
        mended=mended,
        unknown=() if number or _SURE & set(cues) else unknown,
        sure=len(hits) > len(mended) or bool(whens),
        number=number,
        pinyin=any(hit.name.pinyin for hit in hits),
        words=len(words) + len(whens),
    )


def one_slot_each(hits: Sequence[Hit]) -> list[Hit]:
    """Words that name a figure name no slice of one as well, nor a figure beside another where they are a cue too."""
    figures = {hit.first for hit in hits if hit.name.slot in {"metric", "entity"}}
    cues = {hit.first for hit in hits if hit.name.slot == "word"}
    sure = any(hit.name.slot == "metric" and hit.first not in cues for hit in hits)
    loose = {"dim": figures, "metric": cues if sure else set()}
    return [hit for hit in hits if hit.first not in loose.get(hit.name.slot, ())]


def _one_step(hits: list[Hit]) -> list[Hit]:
    """A word for any growth beside one that names the step says nothing of its own."""
    stepped = any((hit.name.slot, hit.name.id) == ("word", "qoq") for hit in hits)
    return [hit for hit in hits if not (stepped and hit.name.id == "yoy" and hit.name.folded in ANY_STEP)]


def _apart(words: tuple[Word, ...], index: NameIndex) -> tuple[Word, ...]:
    """The words of a text, those with a stroke inside ("dau/mau") taken apart unless they are a name so."""
    return tuple(
        part
        for word in words
        for part in (word.parts() if "/" in word.text[1:-1] and not index.has(word.text) else (word,))
    )


def unescape(text: str) -> str:
    """A text as it was typed: Slack's mentions and links removed, its three escapes undone."""
    plain = _MARKUP.sub(" ", text)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def impossible(heard: Heard) -> Impossible | None:
    """The first period that does not exist, if one was written."""
    return next((when for when in heard.whens if isinstance(when, Impossible)), None)


def _joined(words: Sequence[Word], hits: Sequence[Hit], shown: str) -> Joined | None:
    """The first word that joins two figures, and what is named on either side of it."""
    for hit in hits:
        if hit.name.slot == "word" and hit.name.id in _JOINING:
            typed = shown[words[hit.first].start : words[hit.last - 1].end]
            sides = ([one for one in hits if one.last <= hit.first], [one for one in hits if one.first >= hit.last])
            first, second = (Side(_ids(side, "metric"), tuple(map(_pair, _ids(side, "dim")))) for side in sides)
            return Joined(hit.name.id, typed, first, second)
    return None


def _ids(hits: Sequence[Hit], slot: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.name.id for hit in hits if hit.name.slot == slot))


def _with_list(cues: tuple[str, ...]) -> tuple[str, ...]:
    """The cues, and the list that the name of a kind of conflict alone asks for."""
    kinds = any(cue.startswith("conflict:") for cue in cues)
    return (*cues, "conflicts") if kinds and "conflicts" not in cues else cues


def _pair(key: str) -> tuple[str, str]:
    dim, _, value = key.partition(".")
    return dim, value


def _number(folded: str, hits: list[Hit], whens: list[When]) -> int | None:
    """A bare number from 1 to 9, which picks a choice."""
    bare = folded.strip(" .)#")
    return int(bare) if not hits and not whens and len(bare) == 1 and bare in "123456789" else None
