"""A word that changes the figure before it: "adjusted" after net profit, "daily" after monthly active users."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.ask.heard import Heard
from bot.core.ledger import Ledger
from bot.words.names import NameIndex, split_words
from bot.words.script import fold


def qualified(heard: Heard, last: str | None, ledger: Ledger, index: NameIndex) -> Heard:
    """What was heard, with the unknown words read as a change of the last metric where that makes just one other."""
    if last is None or not heard.unknown or heard.metrics:
        return heard
    typed = fold(" ".join(unknown.typed for unknown in heard.unknown))
    found = {metric for name in _names_of(last, ledger) for metric in _changed(typed, name, index)} - {last}
    return replace(heard, metrics=(found.pop(),), unknown=(), sure=True) if len(found) == 1 else heard


def _names_of(metric: str, ledger: Ledger) -> tuple[str, ...]:
    return tuple(name.folded for name in ledger.names if (name.slot, name.id) == ("metric", metric))


def _changed(typed: str, name: str, index: NameIndex) -> Iterator[str]:
    """The metrics that a name means with its first words, or none of them, replaced by what was typed."""
    words = split_words(name)
    for kept in range(len(words)):
        whole = split_words(f"{typed} {name[words[kept].start :]}")
        hits = [hit for hit in index.find(whole) if hit.name.slot == "metric"]
        yield from (hit.name.id for hit in hits if hit.first == 0 and hit.last == len(whole))
