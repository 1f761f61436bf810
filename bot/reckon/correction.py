"""Corrections: facts that were wrong when they were served, told apart from what is merely new."""

from __future__ import annotations

from bot.core.correction import Correction
from bot.core.fact import Fact
from bot.core.ledger import Ledger
from bot.core.quantity import Quantity, agree
from bot.core.rules import of_slot, serving


def correction(was: Fact, ledger: Ledger, *, serves: bool) -> Correction | None:
    """What was wrong in a fact as it was served; None where it still holds, or what came since is news.

    `serves` is whether it answered for its slot, and did not stand beside what answers. Wrong is a
    fact whose figure was mended or that is no longer served, and one whose place another took that
    was not said later. What agrees after rounding corrects nothing.
    """
    if not was.served or was.kind == "hypothesis":
        return None
    fact = ledger.by_id.get(was.id)
    first = serving(of_slot(was, ledger), ledger) if was.period.dated else None
    if fact is None or not fact.served or not _same_slot(was, fact):
        if first is not None and _both_hold(was, first):
            return None
        why = fact.why if fact is not None and not fact.served else None
        return Correction(was, first, "withdrawn" if why else "gone", why)
    if not _alike(was, fact):
        now = first if serves and first is not None else fact
        if now.id != fact.id and _both_hold(was, now):
            return None
        return Correction(was, now, "misprint" if now.reading else "mended", now.reading.why if now.reading else None)
    if serves and first is not None and first.id != was.id and not _later(first, was) and not _both_hold(was, first):
        return Correction(was, first, "nearer")
    return None


def _same_slot(a: Fact, b: Fact) -> bool:
    return (a.entity, a.metric, a.dims, a.period, a.states) == (b.entity, b.metric, b.dims, b.period, b.states)


def _both_hold(a: Fact, b: Fact) -> bool:
    """Whether two statements of one slot can both be true."""
    if a.value is None or b.value is None:
        return a.value is b.value and a.printed == b.printed
    return agree(a.value, b.value)


def _alike(a: Fact, b: Fact) -> bool:
    """Whether a fact still says what it said: the same bounds, or a figure that agrees after rounding.

    A statement in words says the same while its print does: our own wording may be polished.
    """
    if a.value is None or b.value is None:
        return a.value is b.value and a.printed == b.printed
    if (a.value.unit, _shape(a.value)) != (b.value.unit, _shape(b.value)):
        return False
    return agree(a.value, b.value) if a.value.exact else a.value.ends == b.value.ends  # a bound is no rounded print


def _shape(quantity: Quantity) -> tuple[bool, ...]:
    """Which ends there are, and whether they are included."""
    low, high = quantity.low is not None, quantity.high is not None
    return (low, low and quantity.low_included, high, high and quantity.high_included, quantity.exact)


def _later(a: Fact, b: Fact) -> bool:
    """Whether one statement was certainly made after another: as far as both say when."""
    known = min(len(a.said_on), len(b.said_on))
    return a.said_on[:known] > b.said_on[:known]
