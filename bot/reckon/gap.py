"""How far one entity is from another: in amounts where both are known, else in points of growth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.core.answer import Answer, Attribution, Caveat, Cell, Formula, Line, PeriodNote
from bot.core.fact import Dims, Fact
from bot.core.ledger import Ledger
from bot.core.metric import Comparability
from bot.core.period import UNDATED, Grain, Period
from bot.core.quantity import Quantity, negate, subtract
from bot.core.query import Query
from bot.core.rules import serving
from bot.reckon.figure import attribution, attributions, figure, line_of
from bot.reckon.growth import printed_as
from bot.reckon.missing import missing
from bot.reckon.period import known_periods, newest, settle
from bot.reckon.rounding import rounded_money

_MOST_ROWS = 8
"""Two years of quarters."""


def gap(query: Query, ledger: Ledger, today: date) -> Answer:
    """The gap of a metric between two entities, with the stored verdict on comparing them."""
    entity, metric = query.entity or ledger.subject, query.metric or ""
    if not metric:
        return _nothing_to_compare(query, entity)
    rival = query.against
    if rival is None:
        return Answer(query, "not_in_book", "no_rival", entity, None, metric, follow=("overview",))
    for candidate in (metric, printed_as(ledger, metric, "yoy")):
        if candidate is None:
            continue
        common = _common(ledger, entity, rival, candidate)
        period = _choose(query, common, ledger, entity, candidate, today)
        if period is not None and period in common:
            return _found(query, ledger, entity, rival, metric, candidate, period, len(common))
    for whose in (rival, entity):
        if ledger.state_of(whose, metric) is not None:
            return missing(query, ledger, whose, metric, None, today)
    return _apart(query, ledger, entity, rival, metric)


def gap_series(query: Query, ledger: Ledger, today: date) -> Answer:
    """The gap by quarter, with what is missing said in its place."""
    answer = gap(query.at(None), ledger, today)
    if answer.period is None or answer.against is None:
        return answer
    return replace(answer, query=query, reason="gap_series", lines=(*answer.lines, *gap_rows(answer, ledger)))


def gap_rows(answer: Answer, ledger: Ledger, upto: Period | None = None) -> tuple[Line, ...]:
    """The last quarters of what a gap compares and the gap itself, with what is not in the book said so.

    They end with the gap's own quarter, or with `upto`; beside a growth stands our level.
    """
    entity, rival, asked = answer.entity or "", answer.against or "", answer.query.metric or ""
    upto = upto or answer.period
    metric = (answer.metric if answer.lines_as("ours") else printed_as(ledger, asked, "yoy")) or asked
    known = [p for p in known_periods(ledger.facts_of(entity, metric, dims=())) if p.grain is Grain.QUARTER]
    if not known or upto is None or upto.grain is not Grain.QUARTER:
        return ()
    verdict = comparability(ledger, metric, entity, rival)
    apart = verdict is not None and verdict.verdict == "not"
    rows: list[Line] = []
    period = max(min(known), upto.shifted(1 - _MOST_ROWS))
    while period <= upto:
        ours, theirs = figure(ledger, entity, metric, period), figure(ledger, rival, metric, period)
        rows.append(_cell("row_ours", entity, metric, period, ours.fact if ours else None))
        rows.append(_cell("row_theirs", rival, metric, period, theirs.fact if theirs else None))
        difference = _behind(ours.fact.value if ours else None, theirs.fact.value if theirs else None)
        known_gap = None if apart or difference is None or not difference.ends else difference
        cell: Cell = "known" if known_gap else "cannot_tell"
        ids = tuple(one.fact.id for one in (ours, theirs) if one is not None) if known_gap else ()
        rows.append(Line("row_behind", entity, metric, period, (), known_gap, facts=ids, cell=cell))
        level = figure(ledger, entity, asked, period) if metric != asked else None
        if level is not None:
            rows.append(line_of(level.fact, "row_level"))
        period = period.shifted(1)
    return tuple(rows)


def comparability(ledger: Ledger, metric: str, a: str, b: str) -> Comparability | None:
    """The stored verdict on two entities' figures of a metric, if there is one."""
    verdicts = ledger.metrics[metric].comparable if metric in ledger.metrics else ()
    return next((v for v in verdicts if {a, b} <= set(v.entities)), None)


def _common(ledger: Ledger, entity: str, rival: str, metric: str) -> set[Period]:
    ours = known_periods(ledger.facts_of(entity, metric, dims=()))
    theirs = known_periods(ledger.facts_of(rival, metric, dims=()))
    return set(ours) & set(theirs)


def _choose(query: Query, common: set[Period], ledger: Ledger, entity: str, metric: str, today: date) -> Period | None:
    if query.when is None:
        return newest(common)
    return settle(query, entity, metric, ledger, today).period


