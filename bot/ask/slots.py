"""The slots a text fills, as a query with holes."""

from __future__ import annotations

from datetime import date

from bot.ask.before import Before
from bot.ask.complete import complete
from bot.ask.heard import Heard
from bot.ask.when import between, first_when, said_when
from bot.core.ledger import Ledger
from bot.core.metric import PRICED
from bot.core.period import Grain, Period, parse_period
from bot.core.query import Choice, Impossible, Misread, Operation, Query, Relative, Season, When
from bot.core.text import Language

OPERATIONS: tuple[Operation, ...] = (
    "help",
    "digest",
    "conflicts",
    "source",
    "why",
    "gap",
    "yoy",
    "qoq",
    "implied",
    "guidance",
    "prices",
    "list",
    "overview",
)
"""Cues that are operations; where a text holds several, the first of these counts."""


def said_slots(heard: Heard, ledger: Ledger, today: date, before: Before | None, language: Language) -> Query | Misread:
    """The slots a text fills, as a query with holes."""
    operation = next((cue for cue in OPERATIONS if cue in heard.cues), None)
    if "all_prices" in heard.cues:
        return Query("prices", language=language, mended=heard.mended)
    metrics = _metrics(heard, ledger)
    if "share" in heard.cues and len(metrics) > 1:
        metrics = _without_whole(metrics, ledger)
    if len(metrics) > 1:
        return which_metric(heard, metrics, operation, ledger, language)
    metric = metrics[0] if metrics else None
    entities = heard.entities or _owners(heard, ledger)
    if heard.dims and metric is None and not entities and before is None:
        entities = (ledger.subject,)
    if metric is None and heard.dims and entities and operation is None:
        found = _measured(entities[0], heard, ledger)
        if len(found) > 1:
            return which_metric(heard, found[:5], operation, ledger, language)
        metric = found[0] if found else None
    if "share" in heard.cues:
        entities = entities[:1]  # "of the group's revenue" names the base, not a rival
        share = _share(heard, metric, before, ledger, language)
        if isinstance(share, Misread):
            return share
        metric, operation = share, operation if operation != "gap" else None
    if operation in {None, "gap"} and "prices" in heard.cues and entities:
        operation = "prices"
    if metric and len(entities) > 1 and (ledger.metrics[metric].base or "").startswith(entities[1]):
        entities = entities[:1]  # "the shop's share of the group" names the base, not a rival
    if operation is None and len(entities) > 1:
        operation = "gap"
    if metric and operation is None:
        operation = _printed_growth(ledger, metric)
        if operation:
            metric = ledger.metrics[metric].of
    if operation in {"yoy", "qoq"} and metric and _printed_growth(ledger, metric):
        metric = ledger.metrics[metric].of  # growth is taken of the figure, never of its growth
    if operation == "prices" and entities:
        price = _price_of(heard, ledger)
        if price is not None:
            operation, metric = "value", price
    when: When | None = said_when(heard.whens, today, before.period if before else None)
    if operation == "gap" and len(entities) < 2 and len(heard.whens) == 2:
        operation, when = between(heard.whens, today, before.period if before else None, when)
        if operation is None:
            return Misread("two_times", language)
    elif operation is None and len(heard.whens) > 1 and not _one_time(heard):
        return _which_time(heard, metric, entities, today, before, ledger, language)
    if isinstance(when, Impossible):
        return Misread("no_such_period", language, (when.written,))
    if "cumulative" in heard.cues:
        when = _cumulative(when, metric, entities, before, ledger)
    at = when if isinstance(when, Period | Season) else None
    return Query(
        operation=operation or "value",
        entity=entities[0] if entities else None,
        against=entities[1] if len(entities) > 1 else None,
        metric=metric,
        dims=tuple(sorted(heard.dims)),
        language=language,
        mended=heard.mended,
    ).at(at)


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
    heard: Heard, metric: str | None, before: Before | None, ledger: Ledger, language: Language
) -> str | Misread:
    """The metric that is a share of the one named, or of the one before; without one, a choice."""
    last = before.query.metric if before and before.query and not heard.entities else None
    for candidate in (metric, last):
        if candidate is None:
            continue
        if ledger.metrics[candidate].form == "share":
            return candidate
        shares = [m.id for m in ledger.metrics.values() if m.of == candidate and m.form == "share"]
        entity = heard.entities[0] if heard.entities else (before.query.entity if before and before.query else None)
        known = [m for m in shares if entity is None or ledger.facts_of(entity, m)]
        if known or shares:
            return (known or shares)[0]
    entity = heard.entities[0] if heard.entities else ledger.subject
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
    return tuple(m for m in heard.metrics if not any(ledger.metrics[o].of == m for o in heard.metrics if o != m))


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
