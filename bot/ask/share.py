"""Which share is meant: of the figure named or of the last one, and what names only the whole it is taken of."""

from __future__ import annotations

from bot.ask.before import Before
from bot.ask.heard import Heard
from bot.ask.when import first_when
from bot.core.ledger import Ledger
from bot.core.query import Choice, Misread, Query
from bot.core.text import Language


def without_whole(metrics: tuple[str, ...], ledger: Ledger) -> tuple[str, ...]:
    """The metrics named but those that others are a share of: "advertising, share of revenue" asks for one."""
    shares = [m for m in ledger.metrics.values() if m.form == "share" and m.of in metrics and m.base is not None]
    wholes = {(m.base or "").rpartition(" ")[2] for m in shares if m.of != (m.base or "").rpartition(" ")[2]}
    return tuple(metric for metric in metrics if metric not in wholes) or metrics


def share_of_last(share: str, last: Query, ledger: Ledger) -> str:
    """The share of the last figure in the same whole, where the share named says no more than the whole it is of.

    "Share of revenue" after live streaming is live streaming's; "online marketing share" has its own part.
    """
    whole = (ledger.metrics[share].base or "").split()[-1:]
    if [ledger.metrics[share].of] != whole:
        return share
    kin = (m for m in ledger.metrics.values() if m.form == "share" and m.of == last.metric)
    return next((m.id for m in kin if (m.base or "").split()[-1:] == whole), share)


def is_whole(metric: str, ledger: Ledger) -> bool:
    """Whether shares are taken of a metric."""
    return any(m.form == "share" and (m.base or "").split()[-1:] == [metric] for m in ledger.metrics.values())


def is_base(entities: tuple[str, ...], metric: str, last: Query, ledger: Ledger) -> bool:
    """Whether the one named is the whole that the last figure has a share of: its "share of the group's revenue"."""
    bases = {m.base for m in ledger.metrics.values() if m.form == "share" and m.of == last.metric}
    return f"{entities[0]} {metric}" in bases if entities else metric in bases


def share_named(
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
