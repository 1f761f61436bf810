"""A verdict: what somebody wrote, held against what the book says."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from bot.core.quantity import Quantity, agree

Verdict = Literal["agrees", "rounded", "contradicts", "open", "units"]
"""`open`: the book's figure is a bound or a range that settles it neither way; `units`: they measure unlike things."""

_COUNTED = frozenset({"persons", "minutes", "credits"})
"""Units that a bare number is said in where the metric's name says what is counted."""


def verdict(claim: Quantity, book: Quantity) -> Verdict:
    """Whether a figure agrees with the book's, agrees after rounding, contradicts it, or is left open by a bound.

    A bound that holds of the book's figure agrees with it: "more than 300m" of 305m.
    """
    if claim.unit == "count" and book.unit in _COUNTED:
        claim = replace(claim, unit=book.unit)
    if claim.unit == "pp" and book.unit == "ratio":
        return "units"
    if claim.unit != book.unit:
        return "units"
    if _same(claim, book):
        return "agrees"
    if not agree(claim, book):
        return "contradicts"
    if not claim.exact and _holds(claim, book):
        return "agrees"
    return "rounded" if claim.exact and book.exact else "open"


def _same(claim: Quantity, book: Quantity) -> bool:
    return replace(claim, hedge=None) == replace(book, hedge=None)


def _holds(claim: Quantity, book: Quantity) -> bool:
    """Whether all that the book leaves possible lies within a bound or range."""
    return (within := claim.within(book)) is not None and _same(within, book)
