"""Statements that the book itself marks: misprints with their reading, and those that are not served."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.answer import Formula
from bot.core.conflict import Conflict
from bot.core.fact import Fact
from bot.core.ledger import Ledger
from bot.core.product import divide
from bot.core.quantity import Quantity, agree
from bot.reckon.rounding import rounded_rate
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
                formula=_formula(fact, slots.ledger),
                result=fact.reading.quantity,
                text=fact.reading.why,
            )


def withheld(slots: Slots) -> Iterator[Conflict]:
    """The statements that are kept and never answered from, with the reason."""
    for fact in slots.ledger.facts:
        if not fact.served:
            yield Conflict("withheld", (fact.id,), _known(fact.quantity), None, "not_served", fact.kind, text=fact.why)


def _formula(fact: Fact, ledger: Ledger) -> Formula | None:
    """The quotient of the two figures a reading rests on, where it comes to the reading."""
    inputs = fact.reading.inputs if fact.reading else ()
    terms = tuple(value for key in inputs if (value := ledger.by_id[key].value) is not None)
    if fact.reading is None or len(terms) != 2 or terms[0].unit != terms[1].unit:
        return None
    quotient = divide(*terms)
    fits = quotient is not None and agree(rounded_rate(quotient), fact.reading.quantity)
    return Formula("/", terms) if fits else None


def _known(quantity: Quantity | None) -> tuple[Quantity, ...]:
    return () if quantity is None else (quantity,)
