"""The slots a text fills, as a query with holes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.ask.before import Before
from bot.ask.complete import complete
from bot.ask.heard import Heard
from bot.ask.pair import Pair, paired
from bot.ask.shown import shown, spoken
from bot.ask.when import between, first_when, said_span, said_when
from bot.core.ledger import Ledger
from bot.core.metric import MOVES, PRICED
from bot.core.period import Grain, Period, parse_period
from bot.core.query import Choice, Impossible, Misread, Operation, Query, Relative, Season, When
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


@dataclass(frozen=True, slots=True)
class _What:
    """What is asked of whose figure, before its time."""

    operation: Operation | None
    entities: tuple[str, ...]
    metric: str | None
    pair: Pair | None


def said_slots(heard: Heard, ledger: Ledger, today: date, before: Before | None, language: Language) -> Query | Misread:
    """The slots a text fills, as a query with holes."""
    if "all_prices" in heard.cues:
        return Query("prices", language=language, mended=heard.mended)
    what = _said_what(heard, ledger, before, language)
    if isinstance(what, Misread):
        return what
    operation, entities, metric = what.operation, what.entities, what.metric
    anchor = before.period if before else None
    first, when = said_span(heard, today, anchor)
    if both := _other_time(heard, entities, anchor):
        operation, first, when = between(both, today, anchor)
    elif what.pair is not None and what.pair.timed:
        first, when = (said_when((one,), today, anchor) for one in heard.whens)
    elif len(entities) < 2 and len(heard.whens) == 2 and _compares(operation, heard):
        operation, first, when = between(heard.whens, today, anchor)
    elif operation is None and heard.span is not None:
        operation = "sum" if "total" in heard.cues else "list"
    elif operation is None and len(heard.whens) > 1 and not _one_time(heard):
        return _which_time(heard, metric, entities, today, before, ledger, language)
    if isinstance(when, Impossible):
        return Misread("no_such_period", language, (when.written,))
    if "cumulative" in heard.cues:
        when = _cumulative(when, metric, entities, before, ledger)
    query = Query(
        operation=operation or "value",
        entity=entities[0] if entities else None,
        against=entities[1] if len(entities) > 1 else None,
        metric=metric,
        dims=tuple(sorted(heard.dims)),
        other=what.pair.other if what.pair else None,
        among=entities if operation == "rank" and len(entities) > 1 else (),
        shown=shown(heard),
        language=spoken(heard) or language,
        mended=heard.mended,
    )
    since = first if isinstance(first, Period | Season) else None
    return query.at(when if isinstance(when, Period | Season) else None).since(since)


def _said_what(heard: Heard, ledger: Ledger, before: Before | None, language: Language) -> _What | Misread:
    """The operation, whose figure and which; a choice where a text names several."""
    last = before.query if before else None
    pair = paired(heard, last, ledger)
    operation = pair.operation if pair else next((cue for cue in OPERATIONS if _asks(cue, heard)), None)
    metrics = pair.metrics if pair else _metrics(heard, ledger)
    if "share" in heard.cues and len(metrics) > 1:
        metrics = _without_whole(metrics, ledger)
    if len(metrics) > 1 and pair is None:
        return which_metric(heard, metrics, operation, ledger, language)
    metric = metrics[0] if metrics else None
    entities = heard.entities or _owners(heard, ledger)
    if heard.dims and metric is None and not entities and before is None:
        entities = (ledger.subject,)
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
        metric = _share_of_last(metric, last, ledger)
    if "share" in heard.cues and pair is None:
        entities = entities[:1]  # "of the group's revenue" names the base, not a rival
        if last is not None and metric is not None and len(heard.metrics) == 1:
            if _is_base(entities, metric, last, ledger):
                entities, metric = (), last.metric
            elif _is_whole(metric, ledger) and last.metric not in {None, metric} and not entities:
                return _What("ratio", (), last.metric, Pair("ratio", (last.metric or "", metric)))
        share = _share(heard, metric, entities, before, ledger, language)
        if isinstance(share, Misread):
            return share
        metric, operation = share, operation if operation != "gap" else None
    if operation in {None, "gap"} and _is_priced(heard, metric, entities, ledger):
        operation = "prices"
    if metric and len(entities) > 1 and (ledger.metrics[metric].base or "").startswith(entities[1]):
        entities = entities[:1]  # "the shop's share of the group" names the base, not a rival
    if operation is None and len(entities) > 1:
        operation = "gap"
    if metric is None and "level" in heard.cues and last is not None and last.metric is not None:
        metric = ledger.metrics[last.metric].of or last.metric
    elif metric and (printed := _printed_growth(ledger, metric)) and operation in {None, "yoy", "qoq"}:
        # Growth is taken of the figure, never of its growth.
        operation, metric = operation or printed, ledger.metrics[metric].of
    if metric and operation is None and ledger.metrics[metric].role in MOVES:
        operation = "prices"  # how a price moved is told with what it is set against
    moving = metric is not None and ledger.metrics[metric].role in MOVES
    if operation == "prices" and len(entities) == 1 and not moving and (price := _price_of(heard, ledger)) is not None:
        operation, metric = "value", price
    return _What(operation, entities, metric, pair)


def _asks(operation: Operation, heard: Heard) -> bool:
    """Whether a text asks for an operation that its words name; the first of many is not asked of one."""
    return operation in heard.cues and (operation != "rank" or len(heard.entities) != 1)


def _other_time(heard: Heard, entities: tuple[str, ...], anchor: Period | None) -> tuple[When, ...]:
    """The one time of "vs Q1" and the thread's own, where those two stand against each other."""
    against = "gap" in heard.cues and not entities and not heard.metrics and len(heard.whens) == 1
    return (heard.whens[0], anchor) if against and anchor is not None and anchor.dated else ()


