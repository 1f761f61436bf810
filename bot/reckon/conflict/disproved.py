"""Prints that arithmetic over other statements does not bear out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.conflict import Conflict, ConflictKind, Rule
from bot.core.cross_check import CheckKind, CrossCheck
from bot.core.quantity import Quantity
from bot.reckon.check.growth import implied_base
from bot.reckon.cross_checks import cross_checks
from bot.reckon.rounding import rounded_money
from bot.reckon.slots import Slots

_KINDS: Mapping[CheckKind, ConflictKind] = {
    "parts": "contradiction",
    "periods": "contradiction",
    "whole": "shares",
    "share": "shares",
    "margin": "shares",
    "growth": "growth",
    "base": "growth",
    "target": "growth",
}


def disproved(slots: Slots) -> Iterator[Conflict]:
    """Every cross-check that does not hold."""
    for check in cross_checks(slots):
        if not check.holds:
            fact = slots.ledger.by_id[check.facts[0]]
            rule: Rule = "reading" if fact.reading is not None else "arithmetic"
            yield Conflict(
                _KINDS[check.kind],
                check.facts,
                (fact.quantity or check.printed, *_base(check)),
                fact.id,
                rule,
                check.kind,
                check.formula,
                check.result,
                fact.reading.why if fact.reading is not None else None,
            )


def _base(check: CrossCheck) -> tuple[Quantity, ...]:
    """For growth, the base that the print and its level imply."""
    if check.kind not in {"growth", "base"}:
        return ()
    level = check.formula.terms[0]
    base = implied_base(level, check.printed)
    return () if base is None else (rounded_money(base, (level,)),)
