"""What of a text is no name as it is written: read as the name it is a slip of, or left with those near it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.ask.cues import FILLERS
from bot.core.ledger import Name
from bot.words.names import Hit, NameIndex, Word, squeeze
from bot.words.near import LINKS, Near, doubled, meant

_AROUND = 14
"""So many words to each side of a strange one are looked at with it."""
_RIVALS = 12
"""So many near names are weighed against each other."""
_SLIPS = 2
"""So many words of a name may be misspelt."""
_ENOUGH = 4
"""Of a name that is not said whole so many words must be: daily paying users are not those in the mall."""
_CHAT = 8
"""A text with more strange words than this is no question; each is looked at by itself."""


@dataclass(frozen=True, slots=True)
class Strange:
    """Words that are no name, with the names near them."""

    words: tuple[Word, ...]
    near: tuple[Near, ...] = ()
    holding: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Mends:
    """The names of a text after its misspellings were read, those that were mended, and what stayed strange."""

    hits: tuple[Hit, ...]
    mended: tuple[Hit, ...]
    strange: tuple[Strange, ...]


def mend(words: Sequence[Word], found: Sequence[Hit], index: NameIndex) -> Mends:
    """Read what is strange beside the names that were found; a name may take in words beside the strange ones."""
    hits, mended, strange = list(found), [hit for hit in found if hit.reordered], []
    odd = _strange(words, hits)
    around = _AROUND if len(odd) <= _CHAT else 0
    while odd:
        run = _run(odd, words)
        read = _read(run, words, hits, index, around)
        if not isinstance(read, Hit) and len(run) > 1 and not words[run[0]].han:
            run = run[:1]  # no name as a whole: word by word
            read = _read(run, words, hits, index, around)
        if isinstance(read, Hit):
            hits = [hit for hit in hits if hit.last <= read.first or read.last <= hit.first] + [read]
            mended = [hit for hit in mended if hit in hits] + [read]
            odd = [at for at in odd if not read.first <= at < read.last]
        else:
            strange.append(read)
            odd = [at for at in odd if at not in run]
    strange += _clipped(words, hits, index)
    return Mends(tuple(sorted(hits, key=_place)), tuple(sorted(mended, key=_place)), tuple(strange))


def _read(run: Sequence[int], words: Sequence[Word], hits: list[Hit], index: NameIndex, around: int) -> Hit | Strange:
    """The name that strange words are a slip or a part of, else what they may be.

    The longest words that are near any name decide: what two names are near to is not read as a third, shorter one.
    """
    texts = [word.text for word in words]
    foreign = {
        at for at, word in enumerate(words) if not word.han and word.text[0].isalnum() and not index.has(word.text)
    }
    windows = [
        (a, b)
        for a, b in _windows(run[0], run[-1] + 1, len(texts), around, hits)
        if b - a == len(run) or len(foreign & set(range(a, b))) <= _SLIPS
    ]
    for a, b in windows:
        near = meant([one for one in index.near(texts[a:b], _RIVALS) if _keeps(one, texts, a, b, hits)])
        if near:
            return Hit(a, b, near[0].name) if len(near) == 1 else Strange(tuple(words[a:b]), near)
    for a, b in windows:
        if not any(hit.name.slot == "entity" for hit in hits if a <= hit.first < b):
            holding = index.holding(texts[a:b])
            if holding:
                said = [text for text in texts[a:b] if text not in LINKS and text[0].isalnum()]
                sure = len(holding) == 1 and len(said) >= _ENOUGH
                return Hit(a, b, holding[0]) if sure else Strange(tuple(words[a:b]), holding=holding)
    for a, b in windows:
        abridged = index.abridged(texts[a:b])
        if abridged:
            return Strange(tuple(words[a:b]), holding=abridged)
    return Strange(tuple(words[at] for at in run), index.near([texts[at] for at in run]))


def _windows(first: int, last: int, size: int, around: int, hits: list[Hit]) -> list[tuple[int, int]]:
    """The runs of words about a strange one, longest first; none cuts a name in two."""
    cut = {at for hit in hits for at in range(hit.first + 1, hit.last)}
    spans = [
        (a, b)
        for a in range(max(0, first - around), first + 1)
        for b in range(last, min(size, last + around) + 1)
        if a not in cut and b not in cut
    ]
    return sorted(spans, key=lambda span: (span[0] - span[1], span))


def _keeps(near: Near, texts: Sequence[str], a: int, b: int, hits: list[Hit]) -> bool:
    """Whether a near name leaves the words beside the strange ones as they were typed, and adds to them.

    A name that stands in the text already and is only longer there by a strange word is not meant:
    "unadjusted profit" is no adjusted profit.
    """
    key, taken = near.slip.key, _covered(hits)
    loose = [at for at in range(a, b) if at not in taken]
    if not (key.startswith(squeeze(texts[a : loose[0]])) and key.endswith(squeeze(texts[loose[-1] + 1 : b]))):
        return False
    longer = any(squeeze(texts[hit.first : hit.last]) == key for hit in hits if a <= hit.first < b)
    return not longer or doubled(squeeze(texts[a:b]), key)


def _strange(words: Sequence[Word], hits: Sequence[Hit]) -> list[int]:
    """The words that no name covers and that are not known to say nothing."""
    taken = _covered(hits)
    return [
        at for at, word in enumerate(words) if at not in taken and word.text not in FILLERS and word.text[0].isalnum()
    ]


def _run(odd: Sequence[int], words: Sequence[Word]) -> Sequence[int]:
    """The first strange word and its strange neighbours of the same script."""
    size = 1
    while size < len(odd) and odd[size] == odd[0] + size and words[odd[size]].han == words[odd[0]].han:
        size += 1
    return odd[:size]


def _clipped(words: Sequence[Word], hits: Sequence[Hit], index: NameIndex) -> list[Strange]:
    """Names with a 汉字 left out whose rest would be taken for a shorter name and a word that says nothing: 月活同."""
    taken, found, at = _covered(hits), [], 0
    starts, ends = {hit.first: hit for hit in hits}, {hit.last: hit for hit in hits}
    while at < len(words):
        if at in taken or not words[at].han:
            at += 1
            continue
        last = at
        while last < len(words) and last not in taken and words[last].han:
            last += 1
        befores = [at, *([ends[at].first] if at in ends else [])]
        afters = [last, *([starts[last].last] if last in starts else [])]
        for a, b in ((a, b) for a in befores for b in afters):
            names = index.clipped(_read_as(words, a, b, starts))
            if names and not {(name.slot, name.id) for name in names} & {
                (hit.name.slot, hit.name.id) for hit in hits if a <= hit.first < b
            }:
                found.append(Strange(tuple(words[a:b]), holding=names))
                break
        at = last
    return found


def _read_as(words: Sequence[Word], first: int, last: int, hits: Mapping[int, Hit]) -> str:
    """Words as they were read: a name that was mended as it is spelled."""
    text = ""
    while first < last:
        hit = hits.get(first)
        text, first = (text + hit.name.folded, hit.last) if hit else (text + words[first].text, first + 1)
    return text


def _covered(hits: Sequence[Hit]) -> set[int]:
    return {at for hit in hits for at in range(hit.first, hit.last)}


def _place(hit: Hit) -> int:
    return hit.first
