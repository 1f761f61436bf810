"""What a text asks of whose figure, before its time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.ask.before import Before
from bot.ask.complete import complete
from bot.ask.heard import Heard
from bot.ask.pair import Pair, paired
from bot.ask.share import is_base, is_whole, share_named, share_of_last, without_whole
from bot.ask.shown import paid_for
from bot.ask.when import first_when
from bot.core.ledger import Ledger
from bot.core.metric import MOVES, PRICED
from bot.core.query import Choice, Misread, Operation, Query
from bot.core.text import Language

OPERATIONS: tuple[Operation, ...] = (
    "help",
    "digest",
    "conflicts",
    "source",
    "why",
    "news",
    "everything",
    "score",
    "rank",
    "compound",
    "sum",
    "gap",
    "yoy",
    "qoq",
    "implied",
    "estimate",
    "guidance",
    "prices",
    "list",
    "overview",
)
"""Cues that are operations; where a text holds several, the first of these counts."""


_TWO = 2
_ON_THE_YEAR = re.compile(r"\bon the year\b|\byoy\b|同比")
"""What the name of a growth on the year says of itself."""


@dataclass(frozen=True, slots=True)
class What:
    """What is asked of whose figure, before its time."""

    operation: Operation | None
    entities: tuple[str, ...]
    metric: str | None
    pair: Pair | None


def said_what(heard: Heard, ledger: Ledger, before: Before | None, language: Language) -> What | Misread:
    """The operation, whose figure and which; a choice where a text names several."""
    last = before.query if before else None
    pair = paired(heard, last, ledger)
    operation = pair.operation if pair else next((cue for cue in OPERATIONS if _asks(cue, heard)), None)
    metrics = pair.metrics if pair else _metrics(heard, ledger)
    if "share" in heard.cues and len(metrics) > 1:
        metrics = without_whole(metrics, ledger)
    if len(metrics) > 1 and pair is None:
        return which_metric(heard, metrics, operation, ledger, language)
    metric = metrics[0] if metrics else None
    entities = heard.entities or _owners(heard, ledger)
    if heard.dims and metric is None and not entities and before is None:
        entities = (_having(heard, ledger),)
    if (
        metric is None
        and heard.dims
        and entities
        and operation is None
        and (last is None or last.operation != "prices")
    ):
        found = _measured(entities[0], heard, ledger)
        if len(found) > 1:
            return which_metric(heard, found[:5], operation, ledger, language)
        metric = found[0] if found else None
    if metric is not None and last is not None and ledger.metrics[metric].means and not entities:
        means = ledger.metrics[metric].means
        metric = next((key for key in means if ledger.metrics[key].of == last.metric), metric)
    if metric is not None and last is not None and not entities and ledger.metrics[metric].form == "share":
        metric = share_of_last(metric, last, ledger)
    if "share" in heard.cues and pair is None:
        entities = entities[:1]  # "of the group's revenue" names the base, not a rival
        if last is not None and metric is not None and len(heard.metrics) == 1:
            if is_base(entities, metric, last, ledger):
                entities, metric = (), last.metric
            elif is_whole(metric, ledger) and last.metric not in {None, metric} and not entities:
                return What("ratio", (), last.metric, Pair("ratio", (last.metric or "", metric)))
        share = share_named(heard, metric, entities, before, ledger, language)
        if isinstance(share, Misread):
            return share
        metric, operation = share, operation if operation != "gap" else None
    if operation in {None, "gap"} and _is_priced(heard, metric, entities, ledger):
        operation = "prices"
    if metric and len(entities) > 1 and (ledger.metrics[metric].base or "").startswith(entities[1]):
        entities = entities[:1]  # "the shop's share of the group" names the base, not a rival
    if len(entities) > 1:
        operation, metric = _of_several(operation, metric, len(entities), ledger)
    if metric is None and "level" in heard.cues and last is not None and last.metric is not None:
        metric = ledger.metrics[last.metric].of or last.metric
    elif metric and (printed := _printed_growth(ledger, metric)) and operation in {None, "yoy", "qoq"}:
        # Growth is taken of the figure, never of its growth.
        operation, metric = operation or printed, ledger.metrics[metric].of
    elif metric and operation in {None, "yoy"} and _is_growth(metric, ledger):
        operation = None
    if "revised" in heard.cues and (raised := _revision(metric or (last.metric if last else None), ledger)):
        operation, metric = "value", raised
    if metric and operation is None and ledger.metrics[metric].role in MOVES:
        operation = "prices"  # how a price moved is told with what it is set against
    moving = metric is not None and ledger.metrics[metric].role in MOVES
    if operation == "prices" and len(entities) == 1 and not moving and (price := _price_of(heard, ledger)) is not None:
        operation, metric = "value", price
    return What(operation, entities, metric, pair)


def _asks(operation: Operation, heard: Heard) -> bool:
    """Whether a text asks for an operation that its words name; the first of many is not asked of one."""
    if operation == "prices" and heard.entities and not heard.metrics and paid_for(heard):
        return True
    return operation in heard.cues and (operation != "rank" or len(heard.entities) != 1)


def _is_priced(heard: Heard, metric: str | None, entities: tuple[str, ...], ledger: Ledger) -> bool:
    """Whether prices are asked for: by their word, or by two entities' tiers side by side."""
    if "prices" in heard.cues:
        return bool(entities or heard.dims)
    prices = [f for m in ledger.metrics_as("price") for e in entities for f in ledger.facts_of(e, m.id)]
    tiers = {pair for fact in prices for pair in fact.dims}
    return metric is None and len(entities) > 1 and bool(heard.dims) and set(heard.dims) <= tiers


