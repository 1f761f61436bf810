"""What in a book contradicts, disproves or resembles what: found by machine, answered as a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from bot.core.answer import Answer, Line
from bot.core.conflict import CONFLICT_KINDS, Conflict
from bot.core.ledger import Ledger
from bot.core.period import Period
from bot.core.query import Query, Season
from bot.reckon.conflict.disproved import disproved
from bot.reckon.conflict.flagged import misprints, withheld
from bot.reckon.conflict.look_alike import look_alikes
from bot.reckon.conflict.pairs import pairs
from bot.reckon.conflict.record import records
from bot.reckon.conflict.same_target import same_targets
from bot.reckon.figure import attributions
from bot.reckon.slots import Slots, slots_of

FINDERS: tuple[Callable[[Slots], Iterator[Conflict]], ...] = (
    pairs,
    misprints,
    disproved,
    records,
    same_targets,
    look_alikes,
    withheld,
)

_MOST = 6
"""Rows of one message, each with its prints and their places."""
_LAST = frozenset({"rounding", "withheld"})
"""Kinds that stand behind all others: no reader need act on them."""


@lru_cache(maxsize=4)  # of the book in use: a digest asks for every section
def find_conflicts(ledger: Ledger) -> tuple[Conflict, ...]:
    """Everything that disagrees or looks alike: the most serious kind first, what two documents say before one's."""
    slots = slots_of(ledger)
    found = [conflict for finder in FINDERS for conflict in finder(slots)]
    return tuple(sorted(found, key=lambda conflict: _rank(conflict, ledger)))


def conflicts(query: Query, ledger: Ledger, today: date) -> Answer:
    """The conflicts of the book, or of what is named, a page of them: each disputed print once before any again."""
    del today
    found = [conflict for conflict in find_conflicts(ledger) if _about(conflict, query, ledger)]
    if query.conflict is not None:
        found = [conflict for conflict in found if conflict.kind == query.conflict]
    else:
        found = _each_print_first(found)
    begin = min(query.page * _MOST, len(found))
    shown, left = tuple(found[begin : begin + _MOST]), found[begin + _MOST :]
    facts = [ledger.by_id[key] for conflict in shown for key in conflict.facts]
    kinds = [one.kind for one in left]
    return Answer(
        query,
        "found",
        "conflicts" if found else "no_conflicts",
        query.entity,
        None,
        query.metric,
        query.dims,
        query.period,
        "said",
        tuple(_line(conflict, ledger) for conflict in shown),
        (),
        attributions(facts, ledger),
        follow=(("source", "onward") if left else ("source",)) if shown else (),
        conflicts=shown,
        left=tuple((kind, kinds.count(kind)) for kind in CONFLICT_KINDS if kind in kinds),
        passed=begin,
    )


def _each_print_first(found: list[Conflict]) -> list[Conflict]:
    """One finding for each disputed print, then the others about the same prints, then what nobody need act on."""
    first: dict[str, Conflict] = {}
    for conflict in found:
        if conflict.kind not in _LAST:
            first.setdefault(conflict.facts[0], conflict)
    chosen = set(map(id, first.values()))
    again = [one for one in found if one.kind not in _LAST and id(one) not in chosen]
    return [*first.values(), *again, *(one for one in found if one.kind in _LAST)]


def _rank(conflict: Conflict, ledger: Ledger) -> tuple[int, bool]:
    documents = {ledger.by_id[key].document for key in conflict.facts}
    return CONFLICT_KINDS.index(conflict.kind), len(documents) == 1


def _about(conflict: Conflict, query: Query, ledger: Ledger) -> bool:
    """Whether a conflict is about the entity, the metric or a rate of it, and the period that were named."""
    facts = [ledger.by_id[key] for key in conflict.facts]
    metrics = {one for fact in facts for one in (fact.metric, ledger.metrics[fact.metric].of)}
    whose = {one for one in (query.entity, query.against) if one is not None}
    return (
        (not query.prints or bool(set(query.prints) & set(conflict.facts)))
        and (not whose or any(fact.entity in whose for fact in facts))
        and (query.metric is None or query.metric in metrics)
        and (query.when is None or any(_at(fact.period, query.when) for fact in facts))
    )


def _at(period: Period, when: Period | Season) -> bool:
    if isinstance(when, Season):
        return when.has(period)
    return period == when


def _line(conflict: Conflict, ledger: Ledger) -> Line:
    fact = ledger.by_id[conflict.facts[0]]
    supposed = fact.kind == "hypothesis"
    return Line(
        conflict.kind,
        fact.entity,
        fact.metric,
        fact.period,
        fact.dims,
        # A supposition is named, never served.
        None if supposed else fact.quantity,
        None if supposed else fact.text,
        conflict.facts,
        conflict.formula,
        fact.kind,
        fact.said_on,
    )
