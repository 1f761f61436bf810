"""One thing one document states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.core.period import SPANS, Period
from bot.core.quantity import Quantity
from bot.core.text import Text

Kind = Literal["reported", "guidance", "estimate", "media", "hypothesis"]
KINDS: tuple[Kind, ...] = ("reported", "guidance", "estimate", "media", "hypothesis")

Dims = tuple[tuple[str, str], ...]
"""Qualifiers of a fact as sorted pairs: (("plan", "gold"),)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a misprint or garble is read as, and why."""

    quantity: Quantity
    why: Text
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """Whose, which metric, which slice, which period, how much, said by whom and when.

    `quantity` is None where the statement is text only. `printed` stands at `line` and `column`
    (both from 1) of the document's file. `said_on` is as exact as it is known. A fact with
    `served` False is kept and never answered from; `why` says why.
    """

    id: str
    document: str
    line: int
    column: int
    printed: str
    entity: str
    metric: str
    period: Period
    kind: Kind
    speaker: str
    said_on: str
    dims: Dims = ()
    quantity: Quantity | None = None
    text: Text | None = None
    reading: Reading | None = None
    served: bool = True
    why: Text | None = None
    note: Text | None = None

    @property
    def value(self) -> Quantity | None:
        """The quantity to reckon with: the reading where the print is wrong."""
        return self.reading.quantity if self.reading else self.quantity

    @property
    def ahead(self) -> bool:
        """Whether it was said before its period had ended: a forecast, whatever it calls itself."""
        return self.period.grain in SPANS and self.said_on < self.period.end.isoformat()[: len(self.said_on)]

    @property
    def states(self) -> bool:
        """Whether it may answer what was: a figure reported or claimed of a time that had passed."""
        return self.served and self.kind in {"reported", "media"} and not self.ahead


@dataclass(frozen=True, slots=True)
class State:
    """A statement that a figure is not disclosed, or no longer, from a date on."""

    id: str
    document: str
    line: int
    column: int
    printed: str
    entity: str
    metric: str
    state: Literal["not_disclosed", "no_longer_disclosed"]
    since: str
    speaker: str
    said_on: str
    note: Text | None = None


def said(fact: Fact) -> str:
    """When it was said, so that a later day sorts after an earlier one and a bare month after its days."""
    return fact.said_on + "-99" if len(fact.said_on) == len("2025-11") else fact.said_on