def _owners(heard: Heard, ledger: Ledger) -> tuple[str, ...]:
    """Whose the slices are that were named: a product's version is its maker's."""
    owners = (ledger.slices[pair].entity for pair in heard.dims if pair in ledger.slices)
    return tuple(dict.fromkeys(owner for owner in owners if owner is not None))


def _having(heard: Heard, ledger: Ledger) -> str:
    """Who has figures in the slices named, where nobody is named: the subject if it has, else the first."""
    asked = set(heard.dims)
    having = dict.fromkeys(fact.entity for fact in ledger.facts if fact.served and asked <= set(fact.dims))
    return ledger.subject if ledger.subject in having or not having else next(iter(having))


def _measured(entity: str, heard: Heard, ledger: Ledger) -> tuple[str, ...]:
    """The metrics that an entity has in the slices named, prices before the rest."""
    asked = set(heard.dims)
    keys = [
        key
        for (whose, key), facts in ledger.by_metric.items()
        if whose == entity and any(asked <= set(f.dims) for f in facts)
    ]
    return tuple(sorted(keys, key=lambda key: (ledger.metrics[key].role not in PRICED, keys.index(key))))


def _price_of(heard: Heard, ledger: Ledger) -> str | None:
    """The metric of the ladder's price, where a step of the ladder was named."""
    for metric in ledger.metrics_as("price"):
        steps = {
            dim for (_, key), facts in ledger.by_metric.items() if key == metric.id for f in facts for dim, _ in f.dims
        }
        if steps & {dim for dim, _ in heard.dims}:
            return metric.id
    return None


def _metrics(heard: Heard, ledger: Ledger) -> tuple[str, ...]:
    """The metrics named; a printed rate beside its own base is one question ("sales growth")."""
    others = [ledger.metrics[other] for other in heard.metrics]
    bases = {m for one in others if one.form == "share" for m in (one.of, *(one.base or "").split()[-1:])}
    rates = {one.of for one in others}
    return tuple(m for m in heard.metrics if m not in rates | bases or len(heard.metrics) == 1)


def _printed_growth(ledger: Ledger, metric: str) -> Operation | None:
    form = ledger.metrics[metric].form
    return "yoy" if form == "yoy" else "qoq" if form == "qoq" else None


def _of_several(
    operation: Operation | None, metric: str | None, many: int, ledger: Ledger
) -> tuple[Operation | None, str | None]:
    """What is asked of several entities at once: a gap of two, also of their growth, and an order of more."""
    if operation in {"yoy", "qoq"} and metric is not None:
        growth = (m.id for m in ledger.metrics.values() if m.of == metric and m.form == operation)
        metric = next(growth, metric)
        operation = "gap" if ledger.metrics[metric].form == operation else operation
    if operation is None or operation == "gap":
        operation = "gap" if many == _TWO else "rank"
    return operation, metric


def _revision(metric: str | None, ledger: Ledger) -> str | None:
    """The metric that says by how much a target was raised, where one is printed."""
    kin = (m for m in ledger.metrics.values() if m.form == "revision")
    return next((m.id for m in kin if metric in {None, m.id, m.of}), None)


def _is_growth(metric: str, ledger: Ledger) -> bool:
    """Whether a figure that has no level in the catalogue is by its own names a growth."""
    return metric in _growths(ledger)


@lru_cache(maxsize=4)
def _growths(ledger: Ledger) -> frozenset[str]:
    """The metrics without a level that a name of theirs calls a growth."""
    named = {name.id for name in ledger.names if name.slot == "metric" and _ON_THE_YEAR.search(name.folded)}
    return frozenset(key for key in named if ledger.metrics[key].form is None)


def which_metric(
    heard: Heard, metrics: tuple[str, ...], operation: Operation | None, ledger: Ledger, language: Language
) -> Misread:
    """Several figures named at once: each is a choice."""
    entity = (heard.entities or _owners(heard, ledger) or (None,))[0]
    dims = tuple(sorted(heard.dims))
    choices = tuple(
        Choice(
            ledger.metrics[metric].name.in_(language),
            complete(
                Query(operation or "value", entity, None, metric, dims, language=language).at(first_when(heard)), ledger
            ),
        )
        for metric in metrics
    )
    return Misread("two_metrics", language, (), choices)
