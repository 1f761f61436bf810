"""A question that changes the last one, slot by slot."""

from __future__ import annotations

from dataclasses import replace

from bot.ask.before import Before
from bot.ask.complete import complete
from bot.ask.heard import Heard
from bot.ask.slots import OPERATIONS
from bot.core.ledger import Ledger
from bot.core.period import SPANS, Period
from bot.core.query import Operation, Query, Season
from bot.core.text import Language

_ABOUT: frozenset[Operation] = frozenset({"source", "why"})
"""Operations on an answer, not on the book."""


def chosen(heard: Heard, text: str, before: Before, language: Language) -> Query | None:
    """The choice that "2" or its own words pick."""
    if heard.number and heard.number <= len(before.choices):
        return replace(before.choices[heard.number - 1].query, language=language)
    typed = text.strip().casefold()
    for choice in before.choices:
        if typed and typed == choice.words.casefold():
            return replace(choice.query, language=language)
    part_of = [choice for choice in before.choices if typed and typed in choice.words.casefold().split()]
    if len(part_of) == 1:
        return replace(part_of[0].query, language=language)
    metrics = set(heard.metrics)
    fitting = [choice for choice in before.choices if choice.query.metric in metrics]
    if len(fitting) == 1 and not heard.entities and not heard.whens:
        return replace(fitting[0].query, language=language)
    return None


def after(said: Query, heard: Heard, last: Query, ledger: Ledger) -> Query:
    """The last query with what was said anew; a question with its own subject stands alone."""
    operation_said = any(cue in heard.cues for cue in OPERATIONS) or said.operation != "value"
    if said.operation in {"help", "digest", "conflicts"} or "all_prices" in heard.cues:
        return said
    if said.operation in _ABOUT and not said.entity and not said.metric:
        of = next((cue for cue in OPERATIONS if cue in heard.cues and cue not in _ABOUT), None)
        if of is not None and of != _subject(last):
            # "source of the guidance": the source of what the words name, not of the last answer.
            last = after(replace(said, operation=of), heard, last, ledger)
        return replace(
            last, operation=said.operation, subject=_subject(last), language=said.language, mended=said.mended
        )
    if said.entity and said.metric:
        return complete(said.at(said.when or last.when), ledger)
    metric = said.metric or last.metric
    if operation_said:
        operation = said.operation
        if operation == "list" and _subject(last) == "guidance" and said.metric is None:
            operation = "guidance"
    elif said.metric:
        operation = "value"
    else:
        operation = _subject(last)
        if operation == "list" and said.when is not None:
            operation = "gap" if last.against else "value"
    if operation in {"overview", "prices"} and said.metric is None and not operation_said:
        metric = None
    if operation == "overview" and said.when is not None and last.metric is None:
        metric = None
    entity, against = said.entity or last.entity, said.against or last.against
    if operation == "gap" and said.entity and said.against is None and said.entity != last.entity:
        entity, against = last.entity, said.entity
    elif operation not in {"gap", "list"}:
        against = None
    keeps = not said.metric and (not said.entity or operation == "gap")
    dims = said.dims or (last.dims if keeps else ())
    query = replace(
        said,
        operation=operation,
        entity=entity,
        against=against,
        metric=metric,
        dims=dims,
    )
    return complete(query.at(said.when or _kept(last, query, ledger)), ledger)


def _kept(last: Query, query: Query, ledger: Ledger) -> Period | Season | None:
    """The time of the last answer, unless the new figure comes as a state on a day and never over a stretch."""
    when = last.when
    if when is None or query.metric is None or query.metric == last.metric or query.entity is None:
        return when
    grains = {fact.period.grain for fact in ledger.facts_of(query.entity, query.metric)}
    return when if not grains or grains & set(SPANS) or when.grain in grains else None


def _subject(last: Query) -> Operation:
    """What the last answer was about, seen through a question for its source."""
    return last.subject or "value" if last.operation in {"source", "why"} else last.operation
