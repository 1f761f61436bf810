"""Whose word is asked for: of one speaker, publisher or document alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.ask.before import Before
from bot.ask.heard import Heard
from bot.core.ledger import Ledger
from bot.core.query import Choice, Misread, Query
from bot.core.text import Language


def said_by(heard: Heard, before: Before | None) -> str | None:
    """The source a text names; a follow-up keeps the last one until it names a subject whole."""
    if heard.sources:
        return heard.sources[0]
    if before is None or before.query is None or (heard.entities and heard.metrics):
        return None
    return before.query.by


def told_by(source: str, read: Query | Misread) -> Query | Misread:
    """A reading, or each of its choices, as that source alone tells it; a digest is the whole book's."""
    if isinstance(read, Query):
        return Misread("nothing_said", read.language) if read.operation == "digest" else replace(read, by=source)
    choices = (Choice(choice.words, replace(choice.query, by=source)) for choice in read.choices)
    return replace(read, choices=tuple(choices))


def which_source(
    heard: Heard, ledger: Ledger, language: Language, told: Callable[[str], Query | Misread]
) -> Query | Misread:
    """Several sources named at once: each is a choice."""
    reads = {by: told(by) for by in heard.sources}
    choices = tuple(
        Choice(_called(by, ledger, language), read) for by, read in reads.items() if isinstance(read, Query)
    )
    return Misread("two_metrics", language, (), choices) if choices else next(iter(reads.values()))


def _called(by: str, ledger: Ledger, language: Language) -> str:
    text = ledger.sources[by].name if by in ledger.sources else ledger.documents[by].title
    return text.in_(language)
