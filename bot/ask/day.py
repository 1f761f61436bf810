"""A month and a number: a day of it where the figure asked for has that day, else the month of that year."""

from __future__ import annotations

from dataclasses import replace

from bot.ask.before import Before
from bot.ask.heard import Heard
from bot.core.ledger import Ledger


def with_days(heard: Heard, before: Before | None, ledger: Ledger) -> Heard:
    """What was heard, with the days that the book knows something of: "launch apr 15" is no launch of 2015."""
    if not any(heard.days):
        return heard
    last = before.query if before is not None else None
    metrics = heard.metrics or ((last.metric,) if last is not None else ())
    entities = heard.entities or ((last.entity,) if last is not None else ())
    known = {
        fact.period
        for (entity, metric), facts in ledger.by_metric.items()
        if metric in metrics and (not entities or entity in entities)
        for fact in facts
    }
    times = zip(heard.whens, heard.days, strict=True)
    whens = (day if day is not None and any(map(day.has, known)) else when for when, day in times)
    return replace(heard, whens=tuple(whens))
