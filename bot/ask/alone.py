"""A question with nothing before it."""

from __future__ import annotations

from dataclasses import replace

from bot.ask.complete import complete
from bot.core.ledger import Ledger
from bot.core.query import Choice, Misread, Operation, Query
from bot.core.text import Language

_ALONE: frozenset[Operation] = frozenset({"prices", "conflicts", "digest", "help", "news"})
"""Operations that need nobody's name."""
_OF_THE_SUBJECT: frozenset[Operation] = frozenset({"guidance", "implied", "score", "gap"})
"""Operations that are about the book's subject, or whoever is guided, where nobody is named."""


def on_its_own(said: Query, ledger: Ledger, language: Language) -> Query | Misread:
    """A question with nothing before it: holes are filled from the book, or it is no question."""
    if said.operation in {"source", "why"} and not said.entity and not said.metric:
        return Misread("nothing_before", language)
    if said.operation in _ALONE:
        return said
    if said.operation in {"yoy", "qoq"} and said.metric is None and said.entity is not None:
        choices = _growing(said, ledger, language)
        if len(choices) > 1:
            return Misread("two_metrics", language, (), choices)
    if said.metric is None and said.entity is None and said.operation not in _OF_THE_SUBJECT:
        return Misread("no_subject", language, choices=_starters(said, ledger, language))
    return complete(said, ledger)


def _starters(said: Query, ledger: Ledger, language: Language) -> tuple[Choice, ...]:
    """The entities a bare operation or period could be about."""
    ids = [key for key, entity in ledger.entities.items() if entity.overview][:3]
    return tuple(
        Choice(
            ledger.entities[key].name.in_(language),
            complete(Query("overview", key, language=language).at(said.when), ledger),
        )
        for key in ids
    )


def _growing(said: Query, ledger: Ledger, language: Language) -> tuple[Choice, ...]:
    """The metrics of an entity's overview that can grow."""
    metrics = [ledger.metrics[m] for m in ledger.entities[said.entity or ""].overview if m in ledger.metrics]
    return tuple(Choice(m.name.in_(language), replace(said, metric=m.id)) for m in metrics if m.form is None and m.adds)
