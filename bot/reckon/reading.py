"""The reading of a misprint, as arithmetic."""

from __future__ import annotations

from bot.core.answer import Formula
from bot.core.fact import Fact
from bot.core.ledger import Ledger
from bot.core.product import divide
from bot.core.quantity import agree
from bot.reckon.rounding import rounded_rate


def reading_formula(fact: Fact, ledger: Ledger) -> Formula | None:
    """The quotient of the two figures a reading rests on, where it comes to the reading."""
    inputs = fact.reading.inputs if fact.reading else ()
    known = (ledger.by_id[key].value for key in inputs if key in ledger.by_id)
    terms = tuple(value for value in known if value is not None)
    if fact.reading is None or len(terms) != 2 or terms[0].unit != terms[1].unit:
        return None
    quotient = divide(*terms)
    fits = quotient is not None and agree(rounded_rate(quotient), fact.reading.quantity)
    return Formula("/", terms) if fits else None
