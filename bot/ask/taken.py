"""Names of the catalogue that mean something else as well when they are typed."""

from __future__ import annotations

from collections.abc import Iterator

from bot.ask.cues import CUES, FILLERS
from bot.core.ledger import Ledger, Name
from bot.core.metric import PRICED
from bot.words.names import split_words, squeeze
from bot.words.pinyin import with_pinyin


def taken_names(ledger: Ledger) -> tuple[str, ...]:
    """A sentence for every name that is a word of questions, or another name's spelling in pinyin."""
    names = [name for name in with_pinyin(ledger).names if name.slot in {"entity", "metric", "dim"}]
    return (*_cues(ledger, names), *_spellings(names))


def _cues(ledger: Ledger, names: list[Name]) -> Iterator[str]:
    cues = {_letters(phrase): cue for cue, phrases in CUES for phrase in phrases}
    for name in names:
        cue = cues.get(_letters(name.folded))
        if cue is not None and not _is_asked_for(ledger, name, cue):
            yield f"{_file(name)}: The name {name.folded!r} of {name.id} is a word of questions already, for {cue}."
        elif name.slot != "entity" and name.folded in FILLERS:
            yield f"{_file(name)}: The name {name.folded!r} of {name.id} is a word that questions are full of."


def _is_asked_for(ledger: Ledger, name: Name, cue: str) -> bool:
    """Whether a cue asks for just that metric: the prices for a price, the rank for a ranking in words."""
    metric = ledger.metrics.get(name.id) if name.slot == "metric" else None
    if metric is None:
        return False
    return (cue == "prices" and metric.role in PRICED) or (cue == "rank" and metric.unit == "text")


def _spellings(names: list[Name]) -> Iterator[str]:
    written = {_letters(name.folded): name for name in names if not name.pinyin}
    for name in names:
        other = written.get(name.folded) if name.pinyin else None
        if other is not None and (other.slot, other.id) != (name.slot, name.id):
            yield f"{_file(other)}: The name {other.folded!r} of {other.id} is a name of {name.id} in pinyin."


def _letters(folded: str) -> str:
    return squeeze(word.text for word in split_words(folded))


def _file(name: Name) -> str:
    return "entities.yaml" if name.slot == "entity" else "metrics.yaml"
