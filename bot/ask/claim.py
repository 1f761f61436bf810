"""Claims: the figures of somebody's text, each with the question whose answer it can be held against.

A figure is placed by the words around it in its own sentence: one metric, whose, when. Where they
name none, or more than one, the figure is left without a question, and says what it lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from bot.ask.heard import one_slot_each, unescape
from bot.ask.when import said_when
from bot.core.period import Period
from bot.core.quantity import Quantity
from bot.core.query import Operation, Query, Season, When
from bot.core.text import Language
from bot.words.names import NameIndex, split_words
from bot.words.period import find_whens
from bot.words.prose import Figure, find_figures
from bot.words.script import clean, fold

Lack = Literal["metric", "metrics", "entity", "entities", "period", "periods", "forecast", "word"]
"""What keeps a figure from being placed: nothing named, or more than one; it is said of what is to
come; or a word beside the metric may make it another one."""

_LONGEST = 40_000
"""Slack's longest message."""
_SENTENCE = re.compile(r"[。！？!?;；\n]|\.(?=\s|$)")
_CLAUSE = re.compile(r"[,，、:：()（）]")
_AHEAD = re.compile(
    r"\b(?:guidance|guid(?:es|ed)|targets?|forecasts?|expect(?:s|ed|ing)?|estimate[sd]?|will|would|could|may|might"
    r"|plans?|aims?|hopes?)\b|预计|预期|预测|估计|目标|指引|有望|计划|可能|将(?!近)"
)
"""Words that make a sentence one about what is to come."""
_BASE = re.compile(
    r"\b(?:from|vs|versus|against|compared|prior|previous|earlier)\b|较|(?<![同环占])比|[由从]|上年|去年|上季|同期|此前"
)
"""Words before a figure that stands for another time than the rest of its sentence."""
_NARROWED = re.compile(r"\s+(?:from|excluding|ex|outside|per|before|after|without)\b|(?:不含|剔除|除外)")
_LAST_WORD = re.compile(r"[a-z0-9&.-]+$|\S$")
_PLAIN = frozenset(
    "the a an its their his her our total reported and but while with that of in for had has was is s as to on by at "
    "whose said says say hit reached posted 的 总 其 与 和 而 但 在 了 是 为 且 及 其中 说 称 : ： - – —".split()
)
"""Words before a metric's name that leave it what it is."""
_GROWTH: tuple[Operation, ...] = ("qoq", "yoy")
_LACKS: tuple[tuple[str, Lack, Lack], ...] = (
    ("metric", "metric", "metrics"),
    ("entity", "entity", "entities"),
    ("when", "period", "periods"),
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure as it is written, and the query it answers; `lack` where it could not be placed."""

    written: str
    quantity: Quantity
    query: Query | None
    lack: Lack | None = None


@dataclass(frozen=True, slots=True)
class _Named:
    """A name or a time in a text; `id` tells it from others of its slot."""

    slot: str
    id: str
    start: int
    end: int
    when: When | None = None


_Said = Mapping[str, frozenset[_Named]]


def claims(text: str, index: NameIndex, today: date, language: Language) -> tuple[Claim, ...]:
    """The figures of a text, in its order; a bare number beside which no metric is named is none."""
    shown = clean(unescape(text))[:_LONGEST]
    folded = fold(shown)
    shown = shown if len(shown) == len(folded) else folded
    names = _named(folded, index)
    found: list[Claim] = []
    for first, last in _sentences(folded):
        for figure, claim in _of_sentence(folded, first, last, names, today):
            if not figure.bare or claim.lack not in {"metric", "metrics"}:
                written = " ".join(shown[figure.start : figure.end].split())
                query = replace(claim.query, language=language) if claim.query else None
                found.append(replace(claim, written=written, query=query))
    return tuple(found)


def _of_sentence(
    folded: str, first: int, last: int, names: Sequence[_Named], today: date
) -> Iterator[tuple[Figure, Claim]]:
    here = [name for name in names if first <= name.start < last]
    figures = find_figures(_without(folded[:last], [name for name in names if name.slot != "word"]), first)
    ahead = _AHEAD.search(folded, first, last) is not None
    said: dict[str, frozenset[_Named]] = {}
    for start, end in _clauses(folded, first, last, figures):
        mine = [figure for figure in figures if start <= figure.start < end]
        near = [name for name in here if start <= name.start < end]
        for number, figure in enumerate(mine):
            for slot, _, _ in _LACKS:
                own = _dealt(slot, near, mine, number)
                said[slot] = own if own is not None else said.get(slot) or _once(slot, here, names)
            based = _BASE.search(folded, start, figure.start) is not None
            lack: Lack | None = "forecast" if ahead else None
            if lack is None and based and not _of_slot("when", near):
                lack = "period"
            if lack is None and any(_qualified(folded, name, names, start) for name in said["metric"]):
                lack = "word"
            yield figure, Claim("", figure.quantity, None, lack) if lack else _claim(figure, said, near, today)


def _dealt(slot: str, near: Sequence[_Named], figures: Sequence[Figure], number: int) -> frozenset[_Named] | None:
    """What a clause names in a slot for one of its figures; None where it names nothing for it.

    Of several names each is dealt to a figure only where they alternate, names first or figures first.
    """
    names = [name for name in near if name.slot == slot]
    figure = figures[number]
    if len(figures) == 1 or not names:
        return _of_slot(slot, names) or None
    if len({name.id for name in names}) == 1:
        before = [name for name in names if name.start < figure.end]
        return frozenset(names[:1]) if slot != "metric" or before else None
    order = sorted([*((name.start, "n") for name in names), *((one.start, "f") for one in figures)])
    if "".join(kind for _, kind in order) in {"nf" * len(figures), "fn" * len(figures)}:
        return frozenset({names[number]})
    return _of_slot(slot, names)


def _qualified(folded: str, metric: _Named, names: Sequence[_Named], start: int) -> bool:
    """Whether a word that nobody knows stands at a metric and may make it another: "overseas revenue"."""
    if _NARROWED.match(folded, metric.end):
        return True
    before = folded[start : metric.start].rstrip(" '’\"“(（")
    if not before or any(name.end >= start + len(before) > name.start for name in names):
        return False
    word = _LAST_WORD.search(before)
    return word is not None and word[0] not in _PLAIN


def _of_slot(slot: str, names: Sequence[_Named]) -> frozenset[_Named]:
    """What is named in a slot, each once."""
    return frozenset({name.id: name for name in names if name.slot == slot}.values())


def _once(slot: str, here: Sequence[_Named], names: Sequence[_Named]) -> frozenset[_Named]:
    """Whose and when may be said once for a sentence or a text; what is measured is said at its figure."""
    return frozenset() if slot == "metric" else _of_slot(slot, here) or _of_slot(slot, names)


def _clauses(folded: str, first: int, last: int, figures: Sequence[Figure]) -> Iterator[tuple[int, int]]:
    """The clauses of a sentence; a comma inside a number parts nothing."""
    start = first
    for stop in _CLAUSE.finditer(folded, first, last):
        if not any(figure.start <= stop.start() < figure.end for figure in figures):
            yield start, stop.start()
            start = stop.end()
    yield start, last


def _claim(figure: Figure, said: _Said, near: Sequence[_Named], today: date) -> Claim:
    for slot, none, many in _LACKS:
        if len(said[slot]) != 1:
            return Claim("", figure.quantity, None, many if said[slot] else none)
    entity, metric, time = (next(iter(said[slot])) for slot, _, _ in _LACKS[1::-1] + _LACKS[2:])
    when = said_when((time.when,), today, None) if time.when else None
    if not isinstance(when, Period | Season):
        return Claim("", figure.quantity, None, "period")
    cues = {name.id for name in near if name.slot == "word"}
    rate = figure.quantity.unit in {"ratio", "pp"}
    operation: Operation = next((cue for cue in _GROWTH if rate and cue in cues), "value")
    dims = tuple(sorted((name.id.partition(".")[0], name.id.partition(".")[2]) for name in _of_slot("dim", near)))
    return Claim("", figure.quantity, Query(operation, entity.id, None, metric.id, dims).at(when))


def _named(folded: str, index: NameIndex) -> tuple[_Named, ...]:
    """The names and times of a text, in its order."""
    times = [_Named("when", repr(time.when), time.start, time.end, time.when) for time in find_whens(folded)]
    words = split_words(_without(folded, times))
    hits = one_slot_each(index.find(words))
    named = [_Named(hit.name.slot, hit.name.id, words[hit.first].start, words[hit.last - 1].end) for hit in hits]
    return tuple(sorted([*times, *named], key=lambda name: name.start))


def _without(text: str, names: Sequence[_Named]) -> str:
    letters = list(text)
    for name in names:
        if name.end <= len(letters):
            letters[name.start : name.end] = " " * (name.end - name.start)
    return "".join(letters)


def _sentences(folded: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _SENTENCE.finditer(folded):
        yield start, stop.start()
        start = stop.end()
    yield start, len(folded)
