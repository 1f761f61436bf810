"""Statements that the book itself marks: misprints with their reading, and those that are not served."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.conflict import Conflict
from bot.core.quantity import Quantity
from bot.reckon.reading import reading_formula
from bot.reckon.slots import Slots


def misprints(slots: Slots) -> Iterator[Conflict]:
    """The prints that are read as something else, with the arithmetic where the reading rests on two figures."""
    for fact in slots.ledger.facts:
        if fact.reading is not None and fact.served:
            yield Conflict(
                "misprint",
                (fact.id, *fact.reading.inputs),
                _known(fact.quantity),
                fact.id,
                "reading",
                formula=reading_formula(fact, slots.ledger),
                result=fact.reading.quantity,
                text=fact.reading.why,
            )


def withheld(slots: Slots) -> Iterator[Conflict]:
    """The statements that are kept and never answered from, with the reason."""
    for fact in slots.ledger.facts:
        if not fact.served:
            yield Conflict("withheld", (fact.id,), _known(fact.quantity), None, "not_served", fact.kind, text=fact.why)


def _known(quantity: Quantity | None) -> tuple[Quantity, ...]:
    return () if quantity is None else (quantity,)
