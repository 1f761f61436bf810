"""A digest for one period: every section answered, what to read with care, and what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.core.answer import Caveat, Line
from bot.core.digest import Digest, Section
from bot.core.edition import Edition, Part
from bot.core.fact import Fact
from bot.core.ledger import Ledger
from bot.core.period import Grain, Period
from bot.reckon.figure import figure
from bot.reckon.gap import gap, gap_rows
from bot.reckon.guidance import guidance
from bot.reckon.period import known_periods, newest
from bot.reckon.prices import look_alikes, prices
from bot.reckon.series import series

_MOST_CARE = 6


def compose(digest: Digest, period: Period, ledger: Ledger, today: date) -> Edition:
    """The edition of a digest for a quarter; a section without figures says so, it is never dropped."""
    parts = tuple(_part(s, period, ledger, today) for s in digest.sections if s.kind != "care")
    missing = tuple(pair for pair in digest.requires if figure(ledger, *pair, period) is None)
    return Edition(digest, period, parts, _care(parts, period, ledger), _gaps(parts), missing)


def newest_edition(digest: Digest, ledger: Ledger) -> Period | None:
    """The newest quarter for which every required figure is in the book."""
    common: set[Period] | None = None
    for entity, metric in digest.requires:
        periods = {p for p in known_periods(ledger.facts_of(entity, metric, dims=())) if p.grain is Grain.QUARTER}
        common = periods if common is None else common & periods
    return newest(common or ())


def _part(section: Section, period: Period, ledger: Ledger, today: date) -> Part:
    query = section.query
    if section.kind == "trajectory":
        answer = series(query, ledger, today, upto=period)
        target = guidance(replace(query, operation="guidance"), ledger, today, known_by=known_by(period))
        if any(line.period != period.shifted(1) for line in target.lines_as("left")):
            target = replace(target, lines=tuple(line for line in target.lines if line.role != "left"))
        return Part(section, replace(answer, lines=(*answer.lines, *(_as_guidance(line) for line in target.lines))))
    if section.kind == "gap":
        answer = gap(query.at(period), ledger, today)
        rows = gap_rows(ledger, query.entity or "", query.against or "", query.metric or "", period)
        return Part(section, replace(answer, lines=(*answer.lines, *rows)))
    return Part(section, prices(replace(query, entity=None), ledger, today, known_by=known_by(period)))


def known_by(period: Period) -> date:
    """The day up to which an edition looks: the end of the quarter after its own, in which its results come."""
    return period.shifted(1).end


def _as_guidance(line: Line) -> Line:
    return replace(line, role="guidance" if line.role == "answer" else line.role)


def _care(parts: tuple[Part, ...], period: Period, ledger: Ledger) -> tuple[Caveat, ...]:
    """What touches the figures shown: claims that look like them, prints not served, look-alikes."""
    lines = [line for part in parts for line in part.answer.lines]
    shown = [ledger.by_id[key] for line in lines for key in line.facts]
    slots = {(fact.entity, fact.metric) for fact in shown}
    moves = tuple(ledger.by_id[line.facts[0]] for line in lines if line.role == "move")
    year, until = str(period.first.year), known_by(period).isoformat()
    by_then = [fact for fact in ledger.facts if fact.said_on < until]
    touching = [fact for fact in by_then if (fact.entity, fact.metric) in slots]
    claims = [fact for fact in touching if fact.kind == "media" and fact.ahead and fact.note is not None]
    noted = {fact.id: Caveat("note", fact.note, ids=(fact.id,)) for fact in claims[:1]}
    for fact in touching:
        withheld = not fact.served and fact.kind != "hypothesis" and fact.why is not None
        if withheld and fact.period.label.startswith(year) and fact.value is not None:
            noted[fact.id] = Caveat(
                "withheld", fact.why, quantities=(fact.value,), periods=(fact.period,), ids=(fact.id,)
            )
    for fact in (*look_alikes(moves, ledger, None), *_past_pace(by_then, slots, ledger)):
        if fact.said_on < until:
            noted.setdefault(fact.id, Caveat("note", fact.note, ids=(fact.id,)))
    return tuple(noted.values())[:_MOST_CARE]


def _past_pace(facts: list[Fact], slots: set[tuple[str, str]], ledger: Ledger) -> list[Fact]:
    """A figure of one entity with the digits of a rival's: the same number about different things."""
    found = []
    for fact in facts:
        grows = ledger.metrics[fact.metric].form == "yoy"
        if not (grows and fact.served and fact.note and fact.value and fact.dims):
            continue
        twins = (
            o for o in facts if o.metric == fact.metric and o.entity != fact.entity and (o.entity, o.metric) in slots
        )
        if any(o.value is not None and o.value.ends == fact.value.ends for o in twins):
            found.append(fact)
    return found


def _gaps(parts: tuple[Part, ...]) -> tuple[Caveat, ...]:
    """Every row of the tables that the book has nothing for."""
    found: dict[tuple[str, str, Period], Caveat] = {}
    for part in parts:
        for line in part.answer.lines:
            if line.cell == "not_in_book" and line.role in {"row", "row_ours", "row_theirs"}:
                found.setdefault(
                    (line.entity, line.metric, line.period),
                    Caveat("gap", periods=(line.period,), ids=(line.entity, line.metric)),
                )
    return tuple(found.values())
