"""What it costs: the ladder of prices, and who moved a price, when and by how much."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from bot.core.answer import Answer, Caveat, Line
from bot.core.fact import Dims, Fact
from bot.core.ledger import Ledger
from bot.core.metric import AGAINST, PRICED, Metric
from bot.core.period import Period
from bot.core.query import Query
from bot.core.rules import serving
from bot.reckon.figure import attributions, line_of
from bot.reckon.missing import missing
from bot.reckon.period import newest


def prices(query: Query, ledger: Ledger, today: date, known_by: date | None = None) -> Answer:
    """The price ladder, dearest first, and the price moves, newest first; of one entity or of all."""
    price = next((metric.id for metric in ledger.metrics_as("price")), None)
    whose = query.among or tuple(one for one in (query.entity, query.against) if one is not None)
    moving = query.metric in {metric.id for metric in _moving(ledger)}
    steps, moved = price_ladder(ledger, None), price_moves(ledger, None)
    tiers, products = _qualifiers(steps), _qualifiers(moved)
    only_moves = moving or (bool(query.dims) and not tiers & {dim for dim, _ in query.dims})
    ladder = () if only_moves else _asked(steps, whose, query.dims, products - tiers)
    moves = _asked(moved, whose, query.dims, tiers - products)
    if known_by is not None:
        ladder = tuple(f for f in ladder if f.period.first < known_by)
        moves = tuple(f for f in moves if f.period.first < known_by)
    if moving:
        # "By how much did it fall?" is answered by a move to so much where there is none by so much.
        moves = tuple(f for f in moves if f.metric == query.metric) or (moves if query.dims else ())
    aside = look_alikes(moves, ledger, query.entity)
    if not ladder and not moves:
        if moving and query.entity is not None:
            return missing(query, ledger, query.entity, query.metric or "", None, today)
        follow = ("all_prices",) if steps or moved else ()
        return Answer(query, "not_in_book", "no_prices", query.entity, None, price, query.dims, follow=follow)
    if only_moves:
        return _moves_only(query, moves, aside, ledger)
    period = newest({fact.period for fact in ladder})
    notes = [Caveat("note", f.note, ids=(f.id,)) for f in (*moves, *aside) if f.note is not None]
    having = {fact.entity for fact in (*ladder, *moves)}
    absent = [one for one in whose if one not in having]
    verdict = next(iter(ledger.metrics[price].comparable), None) if price is not None else None
    if verdict is not None and len({fact.entity for fact in ladder}) > 1:
        notes.append(Caveat("comparable", verdict.reason, verdict.verdict))
    return Answer(
        query,
        "found",
        "ladder" if len(ladder) != 1 or moves else "figure",
        query.entity,
        query.against,
        price,
        query.dims,
        period,
        "newest_in_book",
        (
            *(line_of(f, "price") for f in ladder),
            *(line_of(f, "move") for f in moves),
            *(Line("absent", one, price or "", period, cell="not_in_book") for one in absent if period),
        ),
        tuple(notes),
        attributions((*ladder, *moves), ledger),
        follow=("source", "all_prices") if query.entity is not None else ("source", *_narrower(ledger)),
    )


def paid_otherwise(query: Query, ledger: Ledger) -> Answer | None:
    """That the book has no price for the time asked, with what there is; None where it has, or none was named."""
    price = next(iter(ledger.metrics_as("price")), None)
    if query.per is None or price is None or query.metric not in {None, price.id} or price.per == query.per:
        return None
    whose = tuple(one for one in (query.entity, query.against) if one is not None)
    have = _asked(price_ladder(ledger, None), whose, query.dims, set())[:1]
    return Answer(
        query,
        "not_in_book",
        "no_per",
        query.entity,
        None,
        price.id,
        query.dims,
        lines=tuple(line_of(fact, "have") for fact in have),
        sources=attributions(have, ledger),
        follow=("source", "all_prices") if have else ("all_prices",),
    )


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


def price_ladder(ledger: Ledger, entity: str | None) -> tuple[Fact, ...]:
    """The newest served price of everything that has one, dearest first; other money than the metric's after it."""
    slots: dict[tuple[str, Dims], list[Fact]] = {}
    for metric in ledger.metrics_as("price"):
        for fact in _served(ledger, metric.id, entity):
            slots.setdefault((fact.entity, fact.dims), []).append(fact)
    found = [one for facts in slots.values() if (one := serving(_of_newest(facts), ledger)) is not None]
    return tuple(sorted(found, key=lambda f: (_foreign(f, ledger), -_amount(f), f.id)))


def price_moves(ledger: Ledger, entity: str | None) -> tuple[Fact, ...]:
    """The price moves of the book, newest first, one for each event, whatever they are set against."""
    slots: dict[tuple[str, str, Period, Dims], list[Fact]] = {}
    for metric in _moving(ledger):
        for fact in _served(ledger, metric.id, entity):
            of = tuple(pair for pair in fact.dims if pair[0] != AGAINST)
            slots.setdefault((fact.entity, metric.id, fact.period, of), []).append(fact)
    found = [one for facts in slots.values() if (one := serving(facts, ledger)) is not None]
    return tuple(sorted(found, key=lambda f: (f.period.first, f.period.end, f.id), reverse=True))


def look_alikes(moves: tuple[Fact, ...], ledger: Ledger, entity: str | None) -> tuple[Fact, ...]:
    """Figures with the digits of a price move that are about something else: its neighbours in the catalogue."""
    ends = {fact.value.ends for fact in moves if fact.value is not None}
    near = dict.fromkeys(key for metric in _moving(ledger) for key in metric.near)
    aside = (fact for key in near if ledger.metrics[key].role is None for fact in _served(ledger, key, entity))
    return tuple(fact for fact in aside if fact.value is not None and fact.value.ends in ends)


def _moving(ledger: Ledger) -> tuple[Metric, ...]:
    return ledger.metrics_as("price_move", "price_ratio")


def _qualifiers(facts: Iterable[Fact]) -> set[str]:
    """The qualifiers that tell prices apart: tiers of a ladder, products that moved."""
    return {dim for fact in facts for dim, _ in fact.dims if dim != AGAINST}


def _asked(facts: Iterable[Fact], whose: tuple[str, ...], dims: Dims, foreign: set[str]) -> tuple[Fact, ...]:
    """The facts of some entities, or of all, in the slices asked for; a qualifier that is foreign to them is let be."""
    allowed: dict[str, set[str]] = {}
    for dim, value in dims:
        if dim not in foreign:
            allowed.setdefault(dim, set()).add(value)
    return tuple(
        f
        for f in facts
        if (not whose or f.entity in whose) and all(dict(f.dims).get(dim) in values for dim, values in allowed.items())
    )


def _narrower(ledger: Ledger) -> tuple[str, ...]:
    """What leads on from everybody's prices: our own, and ours in credits where the book has those."""
    in_credits = tuple(metric for metric in ledger.metrics.values() if metric.unit == "credits")
    keys = {"only": ledger.metrics_as(*PRICED), "credits": in_credits}
    return tuple(key for key, metrics in keys.items() if ledger.ours_with(metrics) is not None)


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


def _foreign(fact: Fact, ledger: Ledger) -> bool:
    return fact.value is not None and fact.value.unit != ledger.metrics[fact.metric].unit


def _amount(fact: Fact) -> Decimal:
    return fact.value.ends[0] if fact.value and fact.value.ends else Decimal(0)
