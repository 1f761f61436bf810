"""The one door of the room: a query, or a text that is none, becomes an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from bot.core.answer import Answer, Ending
from bot.core.ledger import Ledger
from bot.core.query import Misread, Operation, Query
from bot.reckon.change import change, compound
from bot.reckon.conflicts import conflicts
from bot.reckon.convert import converted
from bot.reckon.estimate import estimate
from bot.reckon.everything import everything
from bot.reckon.gap import gap
from bot.reckon.growth import growth
from bot.reckon.guidance import guidance, implied
from bot.reckon.more import more
from bot.reckon.narrow import known_by
from bot.reckon.news import news
from bot.reckon.overview import overview
from bot.reckon.prices import paid_otherwise, prices
from bot.reckon.rank import rank
from bot.reckon.ratio import difference, ratio
from bot.reckon.score import score
from bot.reckon.series import series
from bot.reckon.source import source, why
from bot.reckon.total import total
from bot.reckon.value import value, which
from bot.reckon.warning import warned

Reckon = Callable[[Query, Ledger, date], Answer]

OPERATIONS: Mapping[Operation, Reckon] = {
    "value": value,
    "overview": overview,
    "list": series,
    "yoy": growth,
    "qoq": growth,
    "gap": gap,
    "prices": prices,
    "guidance": guidance,
    "implied": implied,
    "sum": total,
    "change": change,
    "compound": compound,
    "ratio": ratio,
    "difference": difference,
    "estimate": estimate,
    "rank": rank,
    "score": score,
    "everything": everything,
    "news": news,
    "conflicts": conflicts,
}

_ENDINGS: Mapping[str, Ending] = {
    "help": "help",
    "left_alone": "left_alone",
    "ambiguous": "ask_back",
    "two_metrics": "ask_back",
    "no_subject": "ask_back",
    "which_time": "ask_back",
}


_OF_ONE_METRIC: frozenset[Operation] = frozenset(
    {"value", "list", "yoy", "qoq", "gap", "sum", "change", "compound", "ratio", "difference", "rank"}
)
"""Operations before which a loose name ("profit") is asked back."""


def answer(query: Query | Misread, ledger: Ledger, today: date) -> Answer:
    """What the book says to a query; a text that is none ends in words, never in a number."""
    if isinstance(query, Misread):
        whose = {choice.query.entity for choice in query.choices}
        return Answer(
            Query(language=query.language),
            _ENDINGS.get(query.reason, "not_understood"),
            query.reason,
            entity=whose.pop() if len(whose) == 1 else None,
            choices=query.choices,
            near=query.about,
        )
    whole = ledger
    if query.by is not None:
        ledger = ledger.told_by(query.by)
    if query.operation == "help":
        return Answer(query, "help", "help")
    if query.operation in {"source", "why"}:
        about = answer(replace(query, operation=query.subject or "value", subject=None), ledger, today)
        return warned(source(query, about, ledger), whole) if query.operation == "source" else why(query, about, ledger)
    book = known_by(query.known_by, ledger)
    unpaid = paid_otherwise(query, book)
    if unpaid is not None:
        return unpaid
    if query.metric is not None and query.operation in _OF_ONE_METRIC and ledger.metrics[query.metric].means:
        return which(query, book, today)
    found = warned(OPERATIONS[query.operation](query, book, today), whole)
    found = converted(found, ledger)
    return replace(found, more=more(found, ledger))
