"""What came into the book since a day, of what a digest is about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.core.digest import Digest
from bot.core.edition import Change, News
from bot.core.fact import Dims, Fact, said
from bot.core.ledger import Ledger
from bot.core.metric import PRICED
from bot.core.period import Period
from bot.core.quantity import agree
from bot.core.rules import of_slot, serving
from bot.reckon.figure import line_of

_MOST = 10
_ROLES = {"price": "price", "price_move": "move", "price_ratio": "move"}
_RATES = frozenset({"yoy", "qoq", "share"})

Slot = tuple[str, str, Dims, Period, bool]


def news_since(digest: Digest, ledger: Ledger, since: date) -> News:
    """New figures, prices and vintages of guidance, and figures that a new document makes others than they were.

    A fact comes with its document: on the day it was added, or else was published. One that says
    what the book said already is no news.
    """
    new = [fact for fact in ledger.facts if came(fact, ledger) >= since.isoformat()[: len(came(fact, ledger))]]
    about = _scope(digest, ledger)
    slots: dict[Slot, Fact] = {}
    for fact in new:
        if (fact.entity, fact.metric) in about and _counts(fact, ledger):
            slots.setdefault((fact.entity, fact.metric, fact.dims, fact.period, fact.states), fact)
    fresh = {fact.id for fact in new}
    lines, changes = [], []
    for fact in slots.values():
        every = of_slot(fact, ledger)
        now = serving(every, ledger)
        before = serving([one for one in every if one.id not in fresh], ledger)
        if now is None or (before is not None and now.id == before.id):
            continue
        if before is None or not fact.states:
            role = "guidance" if not fact.states else _ROLES.get(ledger.metrics[fact.metric].role or "", "figure")
            if before is None or _other(now, before) or said(now) > said(before):
                lines.append(line_of(now, role))
        elif _other(now, before) and before.value is not None:
            changes.append(Change(line_of(now, "changed"), before.value))
    order = list(dict.fromkeys(about))
    lines.sort(key=lambda line: (order.index((line.entity, line.metric)), -line.period.end.toordinal()))
    return News(since, tuple(lines[:_MOST]), tuple(changes[:_MOST]), max(len(lines) - _MOST, 0))


def came(fact: Fact, ledger: Ledger) -> str:
    """When a fact came into the book, as exactly as it is known."""
    document = ledger.documents[fact.document]
    return document.added or document.published or fact.said_on


def _counts(fact: Fact, ledger: Ledger) -> bool:
    """Whether a fact is a figure of a known time; in slices only prices come."""
    known = fact.served and fact.value is not None and fact.period.dated
    sliced = bool(fact.dims) and ledger.metrics[fact.metric].role not in PRICED
    return known and not sliced and (fact.states or fact.kind == "guidance")


def _other(now: Fact, before: Fact) -> bool:
    if now.value is None or before.value is None:
        return False
    return now.value.unit != before.value.unit or not agree(now.value, before.value)


def _scope(digest: Digest, ledger: Ledger) -> dict[tuple[str, str], None]:
    """The figures that a digest is about, in its order: those it shows, their rates, and everybody's prices."""
    return dict.fromkeys(
        (entity, key)
        for entity, metric in _pairs(digest, ledger)
        for key in (metric, *(m.id for m in ledger.metrics.values() if m.of == metric and m.form in _RATES))
    )


def _pairs(digest: Digest, ledger: Ledger) -> Iterator[tuple[str, str]]:
    for section in digest.sections:
        query = section.query
        if section.kind == "prices":
            priced = {metric.id for metric in ledger.metrics_as(*PRICED)}
            yield from ((entity, metric) for entity, metric in ledger.by_metric if metric in priced)
        elif section.kind != "care":
            shown = section.figures or ((query.entity or "", query.metric or ""),)
            yield from shown
            if query.against is not None:
                yield query.against, query.metric or ""
