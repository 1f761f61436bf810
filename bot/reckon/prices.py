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
from bot.reckon.figure import attribution, line_of
from bot.reckon.period import newest

PLAN = "plan_price"
MOVES: tuple[str, ...] = ("price_change", "list_price_ratio")
ASIDE: tuple[str, ...] = ("cost_change",)
"""Figures that look like a price move and are none; they are told apart in the notes."""


def prices(query: Query, ledger: Ledger, today: date) -> Answer:
    """The price ladder, dearest first, and the price moves, newest first; of one entity or of all."""
    del today
    ladder = plan_prices(ledger, query.entity, dict(query.dims).get("plan"))
    moves = price_moves(ledger, query.entity)
    aside = look_alikes(moves, ledger, query.entity)
    if not ladder and not moves:
        return Answer(query, "not_in_book", "no_prices", query.entity, None, PLAN, follow=("prices",))
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
        None,
        PLAN,
        query.dims,
        period,
        "newest_in_book",
        (*(line_of(f, "price") for f in ladder), *(line_of(f, "move") for f in moves)),
        tuple(notes),
        tuple({f.document: attribution(f, ledger) for f in (*ladder, *moves)}.values()),
        follow=("source", "only_kling", "credits") if query.entity is None else ("source", "all_prices"),
    )


def plan_prices(ledger: Ledger, entity: str | None, plan: str | None = None) -> tuple[Fact, ...]:
    """The newest served price of every plan, dearest first."""
    facts = [f for f in _served(ledger, PLAN, entity) if plan is None or ("plan", plan) in f.dims]
    slots: dict[tuple[str, object], list[Fact]] = {}
    for fact in facts:
        slots.setdefault((fact.entity, fact.dims), []).append(fact)
    newest_ones = [serving(_of_newest(found), ledger) for found in slots.values()]
    return tuple(sorted((f for f in newest_ones if f is not None), key=lambda f: (-_amount(f), f.id)))


def price_moves(ledger: Ledger, entity: str | None, upto: Period | None = None) -> tuple[Fact, ...]:
    """The price moves of the book, newest first, one for each event."""
    slots: dict[tuple[str, str, Period, str | None], list[Fact]] = {}
    for key in MOVES:
        for fact in _served(ledger, key, entity):
            slots.setdefault((fact.entity, key, fact.period, dict(fact.dims).get("model")), []).append(fact)
    found = [one for facts in slots.values() if (one := serving(facts, ledger)) is not None]
    if upto is not None:
        found = [fact for fact in found if fact.period.first < upto.end]
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
