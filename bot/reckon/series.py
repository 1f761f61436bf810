"""All quarters of a metric, with the gaps shown as gaps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.core.answer import Answer, Caveat, Line
from bot.core.fact import Fact
from bot.core.ledger import Ledger
from bot.core.period import Grain, Period
from bot.core.query import Query
from bot.reckon.figure import attributions, figure, line_of, sources_with
from bot.reckon.gap import gap_series
from bot.reckon.missing import missing
from bot.reckon.period import known_periods
from bot.reckon.span import span
from bot.reckon.value import share_of

_MOST_ROWS = 10


def series(query: Query, ledger: Ledger, today: date, upto: Period | None = None) -> Answer:
    """A metric over its quarters (or over whatever grain it is given in), oldest first."""
    entity, metric = query.entity or ledger.subject, query.metric or ""
    if query.against is not None:
        return gap_series(query, ledger, today)
    facts = ledger.facts_of(entity, metric, dims=query.dims)
    periods = [p for p in known_periods(facts) if upto is None or p.end <= upto.end]
    quarters = [p for p in periods if p.grain is Grain.QUARTER]
    several = len(quarters) > 1 or (quarters and upto is not None)
    over = span(query, entity, metric, ledger, today) if query.ranged else None
    if over is not None:
        shown = over.periods
    else:
        shown = _unbroken(quarters) if several else tuple(p for p in periods if p.dated)
    if not shown or (over is not None and not set(shown) & set(periods)):
        return missing(query, ledger, entity, metric, over.last if over else None, today)
    shown = shown[-_MOST_ROWS:]
    lines: list[Line] = []
    used: list[Fact] = []
    for period in shown:
        found = figure(ledger, entity, metric, period, query.dims)
        if found is None:
            lines.append(Line("row", entity, metric, period, query.dims, cell="not_in_book"))
            continue
        used.append(found.fact)
        lines.append(line_of(found.fact, "row"))
    share = _share_of_parent(ledger, entity, metric)
    if share is not None:
        lines += [_share(ledger, entity, share, period) for period in shown]
    floors = [line for line in lines if line.role == "row" and line.quantity is not None and line.quantity.floor]
    rows = [line for line in lines if line.role == "row"]
    noted = (Caveat("floors_all" if len(floors) == len(rows) else "floors_some"),) if floors else ()
    return Answer(
        replace(query, entity=entity),
        "found",
        "series",
        entity,
        None,
        metric,
        query.dims,
        shown[-1],
        "newest_in_book",
        tuple(lines),
        noted,
        sources_with(attributions(used, ledger), lines, ledger),
        follow=("source", "qoq", "guidance") if any(f.kind == "guidance" for f in facts) else ("source", "yoy"),
        since=over.first if over is not None else None,
    )


def _unbroken(quarters: list[Period]) -> tuple[Period, ...]:
    """Every quarter from the first known to the last."""
    found = [min(quarters)]
    while found[-1] < max(quarters):
        found.append(found[-1].shifted(1))
    return tuple(found)


def _share_of_parent(ledger: Ledger, entity: str, metric: str) -> str | None:
    """The metric that is the share of this one in the parent's, if the book has one."""
    base = f"{ledger.entities[entity].parent} {metric}"
    shares = (m.id for m in ledger.metrics.values() if (m.of, m.form, m.base) == (metric, "share", base))
    return next(shares, None)


def _share(ledger: Ledger, entity: str, share: str, period: Period) -> Line:
    derived = share_of(ledger, entity, share, period) if period.grain is Grain.QUARTER else None
    if derived is None:
        return Line("share", entity, share, period, cell="not_in_book")
    quantity, formula, ids = derived
    return Line("share", entity, share, period, (), quantity, facts=ids, formula=formula)
