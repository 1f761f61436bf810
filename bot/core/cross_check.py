"""Printed figures held against each other by arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.core.answer import Formula
from bot.core.quantity import Quantity

CheckKind = Literal["parts", "whole", "share", "margin", "growth", "base", "periods", "target"]


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """What a formula over some facts comes to, and whether the print it is held against agrees.

    `facts` are ids: the print first, then the terms of the formula. `result` is reckoned from the
    figures as printed; `holds` allows each of them half its last printed digit to either side.
    """

    kind: CheckKind
    facts: tuple[str, ...]
    printed: Quantity
    formula: Formula
    result: Quantity
    holds: bool
