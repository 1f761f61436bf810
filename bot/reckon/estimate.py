"""What others expect of a figure: estimates, which are never served as the figure."""

from __future__ import annotations

from datetime import date

from bot.core.answer import Answer, Caveat
from bot.core.ledger import Ledger
from bot.core.period import Period
from bot.core.query import Query
from bot.core.rules import said
from bot.reckon.figure import attributions, line_of
from bot.reckon.missing import missing
from bot.reckon.period import newest


def estimate(query: Query, ledger: Ledger, today: date) -> Answer:
    """The estimates of a metric for one period, the newest said first."""
    entity, metric = query.entity or ledger.subject, query.metric or ""
    facts = [
        f
        for f in ledger.facts_of(entity, metric)
        if f.kind == "estimate" and f.served and set(query.dims) <= set(f.dims)
    ]
    period = query.when if isinstance(query.when, Period) else newest({f.period for f in facts})
    here = sorted((f for f in facts if f.period == period), key=lambda f: (said(f), f.id), reverse=True)
    if not here:
        return missing(query, ledger, entity, metric, period, today)
    return Answer(
        query,
        "found",
        "slices" if len(here) > 1 and any(f.dims for f in here) else "estimate",
        entity,
        None,
        metric,
        query.dims,
        period,
        "said" if query.when else "newest_in_book",
        tuple(line_of(f) for f in here),
        (Caveat("kind", ids=(here[0].id,)), *(Caveat("note", f.note) for f in here if f.note is not None))[:3],
        attributions(here, ledger),
        follow=("source", "guidance"),
    )
