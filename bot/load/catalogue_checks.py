"""What must hold in the catalogue and the digests: each check one small function."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.metric import Metric, Role
from bot.core.problem import Problem
from bot.core.quantity import MONEY, UNITS
from bot.load.draft import Draft


def units_are_known(draft: Draft) -> Iterator[Problem]:
    """A metric is measured in a unit there is."""
    for metric in draft.metrics.values():
        if metric.unit not in UNITS:
            yield draft.metrics_page.problem(
                ("metrics", metric.id, "unit"),
                f"The unit {metric.unit!r} is not known; known are {', '.join(UNITS)}.",
            )


def unit_names_are_of_units(draft: Draft) -> Iterator[Problem]:
    """A book names only units there are, and only those that are no money, rate or text."""
    for unit in draft.units:
        if unit not in _NAMED:
            yield draft.metrics_page.problem(
                ("units", unit),
                f"The unit {unit!r} has no name of a book's own; {', '.join(sorted(_NAMED))} can have one.",
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
        # A base may name its entity before its metric: "group revenue".
        base = metric_of.base.split()[-1:] if metric_of.base else ()
        rated = (metric_of.of,) if metric_of.of else ()
        linked = (*metric_of.near, *metric_of.means, *base, *rated, *metric_of.parts, *metric_of.less)
        for other in linked:
            if other not in draft.metrics:
                yield draft.metrics_page.problem(
                    ("metrics", metric_of.id), f"{metric_of.id} names {other!r}, which is no metric."
                )


def rates_say_what_they_are_taken_of(draft: Draft) -> Iterator[Problem]:
    """A rate names its metric and its form; a share and a margin name the whole as well."""
    for metric in draft.metrics.values():
        if (metric.of is None) != (metric.form is None):
            has, lacks = ("a form", "of") if metric.of is None else ("an of", "form")
            yield _about(draft, metric, f"{metric.id} has {has} and no {lacks}: a rate names its metric and its form.")
        elif metric.form in {"share", "margin"} and metric.base is None:
            yield _about(draft, metric, f"{metric.id} is a {metric.form} of {metric.of}: name its base, the whole.")


def parts_make_a_whole(draft: Draft) -> Iterator[Problem]:
    """A metric is the sum of two others or more, or one less others; all in its own unit."""
    for metric in draft.metrics.values():
        parts = (*metric.parts, *metric.less)
        if not parts:
            continue
        if len(parts) == 1 or not metric.parts or (metric.less and len(metric.parts) > 1):
            yield _about(draft, metric, f"{metric.id} is made of two parts or more: all added, or taken off the first.")
        for part in parts:
            other = draft.metrics.get(part)
            if part == metric.id:
                yield _about(draft, metric, f"{metric.id} cannot be a part of itself.")
            elif other is not None and other.unit != metric.unit:
                yield _about(
                    draft, metric, f"{part}, in {other.unit}, cannot be a part of {metric.id}, in {metric.unit}."
                )


def roles_fit_their_metrics(draft: Draft) -> Iterator[Problem]:
    """One metric is the price, in money; a move of it is a ratio; a record's claim and a day of results are texts."""
    first: dict[str, str] = {}
    for metric in draft.metrics.values():
        if metric.role is None:
            continue
        units = _UNITS_OF[metric.role]
        if metric.unit in UNITS and metric.unit not in units:
            fitting = " or ".join(unit for unit in UNITS if unit in units)
            yield _about(
                draft, metric, f"{metric.id} is in {metric.unit}, but the role {metric.role} is for {fitting}."
            )
        if metric.role == "price" and first.setdefault("price", metric.id) != metric.id:
            yield _about(draft, metric, f"{first['price']} is the price already: one metric makes the ladder.")


_NAMED = frozenset({"credits", "minutes", "count"})
_UNITS_OF: Mapping[Role, frozenset[str]] = {
    "price": MONEY,
    "price_move": frozenset({"ratio"}),
    "price_ratio": frozenset({"ratio"}),
    "record": frozenset({"text"}),
    "results_day": frozenset({"text"}),
}


def _about(draft: Draft, metric: Metric, sentence: str) -> Problem:
    return draft.metrics_page.problem(("metrics", metric.id), sentence)
