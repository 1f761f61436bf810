"""What is new: the statements made since a day, newest first."""

from __future__ import annotations

from datetime import date, timedelta

from bot.core.answer import Answer, Line
from bot.core.fact import Fact, said
from bot.core.ledger import Ledger
from bot.core.period import Period, as_of, part_of_year
from bot.core.query import Query
from bot.core.rules import serving
from bot.reckon.everything import MOST
from bot.reckon.figure import attributions, line_of


def news(query: Query, ledger: Ledger, today: date) -> Answer:
    """One row a figure that was said since the time asked for, else in the newest month anything was said."""
    day = _since(query, ledger, today)
    new = [f for f in ledger.facts if _counts(f, query) and _begins(f.said_on) >= day]
    slots: dict[tuple[object, ...], list[Fact]] = {}
    for fact in new:
        kind = "stated" if fact.states else fact.kind
        slots.setdefault((fact.entity, fact.metric, fact.dims, fact.period, kind), []).append(fact)
    facts = [one for stated in slots.values() if (one := serving(stated, ledger)) is not None]
    facts.sort(key=lambda f: (f.states, said(f), f.period), reverse=True)
    facts.sort(key=lambda f: _weight(f, ledger))
    since = as_of(day, day + timedelta(days=1))
    if not facts:
        return Answer(query, "not_in_book", "no_news", query.entity, since=since)
    shown = facts if query.shown.form == "csv" else facts[:MOST]
    return Answer(
        query,
        "found",
        "news",
        query.entity,
        lines=(
            *(line_of(fact, "row") for fact in shown),
            *(Line("more", fact.entity, fact.metric, fact.period, fact.dims) for fact in facts[len(shown) :]),
        ),
        sources=attributions(facts, ledger),
        follow=("conflicts",),
        since=since,
    )


def _since(query: Query, ledger: Ledger, today: date) -> date:
    """The first day that counts; a part of the year without its year is the one that began last."""
    when: Period | None = query.first or query.period
    season = query.first_season or query.season
    if when is None and season is not None:
        when = part_of_year(season.grain, today.year, season.ordinal)
        when = when if when.first <= today else when.year_before()
    if when is not None and when.dated:
        return when.first
    newest = ledger.newest_statement
    return date.fromisoformat(f"{newest[:7]}-01") if len(newest) >= len("2025-11") else today.replace(day=1)


def _counts(fact: Fact, query: Query) -> bool:
    mine = query.entity is None or fact.entity == query.entity
    asked = query.metric is None or fact.metric == query.metric
    return mine and asked and fact.served and fact.kind != "hypothesis"


def _begins(said_on: str) -> date:
    """The first day of a day, month or year: what may have been said before does not count as new."""
    return date.fromisoformat((said_on + "-01-01")[: len("2025-01-01")])


def _weight(fact: Fact, ledger: Ledger) -> tuple[bool, int]:
    """What comes first: the book's subject and its own, by the figures their overviews begin with."""
    ours = fact.entity == ledger.subject or ledger.entities[fact.entity].parent == ledger.subject
    first = ledger.entities[fact.entity].overview
    return not ours, first.index(fact.metric) if fact.metric in first else len(first)
