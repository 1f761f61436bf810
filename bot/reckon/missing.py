"""Answers that have no figure: why not, and the nearest that exists."""

from __future__ import annotations

from datetime import date

from bot.core.answer import Answer, Attribution, Caveat, Line, PeriodNote
from bot.core.fact import Fact, State
from bot.core.ledger import Ledger
from bot.core.period import UNDATED, Grain, Period
from bot.core.query import Query
from bot.core.rules import serving
from bot.reckon.figure import attributions, line_of
from bot.reckon.period import known_periods

_MOST_NEAR = 2


def missing(
    query: Query,
    ledger: Ledger,
    entity: str,
    metric: str,
    period: Period | None,
    today: date,
    note: PeriodNote = "said",
) -> Answer:
    """Not disclosed where a document says so; otherwise not in the book, with what is near."""
    state = ledger.state_of(entity, metric)
    if state is not None:
        return Answer(
            query,
            "not_disclosed",
            state.state,
            entity,
            None,
            metric,
            query.dims,
            period,
            note,
            caveats=(Caveat("note", state.note),) if state.note else (),
            sources=(undisclosed(state, ledger),),
        )
    every = ledger.facts_of(entity, metric)
    of_slice = tuple(f for f in every if set(query.dims) <= set(f.dims))
    facts = of_slice or every
    have = _nearest(facts, ledger, period)
    near = near_kinds(ledger, entity, metric, period)
    withheld = [f for f in of_slice if not f.served and period in {None, f.period}]
    if not withheld and not have:
        withheld = [f for f in of_slice if not f.served and f.period == UNDATED]
    unserved = tuple(Caveat("withheld", fact.why, ids=(fact.id,)) for fact in withheld[:1])
    reason = "no_metric"
    if period is not None and facts:
        reason = "future" if _unfinished(period, today) else "no_period"
    lines = (*have, *near)
    used = [ledger.by_id[line.facts[0]] for line in lines]
    beside = tuple(Caveat("note", one.note, ids=(one.id,)) for one in used[: len(have)] if one.note is not None)
    return Answer(
        query,
        "not_in_book",
        reason,
        entity,
        None,
        metric,
        query.dims,
        period,
        note,
        lines,
        (*unserved, *beside),
        attributions(used, ledger),
        follow=("overview",) if not have else ("source", "quarters"),
    )


def undisclosed(state: State, ledger: Ledger) -> Attribution:
    """Who says that a figure is not disclosed."""
    document = ledger.documents[state.document]
    return Attribution(state.id, state.speaker, document.publisher, document.kind, document.published)


def near_kinds(ledger: Ledger, entity: str, metric: str, period: Period | None) -> tuple[Line, ...]:
    """Different kinds of number that may be offered by name: guidance, an estimate, a neighbouring metric."""
    same = tuple(f for f in ledger.facts_of(entity, metric) if f.kind in {"guidance", "estimate"} and f.served)
    about = [f for f in same if period is None or f.period == period]
    found: list[Fact] = []
    offered = serving(about, ledger)
    if offered is not None:
        found.append(offered)
    for other in ledger.metrics[metric].near if metric in ledger.metrics else ():
        facts = [
            f
            for f in ledger.facts_of(entity, other)
            if f.served and f.kind != "hypothesis" and (period is None or f.period == period)
        ]
        newest = max((f.period for f in facts), default=None)
        one = serving([f for f in facts if f.period == newest], ledger)
        if one is not None:
            found.append(one)
    return tuple(line_of(fact, "near") for fact in found[:_MOST_NEAR])


def near_base(ledger: Ledger, entity: str, metric: str, base: Period) -> tuple[Fact, ...]:
    """Statements around a missing base that are no base: another metric in that period, a total up to later."""
    kin = (metric, *ledger.metrics[metric].near)
    found: dict[tuple[str, Period], list[Fact]] = {}
    for other in kin:
        for fact in ledger.facts_of(entity, other):
            inside = fact.period.dated and (fact.period == base or base.contains(fact.period))
            total = fact.period.grain is Grain.CUMULATIVE and fact.period.end > base.end
            if fact.served and fact.kind == "reported" and fact.value is not None and (inside or total):
                found.setdefault((other, fact.period), []).append(fact)
    served = [one for facts in found.values() if (one := serving(facts, ledger)) is not None]
    return tuple(sorted(served, key=lambda fact: (fact.period, fact.id))[:_MOST_NEAR])


def _nearest(facts: tuple[Fact, ...], ledger: Ledger, period: Period | None) -> tuple[Line, ...]:
    """The figure of the nearest period that has one."""
    periods = [p for p in known_periods(facts) if p.dated]
    if not periods:
        return ()
    if period is not None:
        same = [p for p in periods if p.grain is period.grain]
        periods = same if same and ledger.metrics[facts[0].metric].adds else periods
        periods.sort(key=lambda p: (abs((p.end - period.end).days), p))
        nearest = periods[0]
    else:
        nearest = periods[-1]
    fact = serving([f for f in facts if f.period == nearest and f.states], ledger)
    return (line_of(fact, "have"),) if fact else ()


def _unfinished(period: Period, today: date) -> bool:
    return period.dated and period.end > today
