"""What must hold in the digests and their plans: each check one small function."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.digest import Section, SectionKind
from bot.core.problem import Problem
from bot.load.draft import Draft
from bot.load.page import Loc
from bot.words.script import fold

_ASKS: Mapping[SectionKind, tuple[str, ...]] = {
    "trajectory": ("entity", "metric"),
    "gap": ("entity", "metric", "against"),
}
"""What a section of a kind cannot do without; a table of figures needs its figures."""


def digests_stand_on_the_catalogue(draft: Draft) -> Iterator[Problem]:
    """Digests ask for entities and metrics that exist; plans send digests that exist."""
    page = draft.digests_page
    for digest in draft.digests.values():
        at: Loc = ("digests", digest.id)
        asked = [((*at, "requires", index), pair) for index, pair in enumerate(digest.requires)]
        for index, section in enumerate(digest.sections):
            place = (*at, "sections", index)
            asked += [((*place, "ask"), pair) for pair in _asked(section)]
            asked += [((*place, "figures", row), pair) for row, pair in enumerate(section.figures)]
        for place, (entity, metric) in asked:
            if entity not in draft.entities or (metric and metric not in draft.metrics):
                named = f"{entity}.{metric}" if metric else entity
                yield page.problem(place, f"The digest {digest.id} asks for {named}, which is not known.")
    for index, plan in enumerate(draft.plans):
        if plan.digest not in draft.digests:
            yield page.problem(("plans", index, "digest"), f"There is no digest {plan.digest!r}.")


def sections_have_what_they_need(draft: Draft) -> Iterator[Problem]:
    """A digest has a section, and each section names whose figures it follows."""
    page = draft.digests_page
    for digest in draft.digests.values():
        at: Loc = ("digests", digest.id)
        if not any(section.kind != "care" for section in digest.sections):
            yield page.problem(at, f"The digest {digest.id} needs a section that shows figures.")
        for index, section in enumerate(digest.sections):
            place = (*at, "sections", index)
            query = section.query
            has = {"entity": query.entity, "metric": query.metric, "against": query.against}
            lacking = [name for name in _ASKS.get(section.kind, ()) if not has[name]]
            if lacking:
                yield page.problem(place, f"A {section.kind} section asks for {', '.join(lacking)} too.")
            if (section.kind == "figures") != bool(section.figures):
                needs = "needs its figures" if section.kind == "figures" else "has no figures"
                yield page.problem(
                    place, f"A {section.kind} section {needs}: pairs of entity and metric, as the_shop.sales."
                )
            if sum(other.kind == "care" for other in digest.sections[: index + 1]) > 1:
                yield page.problem(place, "A digest reads with care once, at its end.")


def digest_names_mean_one_digest(draft: Draft) -> Iterator[Problem]:
    """A name asks for one digest."""
    owner: dict[str, str] = {}
    for digest in draft.digests.values():
        for name in dict.fromkeys(map(fold, digest.names)):
            if owner.setdefault(name, digest.id) != digest.id:
                yield draft.digests_page.problem(
                    ("digests", digest.id), f"The name {name!r} asks for {owner[name]} and for {digest.id}."
                )


def _asked(section: Section) -> list[tuple[str, str]]:
    query = section.query
    if section.figures or query.entity is None:
        return []
    rival = [(query.against, query.metric or "")] if query.against else []
    return [(query.entity, query.metric or ""), *rival]
