"""What must hold of facts and states, each by itself: each check one small function."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.fact import Fact, State
from bot.core.metric import AGAINST, Metric
from bot.core.problem import Problem
from bot.core.quantity import MONEY, UNITS
from bot.load.draft import Draft, Placed


def names_are_known(draft: Draft) -> Iterator[Problem]:
    """Every entity, metric, slice, speaker and publisher that a fact names is in the catalogue."""
    everything: tuple[Placed[Fact | State], ...] = (*draft.facts, *draft.states)
    for placed in everything:
        value = placed.value
        if value.entity not in draft.entities:
            yield placed.problem(f"There is no entity {value.entity!r} in entities.yaml.", "entity")
        if value.metric not in draft.metrics:
            yield placed.problem(f"There is no metric {value.metric!r} in metrics.yaml.", "metric")
        if value.speaker not in draft.sources:
            yield placed.problem(f"There is no source {value.speaker!r} in entities.yaml.", "speaker")
    for fact in draft.facts:
        for dim, key in fact.value.dims:
            if (dim, key) not in draft.slices:
                yield fact.problem(f"There is no {dim} {key!r} under dims in metrics.yaml.", "dims")
    for document in draft.documents:
        if document.value.publisher not in draft.sources:
            yield document.problem(f"There is no source {document.value.publisher!r} in entities.yaml.", "publisher")


def units_fit(draft: Draft) -> Iterator[Problem]:
    """A fact is in its metric's unit; a target may also be in another money or a multiple."""
    for placed in draft.facts:
        fact, metric = placed.value, draft.metrics.get(placed.value.metric)
        if fact.quantity is not None and not unit_fits(fact, metric):
            assert metric is not None
            unit = fact.quantity.unit
            yield placed.problem(f"{fact.id} is in {unit}, but {metric.id} is measured in {metric.unit}.", "value")


def unit_fits(fact: Fact, metric: Metric | None) -> bool:
    """Whether a fact is in its metric's unit, or in one that a target may be in."""
    # A metric in a unit that is none is told of once, in the catalogue.
    if metric is None or metric.unit not in UNITS or fact.quantity is None or fact.quantity.unit == metric.unit:
        return True
    unit = fact.quantity.unit
    other_money = unit in MONEY and metric.unit in MONEY
    relative = unit in {"x", "ratio"} and (fact.kind != "reported" or metric.unit in {"ratio", "x"})
    return other_money or relative


def price_ratios_are_set_against_something(draft: Draft) -> Iterator[Problem]:
    """A price said as so much of another's names whose, under dims."""
    ratios = {metric.id for metric in draft.metrics.values() if metric.role == "price_ratio"}
    for placed in draft.facts:
        fact = placed.value
        if fact.metric in ratios and not any(dim == AGAINST for dim, _ in fact.dims):
            yield placed.problem(f"{fact.id} is so much of a price: say of whose, as {AGAINST} under dims.")


def grains_fit(draft: Draft) -> Iterator[Problem]:
    """A fact's period has a grain its metric is measured over."""
    for placed in draft.facts:
        metric = draft.metrics.get(placed.value.metric)
        grain = placed.value.period.grain
        if metric and metric.grains and grain not in metric.grains and placed.value.period.dated:
            allowed = ", ".join(metric.grains)
            yield placed.problem(
                f"{placed.value.id} is for a {grain.value}, but {metric.id} is measured over: {allowed}.",
                "period",
            )


def lines_lie_in_the_document(draft: Draft) -> Iterator[Problem]:
    """The line of a fact or a state is one of its document's lines."""
    documents = {placed.value.id: placed.value.lines for placed in draft.documents}
    everything: tuple[Placed[Fact | State], ...] = (*draft.facts, *draft.states)
    for placed in everything:
        # A document whose head does not read has told so already.
        first, last = documents.get(placed.value.document, (0, placed.value.line))
        if not first <= placed.value.line <= last:
            yield placed.problem(f"Line {placed.value.line} is outside the document ({first} to {last}).", "at")


def nothing_is_said_after_its_document(draft: Draft) -> Iterator[Problem]:
    """What a document carries was said by the day it was published, as far as both are known."""
    published = {placed.value.id: placed.value.published for placed in draft.documents}
    everything: tuple[Placed[Fact | State], ...] = (*draft.facts, *draft.states)
    for placed in everything:
        said, carried = placed.value.said_on, published.get(placed.value.document, "")
        known = min(len(said), len(carried))
        if said[:known] > carried[:known]:
            yield placed.problem(f"{placed.value.id} was said {said}, after its document ({carried}).", "said")
