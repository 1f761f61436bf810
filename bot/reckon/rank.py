"""Who has more: every entity's figure of one metric for one period, the largest first."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise

from bot.core.answer import Answer, Caveat, Line
from bot.core.fact import Dims, Fact
from bot.core.ledger import Ledger
from bot.core.metric import Comparability
from bot.core.period import Period
from bot.core.quantity import less
from bot.core.query import Query
from bot.reckon.figure import attributions, figure, line_of
from bot.reckon.gap import beside, comparability, gap
from bot.reckon.missing import missing, undisclosed
from bot.reckon.period import known_periods, settle

_TWO = 2
_SEVERITY = ("comparable", "with_care", "not")


def rank(query: Query, ledger: Ledger, today: date) -> Answer:
    """The entities by a metric, in the newest period that most of them share, with the verdict on comparing them."""
    metric = query.metric or ""
    whose = query.among or tuple(ledger.entities)
    if query.among:
        query = replace(query, dims=_slice(query, metric, ledger))
    period = _period(query, whose, metric, ledger, today)
    stated = {one: found.fact for one in whose if period and (found := figure(ledger, one, metric, period, query.dims))}
    known = [fact for fact in stated.values() if fact.value is not None and fact.value.ends]
    if len(known) < 2 or len({fact.value.unit for fact in known if fact.value}) > 1:
        entity = known[0].entity if known else next((e for e in whose if ledger.facts_of(e, metric)), ledger.subject)
        if query.among:
            return _each(query, ledger, metric, period, today)
        answer = missing(query, ledger, entity, metric, period, today)
        lines = tuple(line_of(fact, "have") for fact in known) or answer.lines
        sources = attributions(known, ledger) or answer.sources
        return Answer(
            query, "not_in_book", "no_others", entity, None, metric, query.dims, period, lines=lines, sources=sources
        )
    known.sort(key=_size, reverse=True)
    verdict = _verdict(ledger, metric, known)
    noted = [Caveat("comparable", verdict.reason, verdict.verdict) if verdict else Caveat("unjudged")]
    if any(_undecided(upper, lower) for upper, lower in pairwise(known)):
        noted.append(Caveat("order_open"))
    judged = verdict is None or verdict.verdict != "not"
    absent = [one for one in whose if one not in stated and (query.among or ledger.facts_of(one, metric))]
    return Answer(
        query,
        "found" if judged else "cannot_tell",
        "rank" if judged else "not_comparable",
        None,
        None,
        metric,
        query.dims,
        period,
        "said" if query.when else "newest_in_book",
        (
            *(line_of(fact, "row") for fact in known),
            *(Line("absent", one, metric, period, cell="not_in_book") for one in absent if period),
        ),
        tuple(noted),
        attributions(known, ledger),
        follow=("source",),
    )


def _each(query: Query, ledger: Ledger, metric: str, period: Period | None, today: date) -> Answer:
    """What each of those named has, where no order can be made of it: in words, or of no common period."""
    lines, facts = beside(query, ledger, query.among, metric)
    worded = len(facts) > 1 and all(fact.value is None and fact.metric == metric for fact in facts)
    if worded and len(query.among) == len(facts) == _TWO:
        entity, against = query.among
        return gap(replace(query, operation="gap", entity=entity, against=against), ledger, today)
    silent = (ledger.state_of(one, metric) for one in query.among)
    states = {state.document: state for state in silent if state is not None}.values()
    one_time = len({fact.period for fact in facts}) == 1
    return Answer(
        query,
        "cannot_tell" if worded else "not_in_book",
        "in_words" if worded else "no_others",
        None,
        None,
        metric,
        query.dims,
        facts[0].period if one_time else period if query.when is not None else None,
        "said" if query.when is not None or not one_time else "newest_in_book",
        lines=lines,
        sources=(*attributions(facts, ledger), *(undisclosed(state, ledger) for state in states)),
        follow=("source",) if facts else (),
    )


def _slice(query: Query, metric: str, ledger: Ledger) -> Dims:
    """The slice that most of those named have figures in: the one asked for, else the one within it."""
    slices = Counter(
        dims
        for one in query.among
        for dims in {fact.dims for fact in ledger.facts_of(one, metric) if fact.states}
        if set(query.dims) <= set(dims)
    )
    return max(slices, key=lambda dims: (slices[dims], -len(dims), dims), default=query.dims)


def _period(query: Query, whose: tuple[str, ...], metric: str, ledger: Ledger, today: date) -> Period | None:
    """The period said, or the newest of those that most entities have a figure for."""
    if query.when is not None:
        settled = [settle(query, one, metric, ledger, today) for one in whose if ledger.facts_of(one, metric)]
        known = [one for one in settled if one.note != "none_in_book"] or settled
        return max((one.period for one in known if one.period is not None), default=None)
    counted = Counter(p for one in whose for p in known_periods(ledger.facts_of(one, metric, dims=query.dims)))
    return max(counted, key=lambda p: (counted[p], p), default=None)


def _size(fact: Fact) -> tuple[bool, object]:
    assert fact.value is not None
    return (fact.value.ends[0], fact.value.floor)  # type: ignore[return-value]


def _undecided(upper: Fact, lower: Fact) -> bool:
    assert upper.value is not None and lower.value is not None
    return less(lower.value, upper.value) is None


def _verdict(ledger: Ledger, metric: str, known: list[Fact]) -> Comparability | None:
    """The severest stored verdict on any two of them; None where a pair was never judged and none is refused."""
    found = [comparability(ledger, metric, a.entity, b.entity) for a, b in combinations(known, 2)]
    judged = [one for one in found if one is not None]
    worst = max(judged, key=lambda one: _SEVERITY.index(one.verdict), default=None)
    unjudged = len(judged) < len(found)
    return None if unjudged and (worst is None or worst.verdict == "comparable") else worst
