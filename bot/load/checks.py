"""What must hold in a book: each check one small function, all of them in CHECKS."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.core.digest import Digest, Plan
from bot.core.document import Document
from bot.core.entity import Entity, Source
from bot.core.fact import Fact, State
from bot.core.ledger import Name
from bot.core.metric import Metric, Slice
from bot.core.problem import Problem
from bot.core.quantity import UNITS
from bot.load.page import Loc, Page

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A value and where it was written."""

    value: T
    page: Page
    loc: Loc

    def problem(self, sentence: str, *part: str) -> Problem:
        """A problem at this value, or at one of its parts."""
        return self.page.problem((*self.loc, *part), sentence)


@dataclass(frozen=True, slots=True)
class Draft:
    """A book that was read and is not yet checked."""

    subject: str
    entities: dict[str, Entity]
    sources: dict[str, Source]
    metrics: dict[str, Metric]
    slices: dict[tuple[str, str], Slice]
    documents: tuple[Placed[Document], ...]
    facts: tuple[Placed[Fact], ...]
    states: tuple[Placed[State], ...]
    digests: dict[str, Digest]
    plans: tuple[Plan, ...]
    names: tuple[Name, ...]
    entities_page: Page
    metrics_page: Page
    digests_page: Page


def ids_are_unique(draft: Draft) -> Iterator[Problem]:
    """Every fact and state has an id of its own."""
    seen: dict[str, Placed[Fact] | Placed[State]] = {}
    everything: tuple[Placed[Fact] | Placed[State], ...] = (*draft.facts, *draft.states)
    for placed in everything:
        first = seen.setdefault(placed.value.id, placed)
        if first is not placed:
            where = f"{first.page.file}:{first.page.line_of(first.loc)}"
            yield placed.problem(f"The id {placed.value.id} is taken already, at {where}.", "id")


def names_are_known(draft: Draft) -> Iterator[Problem]:
    """Every entity, metric, slice, speaker and publisher that a fact names is in the catalogue."""
    everything: tuple[Placed[Fact] | Placed[State], ...] = (*draft.facts, *draft.states)
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
    for metric in draft.metrics.values():
        if metric.unit not in UNITS:
            yield draft.metrics_page.problem(
                ("metrics", metric.id, "unit"),
                f"The unit {metric.unit!r} is not known; known are {', '.join(UNITS)}.",
            )
    money = {"CNY", "USD", "HKD", "yuan"}
    for placed in draft.facts:
        fact, metric_of = placed.value, draft.metrics.get(placed.value.metric)
        if metric_of is None or fact.quantity is None:
            continue
        unit = fact.quantity.unit
        other_money = unit in money and metric_of.unit in money
        relative = unit in {"x", "ratio"} and (fact.kind != "reported" or metric_of.unit in {"ratio", "x"})
        if unit != metric_of.unit and not other_money and not relative:
            yield placed.problem(
                f"{fact.id} is in {unit}, but {metric_of.id} is measured in {metric_of.unit}.", "value"
            )


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


def readings_have_inputs(draft: Draft) -> Iterator[Problem]:
    """A reading rests on facts that exist."""
    known = {placed.value.id for placed in draft.facts}
    for placed in draft.facts:
        for key in placed.value.reading.inputs if placed.value.reading else ():
            if key not in known:
                yield placed.problem(f"The reading of {placed.value.id} rests on {key}, which is no fact.", "reading")


def columns_lie_in_the_document(draft: Draft) -> Iterator[Problem]:
    """A fact's line is one of its document's lines."""
    documents = {placed.value.id: placed.value for placed in draft.documents}
    for placed in draft.facts:
        first, last = documents[placed.value.document].lines
        if not first <= placed.value.line <= last:
            yield placed.problem(f"Line {placed.value.line} is outside the document ({first} to {last}).", "at")


def names_mean_one_thing(draft: Draft) -> Iterator[Problem]:
    """A name belongs to one entity or one metric."""
    owner: dict[str, tuple[str, str]] = {}
    for name in draft.names:
        if name.slot == "dim" or name.pinyin:
            continue
        first = owner.setdefault(name.folded, (name.slot, name.id))
        if first != (name.slot, name.id):
            page = draft.entities_page if name.slot == "entity" else draft.metrics_page
            section = "entities" if name.slot == "entity" else "metrics"
            yield page.problem(
                (section, name.id),
                f"The name {name.folded!r} belongs to {first[0]} {first[1]} and to {name.slot} {name.id}: "
                "a name must mean one thing.",
            )


def catalogue_points_at_itself(draft: Draft) -> Iterator[Problem]:
    """Parents, rivals, overviews, bases and neighbours are in the catalogue."""
    page = draft.entities_page
    for entity in draft.entities.values():
        linked = (*entity.rivals, *((entity.parent,) if entity.parent else ()))
        for other in linked:
            if other not in draft.entities:
                yield page.problem(("entities", entity.id), f"{entity.id} names {other!r}, which is no entity.")
        for metric in (*entity.overview, *entity.missing):
            if metric not in draft.metrics and metric not in {"guidance", "prices"}:
                yield page.problem(("entities", entity.id), f"{entity.id} names {metric!r}, which is no metric.")
    if draft.subject not in draft.entities:
        yield page.problem(("book", "subject"), f"The subject {draft.subject!r} is no entity.")
    for metric_of in draft.metrics.values():
        linked = (*metric_of.near, *metric_of.means, *((metric_of.of,) if metric_of.of else ()))
        for other in linked:
            if other not in draft.metrics:
                yield draft.metrics_page.problem(
                    ("metrics", metric_of.id), f"{metric_of.id} names {other!r}, which is no metric."
                )


def guidance_has_a_vintage(draft: Draft) -> Iterator[Problem]:
    """Guidance and estimates say at least in which month they were given."""
    for placed in draft.facts:
        fact = placed.value
        if fact.kind in {"guidance", "estimate"} and not fact.said_on:
            yield placed.problem(f"{fact.id} is {fact.kind}: say when it was given.", "said")


def digests_stand_on_the_catalogue(draft: Draft) -> Iterator[Problem]:
    """Digests ask for entities and metrics that exist; plans send digests that exist."""
    page = draft.digests_page
    for digest in draft.digests.values():
        pairs = (*digest.requires, *((s.query.entity or "", s.query.metric or "") for s in digest.sections))
        for entity, metric in pairs:
            if entity not in draft.entities or (metric and metric not in draft.metrics):
                yield page.problem(
                    ("digests", digest.id), f"The digest {digest.id} asks for {entity}.{metric}, which is not known."
                )
    for index, plan in enumerate(draft.plans):
        if plan.digest not in draft.digests:
            yield page.problem(("plans", index, "digest"), f"There is no digest {plan.digest!r}.")


CHECKS: tuple[Callable[[Draft], Iterator[Problem]], ...] = (
    ids_are_unique,
    names_are_known,
    units_fit,
    grains_fit,
    readings_have_inputs,
    columns_lie_in_the_document,
    names_mean_one_thing,
    catalogue_points_at_itself,
    guidance_has_a_vintage,
    digests_stand_on_the_catalogue,
)
