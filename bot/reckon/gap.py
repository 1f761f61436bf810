"""How far one entity is from another: in amounts where both are known, else in points of growth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.core.answer import Answer, Caveat, Cell, Formula, Line, PeriodNote
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
from bot.reckon.period import known_periods, newest, settle, settle_among
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
        common = _common(ledger, entity, rival, candidate, query.dims)
        period = _choose(query, set(common), ledger, entity, candidate, today)
        if period is not None and period in common:
            told = _found(query, ledger, entity, rival, metric, candidate, period, common[period])
            alone = query.when is None and len(common) == 1
            return replace(told, period_note="only_with_both") if alone else told
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
    if answer.dims:
        return ()
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


def _common(ledger: Ledger, entity: str, rival: str, metric: str, asked: Dims) -> dict[Period, Dims]:
    """The periods that both have in one slice, the one asked for or else one within it, each with its slice."""
    ours, theirs = (
        {(fact.period, fact.dims) for fact in ledger.facts_of(one, metric) if fact.states} for one in (entity, rival)
    )
    both = [(period, dims) for period, dims in ours & theirs if set(asked) <= set(dims)]
    exact = [(period, dims) for period, dims in both if dims == asked]
    # Of several slices in one period the widest is sorted last, and stands.
    return dict(sorted(exact or both, key=lambda slot: (-len(slot[1]), slot[1])))


def _choose(query: Query, common: set[Period], ledger: Ledger, entity: str, metric: str, today: date) -> Period | None:
    if query.when is None:
        return newest(common)
    both = settle_among(query, common, ledger, today)
    return both.period if both.period in common else settle(query, entity, metric, ledger, today).period


def _found(
    query: Query, ledger: Ledger, entity: str, rival: str, asked: str, metric: str, period: Period, dims: Dims
) -> Answer:
    ours, theirs = figure(ledger, entity, metric, period, dims), figure(ledger, rival, metric, period, dims)
    assert ours is not None and theirs is not None
    behind = _behind(ours.fact.value, theirs.fact.value)
    lines = [line_of(ours.fact, "ours"), line_of(theirs.fact, "theirs")]
    level = figure(ledger, entity, asked, period, dims) if asked != metric else None
    if level is not None:
        lines.append(line_of(level.fact, "level"))
    note: PeriodNote = "said" if query.when is not None else "newest_in_book"
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
        dims,
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
        dims,
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
    """No period has both: what each has is shown side by side, unsubtracted, with the verdict on the two."""
    lines, facts = beside(query, ledger, (entity, rival), metric)
    period = query.when if isinstance(query.when, Period) else None
    judged = (comparability(ledger, key, entity, rival) for key in dict.fromkeys((metric, *(f.metric for f in facts))))
    verdict = next((one for one in judged if one is not None), None)
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
        lines,
        (Caveat("comparable", verdict.reason, verdict.verdict),) if verdict and len(facts) > 1 else (),
        attributions(facts, ledger),
        follow=("source",),
    )


def beside(
    query: Query, ledger: Ledger, whose: Iterable[str], metric: str
) -> tuple[tuple[Line, ...], tuple[Fact, ...]]:
    """What each of some entities has of a metric, or that it is not disclosed; with the statements these are."""
    lines, facts = [], []
    period = query.when if isinstance(query.when, Period) else None
    for one in whose:
        fact = _at(ledger, one, metric, period, query.dims) if period else _newest(ledger, one, metric, query.dims)
        if fact is None:
            silent = ledger.state_of(one, metric) is not None
            cell: Cell = "not_disclosed" if silent else "not_in_book"
            lines.append(Line("side", one, metric, period or UNDATED, cell=cell))
            continue
        facts.append(fact)
        lines.append(line_of(fact, "side"))
    return tuple(lines), tuple(facts)


def _at(ledger: Ledger, entity: str, metric: str, period: Period, dims: Dims) -> Fact | None:
    """What the book has of an entity in a period: the figure itself, or else its printed growth."""
    for candidate in (metric, printed_as(ledger, metric, "yoy")):
        found = _newest_of(ledger.facts_of(entity, candidate or ""), dims, ledger, period)
        if found is not None:
            return found
    return None


def _newest(ledger: Ledger, entity: str, metric: str, dims: Dims) -> Fact | None:
    """The newest that the book has of an entity's metric, or else of one near it."""
    for candidate in (metric, *ledger.metrics[metric].near):
        found = _newest_of(ledger.facts_of(entity, candidate), dims, ledger)
        if found is not None:
            return found
    return None


def _newest_of(facts: Iterable[Fact], dims: Dims, ledger: Ledger, period: Period | None = None) -> Fact | None:
    """The newest of some statements: in the slice asked for, within it, or else in another one that is named."""
    stated = [fact for fact in facts if fact.states and period in {None, fact.period}]
    exact = [fact for fact in stated if fact.dims == dims]
    within = [fact for fact in stated if set(dims) <= set(fact.dims)]
    chosen = exact or within or _akin(stated, dims, ledger)
    last = newest(known_periods(chosen))
    return serving([fact for fact in chosen if fact.period == last], ledger) if last is not None else None


def _akin(facts: list[Fact], dims: Dims, ledger: Ledger) -> list[Fact]:
    """Of statements in other slices than the one asked for, those whose slice has most words of its name."""
    asked = {word for pair in dims for word in ledger.slices[pair].name.en.split()}
    shared = [len(asked & {w for pair in f.dims for w in ledger.slices[pair].name.en.split()}) for f in facts]
    return [fact for fact, words in zip(facts, shared, strict=True) if words == max(shared)]


def _nothing_to_compare(query: Query, entity: str) -> Answer:
    return Answer(query, "not_in_book", "no_metric", entity, query.against, follow=("overview",))
