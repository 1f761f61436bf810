"""An entity at a glance: the metrics its entry in the book lists, newest figures first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.core.answer import Answer, Line
from bot.core.fact import Fact
from bot.core.ledger import Ledger
from bot.core.period import Grain, Period
from bot.core.query import Query
from bot.core.rules import serving
from bot.reckon.everything import everything
from bot.reckon.figure import attributions, figure, line_of
from bot.reckon.guidance import newest_vintage
from bot.reckon.period import known_periods, newest
from bot.reckon.prices import price_ladder, price_moves

_EARLIER = 2


def overview(query: Query, ledger: Ledger, today: date) -> Answer:
    """The newest figures of an entity, with guidance, prices, and what the book does not have."""
    if query.when is not None:
        return _all_there_is(query, ledger, today)
    entity = query.entity or ledger.subject
    entry = ledger.entities[entity]
    lines: list[Line] = []
    for metric in entry.overview:
        if metric == "guidance":
            lines += _guidance(ledger, entity)
        elif metric == "prices":
            lines += _prices(ledger, entity)
        else:
            lines += _metric(ledger, entity, metric)
    used = [ledger.by_id[line.facts[0]] for line in lines if line.facts]
    if not lines:
        return _all_there_is(query, ledger, today)
    return Answer(
        query,
        "found",
        "overview",
        entity,
        None,
        None,
        (),
        _newest_period(used),
        "newest_in_book",
        tuple(lines),
        (),
        attributions(used, ledger),
        missing=entry.missing,
        follow=_follow(lines, any(key in ledger.metrics for key in entry.overview)),
    )


def _all_there_is(query: Query, ledger: Ledger, today: date) -> Answer:
    """Whatever there is of a time, or where nothing of what the overview lists is told by whoever was named."""
    return everything(replace(query, operation="everything"), ledger, today)


def _metric(ledger: Ledger, entity: str, metric: str) -> list[Line]:
    """The newest figure of a metric and the two quarters before it, or its newest neighbour."""
    facts = ledger.facts_of(entity, metric, dims=())
    known = known_periods(facts)
    period = newest(p for p in known if p.dated) or newest(known)
    if period is None:
        return []
    found = figure(ledger, entity, metric, period)
    if found is None:
        return []
    lines = [line_of(found.fact, f"newest:{metric}")]
    if period.grain is Grain.QUARTER:
        for back in range(1, _EARLIER + 1):
            earlier = figure(ledger, entity, metric, period.shifted(-back))
            if earlier is not None:
                lines.append(line_of(earlier.fact, f"earlier:{metric}"))
    lines += _other_measure(ledger, entity, metric)
    return lines


def _other_measure(ledger: Ledger, entity: str, metric: str) -> list[Line]:
    """A neighbouring metric that is easily taken for this one."""
    for near in ledger.metrics[metric].near:
        facts = [f for f in ledger.facts_of(entity, near, dims=()) if f.value is not None and f.value.exact]
        period = newest(p for p in known_periods(facts) if p.grain is Grain.QUARTER)
        if period is not None and ledger.metrics[metric].unit == "persons":
            fact = serving([f for f in facts if f.period == period], ledger)
            return [line_of(fact, f"other:{metric}")] if fact else []
    return []


def _guidance(ledger: Ledger, entity: str) -> list[Line]:
    shown = {m for m in ledger.entities[entity].overview if m in ledger.metrics}
    facts = [f for f in ledger.facts if f.entity == entity and f.metric in shown and f.kind == "guidance" and f.served]
    period = newest({f.period for f in facts})
    path = tuple(f for f in facts if f.period == period and f.value is not None)
    if not path:
        return []
    latest = newest_vintage(path, ledger)
    lines = [line_of(f, "guidance") for f in latest]
    unit = latest[0].value.unit if latest and latest[0].value else ""
    first = min(path, key=lambda f: f.said_on)
    firsts = [f for f in path if f.said_on == first.said_on and f.value is not None and f.value.unit == unit]
    start = serving(firsts, ledger)
    if start is not None and start.said_on != latest[0].said_on:
        lines.append(line_of(start, "guidance_start"))
    return lines


def _prices(ledger: Ledger, entity: str) -> list[Line]:
    ladder = price_ladder(ledger, entity)
    moves = price_moves(ledger, entity)
    ends: tuple[Fact, ...] = (ladder[-1], ladder[0]) if len(ladder) > 1 else ladder
    return [*(line_of(f, "price") for f in ends), *(line_of(f, "move") for f in moves[:1])]


def _newest_period(facts: list[Fact]) -> Period | None:
    """The newest stretch that figures are given for; a state on a later day does not make a newer quarter."""
    spans = [f.period for f in facts if f.kind == "reported" and f.period.grain is Grain.QUARTER]
    return newest(spans) or newest(f.period for f in facts)


def _follow(lines: list[Line], measured: bool) -> tuple[str, ...]:
    roles = {line.role.partition(":")[0] for line in lines}
    keys = {"quarters": measured, "guidance": "guidance" in roles, "prices": "move" in roles or "price" in roles}
    return ("source", *(key for key, there in keys.items() if there))[:3]
