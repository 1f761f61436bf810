"""What must hold in the catalogue and the digests: each check one small function."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.problem import Problem
from bot.core.quantity import UNITS
from bot.load.draft import Draft


def units_are_known(draft: Draft) -> Iterator[Problem]:
    """A metric is measured in a unit there is."""
    for metric in draft.metrics.values():
        if metric.unit not in UNITS:
            yield draft.metrics_page.problem(
                ("metrics", metric.id, "unit"),
                f"The unit {metric.unit!r} is not known; known are {', '.join(UNITS)}.",
            )


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
        # A base may name its entity before its metric: "kuaishou revenue".
        base = metric_of.base.split()[-1:] if metric_of.base else ()
        linked = (*metric_of.near, *metric_of.means, *base, *((metric_of.of,) if metric_of.of else ()))
        for other in linked:
            if other not in draft.metrics:
                yield draft.metrics_page.problem(
                    ("metrics", metric_of.id), f"{metric_of.id} names {other!r}, which is no metric."
                )


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