def _found(
    query: Query, ledger: Ledger, entity: str, rival: str, asked: str, metric: str, period: Period, common: int
) -> Answer:
    ours, theirs = figure(ledger, entity, metric, period), figure(ledger, rival, metric, period)
    assert ours is not None and theirs is not None
    behind = _behind(ours.fact.value, theirs.fact.value)
    lines = [line_of(ours.fact, "ours"), line_of(theirs.fact, "theirs")]
    level = figure(ledger, entity, asked, period) if asked != metric else None
    if level is not None:
        lines.append(line_of(level.fact, "level"))
    note: PeriodNote = "said"
    if query.when is None:
        note = "only_with_both" if common == 1 else "newest_in_book"
    sources = (
        attribution(ours.fact, ledger, ours.others),
        attribution(theirs.fact, ledger, label=rival),
    )
    verdict = comparability(ledger, metric, entity, rival)
    words = ours.fact.value is None or theirs.fact.value is None
    noted: tuple[Caveat, ...] = ()
    if verdict is not None:
        noted = (Caveat("comparable", verdict.reason, verdict.verdict),)
    elif ledger.metrics[metric].unit != "text":
        noted = (Caveat("unjudged"),)
    told = Answer(
        query,
        "cannot_tell",
        "words" if words else "bounds",
        entity,
        rival,
        metric,
        (),
        period,
        note,
        tuple(lines),
        noted,
        sources,
        follow=("source", "why"),
    )
    if verdict is not None and verdict.verdict == "not":
        return replace(told, reason="not_comparable")
    if behind is None or (behind.low is None and behind.high is None):
        return told
    direction = _direction(behind)
    terms = (theirs.fact.value, ours.fact.value)
    if direction == "ahead":
        behind, terms = negate(behind), (terms[1], terms[0])
    answer = Line(
        "answer",
        entity,
        metric,
        period,
        (),
        behind,
        facts=(ours.fact.id, theirs.fact.id),
        formula=Formula("-", tuple(term for term in terms if term is not None)),
    )
    return replace(told, ending="found", reason=direction, lines=(answer, *lines), follow=("source", "quarters", "why"))


def _direction(behind: Quantity) -> str:
    """Whether the gap says behind, ahead, or either."""
    if behind.unit == "x":
        return "apart"  # the difference of two multiples is no multiple
    if behind.low is not None and behind.low >= 0:
        return "behind"
    if behind.high is not None and behind.high <= 0:
        return "ahead"
    return "either"


def _behind(ours: Quantity | None, theirs: Quantity | None) -> Quantity | None:
    """How far ours is below theirs."""
    if ours is None or theirs is None or ours.unit != theirs.unit:
        return None
    difference = subtract(theirs, ours)
    if difference.unit == "pp" or not difference.ends:
        return difference
    return rounded_money(difference, (ours, theirs))


def _cell(role: str, entity: str, metric: str, period: Period, fact: Fact | None) -> Line:
    if fact is None:
        return Line(role, entity, metric, period, cell="not_in_book")
    return Line(role, entity, metric, period, (), fact.value, fact.text, (fact.id,), kind=fact.kind)


def _apart(query: Query, ledger: Ledger, entity: str, rival: str, metric: str) -> Answer:
    """No period has both: what each has is shown side by side, unsubtracted."""
    lines = []
    facts: list[Fact] = []
    period = query.when if isinstance(query.when, Period) else None
    for whose in (entity, rival):
        fact = (
            _at(ledger, whose, metric, period, query.dims)
            if period
            else _newest_of_kin(ledger, whose, metric, query.dims)
        )
        if fact is None:
            lines.append(Line("side", whose, metric, period or UNDATED, cell="not_in_book"))
            continue
        facts.append(fact)
        lines.append(line_of(fact, "side"))
    return Answer(
        query,
        "not_in_book",
        "no_common",
        entity,
        rival,
        metric,
        query.dims,
        period,
        "said",
        tuple(lines),
        (),
        _sources(facts, ledger),
        follow=("source",),
    )


def _at(ledger: Ledger, entity: str, metric: str, period: Period, dims: Dims) -> Fact | None:
    """What the book has of an entity in a period: its printed growth, or else its level."""
    for candidate in (printed_as(ledger, metric, "yoy"), metric):
        found = figure(ledger, entity, candidate, period, dims) if candidate is not None else None
        if found is not None:
            return found.fact
    return None


def _newest_of_kin(ledger: Ledger, entity: str, metric: str, dims: Dims) -> Fact | None:
    for candidate in (metric, *ledger.metrics[metric].near):
        facts = ledger.facts_of(entity, candidate, dims=dims)
        period = newest(known_periods(facts))
        if period is not None:
            return serving([f for f in facts if f.period == period and f.states], ledger)
    return None


def _sources(facts: Iterable[Fact], ledger: Ledger) -> tuple[Attribution, ...]:
    return attributions(facts, ledger)


def _nothing_to_compare(query: Query, entity: str) -> Answer:
    return Answer(query, "not_in_book", "no_metric", entity, query.against, follow=("overview",))
