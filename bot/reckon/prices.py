"""What it costs: the ladder of plan prices, and who moved a price, when and by how much."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bot.core.answer import Answer, Caveat
from bot.core.fact import Fact
from bot.core.ledger import Ledger
from bot.core.period import Period
from bot.core.query import Query
from bot.core.rules import serving
from bot.reckon.figure import attributions, line_of
from bot.reckon.missing import missing
from bot.reckon.period import newest

PLAN = "plan_price"
MOVES: tuple[str, ...] = ("price_change", "list_price_ratio")
ASIDE: tuple[str, ...] = ("cost_change",)
"""Figures that look like a price move and are none; they are told apart in the notes."""


def prices(query: Query, ledger: Ledger, today: date, known_by: date | None = None) -> Answer:
    """The price ladder, dearest first, and the price moves, newest first; of one entity or of all."""
    asked = dict(query.dims)
    whose = tuple(one for one in (query.entity, query.against) if one is not None)
    only_moves = query.metric in MOVES or "model" in asked
    ladder = () if only_moves else _ladder(ledger, whose, asked.get("plan"))
    moves = tuple(f for one in whose or (None,) for f in price_moves(ledger, one))
    if known_by is not None:
        ladder = tuple(f for f in ladder if f.period.first < known_by)
        moves = tuple(f for f in moves if f.period.first < known_by)
    if query.metric in MOVES:
        moves = tuple(f for f in moves if f.metric == query.metric)
    if "model" in asked:
        moves = tuple(f for f in moves if ("model", asked["model"]) in f.dims)
    aside = look_alikes(moves, ledger, query.entity)
    if not ladder and not moves:
        if query.metric in MOVES and query.entity is not None:
            return missing(query, ledger, query.entity, query.metric or PLAN, None, today)
        return Answer(query, "not_in_book", "no_prices", query.entity, None, PLAN, query.dims, follow=("all_prices",))
    if only_moves:
        return _moves_only(query, moves, aside, ledger)
    period = newest({fact.period for fact in ladder})
    notes = [Caveat("note", f.note, ids=(f.id,)) for f in (*moves, *aside) if f.note is not None]
    verdict = next(iter(ledger.metrics[PLAN].comparable), None)
    if verdict is not None and len({fact.entity for fact in ladder}) > 1:
        notes.append(Caveat("comparable", verdict.reason, verdict.verdict))
    return Answer(
        query,
        "found",
        "ladder" if len(ladder) != 1 or moves else "figure",
        query.entity,
        query.against,
        PLAN,
        query.dims,
        period,
        "newest_in_book",
        (*(line_of(f, "price") for f in ladder), *(line_of(f, "move") for f in moves)),
        tuple(notes),
        attributions((*ladder, *moves), ledger),
        follow=("source", "only_kling", "credits") if query.entity is None else ("source", "all_prices"),
    )


def _ladder(ledger: Ledger, whose: tuple[str, ...], plan: str | None) -> tuple[Fact, ...]:
    facts = [fact for one in whose or (None,) for fact in plan_prices(ledger, one, plan)]
    return tuple(sorted(facts, key=lambda f: (-_amount(f), f.id)))


def _moves_only(query: Query, moves: tuple[Fact, ...], aside: tuple[Fact, ...], ledger: Ledger) -> Answer:
    notes = [Caveat("note", f.note, ids=(f.id,)) for f in (*moves, *aside) if f.note is not None]
    first = moves[0]
    return Answer(
        query,
        "found",
        "moves",
        query.entity,
        None,
        first.metric,
        query.dims,
        first.period,
        "newest_in_book",
        (line_of(first), *(line_of(f, "move") for f in moves)),
        tuple(notes),
        attributions(moves, ledger),
        follow=("source", "all_prices"),
    )


def plan_prices(ledger: Ledger, entity: str | None, plan: str | None = None) -> tuple[Fact, ...]:
    """The newest served price of every plan, dearest first."""
    facts = [f for f in _served(ledger, PLAN, entity) if plan is None or ("plan", plan) in f.dims]
    slots: dict[tuple[str, object], list[Fact]] = {}
    for fact in facts:
        slots.setdefault((fact.entity, fact.dims), []).append(fact)
    newest_ones = [serving(_of_newest(found), ledger) for found in slots.values()]
    return tuple(sorted((f for f in newest_ones if f is not None), key=lambda f: (-_amount(f), f.id)))


def price_moves(ledger: Ledger, entity: str | None) -> tuple[Fact, ...]:
    """The price moves of the book, newest first, one for each event."""
    slots: dict[tuple[str, str, Period, str | None], list[Fact]] = {}
    for key in MOVES:
        for fact in _served(ledger, key, entity):
            slots.setdefault((fact.entity, key, fact.period, dict(fact.dims).get("model")), []).append(fact)
    found = [one for facts in slots.values() if (one := serving(facts, ledger)) is not None]
    return tuple(sorted(found, key=lambda f: (f.period.first, f.period.end, f.id), reverse=True))


def look_alikes(moves: tuple[Fact, ...], ledger: Ledger, entity: str | None) -> tuple[Fact, ...]:
    """Figures with the digits of a price move that are about something else."""
    ends = {fact.value.ends for fact in moves if fact.value is not None}
    aside = (fact for key in ASIDE for fact in _served(ledger, key, entity))
    return tuple(fact for fact in aside if fact.value is not None and fact.value.ends in ends)


def _served(ledger: Ledger, metric: str, entity: str | None) -> list[Fact]:
    return [
        fact
        for (whose, key), facts in ledger.by_metric.items()
        if key == metric and entity in {None, whose}
        for fact in facts
        if fact.served and fact.kind != "hypothesis"
    ]


def _of_newest(facts: list[Fact]) -> list[Fact]:
    period = newest({fact.period for fact in facts})
    return [fact for fact in facts if fact.period == period]


def _amount(fact: Fact) -> Decimal:
    return fact.value.ends[0] if fact.value and fact.value.ends else Decimal(0)
