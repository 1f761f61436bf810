"""What the company said it would be: the newest word, and how it moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.core.answer import Answer, Caveat, Formula, Line
from bot.core.fact import Fact, said
from bot.core.ledger import Ledger
from bot.core.period import Grain, Period, part_of_year
from bot.core.quantity import Quantity, add, subtract
from bot.core.query import Query
from bot.core.rules import last_said, serving, tier
from bot.reckon.estimate import by_vintage, lines_of
from bot.reckon.figure import attributions, figure, line_of
from bot.reckon.missing import missing
from bot.reckon.narrow import said_before
from bot.reckon.period import newest, settle_among
from bot.reckon.rounding import rounded_money


def guidance(query: Query, ledger: Ledger, today: date, known_by: date | None = None) -> Answer:
    """The newest guidance for a period, every vintage before it, and what it leaves for the rest of the year.

    `known_by` leaves out what was said from that day on.
    """
    entity, metric = query.entity or ledger.subject, query.metric or ""
    facts = [f for f in ledger.facts_of(entity, metric) if f.kind == "guidance" and f.served]
    settled = settle_among(query, {f.period for f in facts}, ledger, today)
    period, note = settled.period, settled.note
    if query.period is not None and query.period.grain in {Grain.MONTH, Grain.AS_OF}:
        # "As of March" asks what had been said by then, of the year it was said for.
        known_by = query.period.end
        facts = said_before(facts, known_by)
        period = newest({f.period for f in facts}) or period
    elif known_by is not None:
        facts = said_before(facts, known_by)
        period = newest({f.period for f in facts})
    path = tuple(f for f in facts if f.period == period)
    amounts = tuple(f for f in path if f.value is not None) or path
    if period is None or not path:
        return missing(query, ledger, entity, metric, period, today, note)
    latest = newest_vintage(amounts, ledger)
    # A vintage in words is a step of the path too; it is no amount, so that it never answers before one.
    last = {f.said_on for f in last_said(amounts)}
    others = _one_each(tuple(f for f in path if f.said_on not in last), ledger)
    earlier = tuple(f for f in others if said(f) < said(latest[0]))
    since = tuple(f for f in others if f not in earlier)
    estimates = by_vintage(
        f
        for f in said_before(ledger.facts_of(entity, metric), known_by)
        if f.kind == "estimate" and f.served and (f.period == period or period.contains(f.period))
    )
    estimates = tuple(sorted(estimates, key=lambda vintages: vintages[0].period != period))
    left = left_over(ledger, entity, metric, period, latest)
    lines = [line_of(f) for f in latest]
    lines += [line_of(f, "vintage") for f in earlier]
    lines += [line_of(f, "since") for f in since]
    lines += lines_of(estimates, "estimate")
    if left is not None:
        lines.append(left)
    notes = [Caveat("note", f.note, ids=(f.id,)) for f in latest if f.note is not None]
    told = (*latest, *earlier, *since, *(f for vintages in estimates for f in vintages))
    sources = attributions(told, ledger, path)
    return Answer(
        query,
        "found",
        "guidance",
        entity,
        None,
        metric,
        (),
        period,
        note,
        tuple(lines),
        tuple(notes[:2]),
        sources,
        follow=("source", "quarters"),
    )


def implied(query: Query, ledger: Ledger, today: date) -> Answer:
    """What the newest guidance leaves for the quarter that is not reported yet."""
    target = guidance(replace(query, period=None, season=None), ledger, today)
    left = next(iter(target.lines_as("left")), None)
    if target.ending != "found" or left is None:
        answer = missing(query, ledger, target.entity or ledger.subject, target.metric or "", None, today)
        return replace(answer, reason="no_guidance")
    return replace(
        target,
        query=query,
        reason="derived",
        period=left.period,
        period_note="said",
        lines=(replace(left, role="answer"), *(replace(line, role="target") for line in target.lines_as("answer"))),
        caveats=(),
        follow=("source", "guidance", "quarters"),
    )


def newest_vintage(path: tuple[Fact, ...], ledger: Ledger) -> tuple[Fact, ...]:
    """The newest statement in every money it was made in, the serving document only, largest share first."""
    facts = last_said(path)
    best = min((tier(f, ledger) for f in facts), default=0)
    found: dict[str, Fact] = {}
    for fact in facts:
        if tier(fact, ledger) == best:
            unit = fact.value.unit if fact.value is not None else "text"
            kept = found.get(unit)
            found[unit] = fact if kept is None else (serving((kept, fact), ledger) or kept)
    return tuple(sorted(found.values(), key=lambda f: (f.line, f.column)))


def left_over(ledger: Ledger, entity: str, metric: str, year: Period, latest: tuple[Fact, ...]) -> Line | None:
    """What the guidance leaves for the quarters not yet reported: guidance minus the sum of those that are."""
    if year.grain is not Grain.YEAR:
        return None
    target = next((f for f in latest if f.value is not None and f.value.unit == ledger.metrics[metric].unit), None)
    reported: list[Fact] = []
    quarter = part_of_year(Grain.QUARTER, year.first.year, 1)
    for _ in range(4):
        found = figure(ledger, entity, metric, quarter)
        if found is None or found.fact.value is None:
            break
        reported.append(found.fact)
        quarter = quarter.shifted(1)
    if target is None or target.value is None or len(reported) != 3:
        return None
    total = _sum([f.value for f in reported if f.value is not None])
    values = (target.value, *(f.value for f in reported if f.value is not None))
    return Line(
        "left",
        entity,
        metric,
        quarter,
        (),
        rounded_money(subtract(target.value, total), values),
        facts=(target.id, *(f.id for f in reported)),
        formula=Formula("-", (target.value, rounded_money(total, values[1:]))),
    )


def _sum(values: list[Quantity]) -> Quantity:
    total = values[0]
    for value in values[1:]:
        total = add(total, value)
    return total


def _one_each(path: tuple[Fact, ...], ledger: Ledger) -> tuple[Fact, ...]:
    """Earlier vintages, oldest first, one for each day and money."""
    slots: dict[tuple[str, str], list[Fact]] = {}
    for fact in path:
        slots.setdefault((fact.said_on, fact.value.unit if fact.value else "text"), []).append(fact)
    found = [serving(facts, ledger) for facts in slots.values()]
    return tuple(sorted((f for f in found if f is not None), key=lambda f: (said(f)[:7], tier(f, ledger), f.id)))