def _compares(operation: Operation | None, heard: Heard) -> bool:
    """Whether two times stand against each other, and are no list of two."""
    return operation == "gap" or "less" in heard.cues or (heard.span is not None and operation == "yoy")


def _share_of_last(share: str, last: Query, ledger: Ledger) -> str:
    """The share of the last figure in the same whole, where the share that was named is another figure's."""
    whole = (ledger.metrics[share].base or "").split()[-1:]
    kin = (m for m in ledger.metrics.values() if m.form == "share" and m.of == last.metric)
    return next((m.id for m in kin if (m.base or "").split()[-1:] == whole), share)


def _is_priced(heard: Heard, metric: str | None, entities: tuple[str, ...], ledger: Ledger) -> bool:
    """Whether prices are asked for: by their word, or by two entities' tiers side by side."""
    if "prices" in heard.cues:
        return bool(entities or heard.dims)
    prices = [f for m in ledger.metrics_as("price") for e in entities for f in ledger.facts_of(e, m.id)]
    tiers = {pair for fact in prices for pair in fact.dims}
    return metric is None and len(entities) > 1 and bool(heard.dims) and set(heard.dims) <= tiers


def _is_whole(metric: str, ledger: Ledger) -> bool:
    """Whether shares are taken of a metric."""
    return any(m.form == "share" and (m.base or "").split()[-1:] == [metric] for m in ledger.metrics.values())


def _is_base(entities: tuple[str, ...], metric: str, last: Query, ledger: Ledger) -> bool:
    """Whether the one named is the whole that the last figure has a share of: its "share of the group's revenue"."""
    bases = {m.base for m in ledger.metrics.values() if m.form == "share" and m.of == last.metric}
    return f"{entities[0]} {metric}" in bases if entities else metric in bases


def _one_time(heard: Heard) -> bool:
    """Whether the words for times say one: a relative year and its quarter."""
    return any(isinstance(when, Relative) for when in heard.whens)


def _which_time(
    heard: Heard,
    metric: str | None,
    entities: tuple[str, ...],
    today: date,
    before: Before | None,
    ledger: Ledger,
    language: Language,
) -> Query | Misread:
    """Several times and nothing to do with them: each is a choice."""
    entity = entities[0] if entities else (before.query.entity if before and before.query else None)
    metric = metric or (before.query.metric if before and before.query else None)
    choices = []
    for one in heard.whens[:5]:
        when = said_when((one,), today, None)
        if isinstance(when, Period | Season):
            said = when.label
            query = Query("value", entity, None, metric, tuple(sorted(heard.dims)), language=language).at(when)
            choices.append(Choice(said, complete(query, ledger)))
    return Misread("which_time", language, (), tuple(choices))


def _cumulative(
    when: When | None, metric: str | None, entities: tuple[str, ...], before: Before | None, ledger: Ledger
) -> When | None:
    """A total up to some time: to the month said, or the newest the book has (of the year said)."""
    if isinstance(when, Period) and when.grain is Grain.MONTH:
        return parse_period(f"cum:{when.label}")
    last = before.query if before else None
    entity = entities[0] if entities else (last.entity if last else None)
    metric = metric or (last.metric if last else None)
    facts = [f for f in ledger.facts_of(entity or ledger.subject, metric or "") if f.states]
    for grain in (Grain.CUMULATIVE, Grain.NINE_MONTHS):
        periods = [f.period for f in facts if f.period.grain is grain]
        if isinstance(when, Period):
            periods = [p for p in periods if p.end.year in {when.first.year, when.end.year}]
        if periods:
            return max(periods)
    return when


def _share(
    heard: Heard,
    metric: str | None,
    entities: tuple[str, ...],
    before: Before | None,
    ledger: Ledger,
    language: Language,
) -> str | Misread:
    """The metric that is a share of the one named, or of the one before; without one, a choice."""
    last = before.query.metric if before and before.query and not entities else None
    for candidate in (metric, last):
        if candidate is None:
            continue
        if ledger.metrics[candidate].form == "share":
            return candidate
        shares = [m.id for m in ledger.metrics.values() if m.of == candidate and m.form == "share"]
        entity = entities[0] if entities else (before.query.entity if before and before.query else None)
        known = [m for m in shares if entity is None or ledger.facts_of(entity, m)]
        if known or shares:
            return (known or shares)[0]
    entity = entities[0] if entities else ledger.subject
    options = [m for m in ledger.metrics.values() if m.form == "share" and ledger.facts_of(entity, m.id)]
    choices = tuple(
        Choice(m.name.in_(language), Query("value", entity, None, m.id, language=language).at(first_when(heard)))
        for m in options[:5]
    )
    return Misread("two_metrics" if choices else "nothing_said", language, (), choices)


def _owners(heard: Heard, ledger: Ledger) -> tuple[str, ...]:
    """Whose the slices are that were named: a product's version is its maker's."""
    owners = (ledger.slices[pair].entity for pair in heard.dims if pair in ledger.slices)
    return tuple(dict.fromkeys(owner for owner in owners if owner is not None))


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


def _without_whole(metrics: tuple[str, ...], ledger: Ledger) -> tuple[str, ...]:
    """The metrics named but those that others are a share of: "advertising, share of revenue" asks for one."""
    shares = [m for m in ledger.metrics.values() if m.form == "share" and m.of in metrics and m.base is not None]
    wholes = {(m.base or "").rpartition(" ")[2] for m in shares if m.of != (m.base or "").rpartition(" ")[2]}
    return tuple(metric for metric in metrics if metric not in wholes) or metrics


def _printed_growth(ledger: Ledger, metric: str) -> Operation | None:
    form = ledger.metrics[metric].form
    return "yoy" if form == "yoy" else "qoq" if form == "qoq" else None


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
