"""What one money costs in another: as the asker names it, or as the book prints one figure in both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bot.core.fact import Fact, said
from bot.core.ledger import Ledger
from bot.core.product import divide, multiply
from bot.core.quantity import Quantity, exactly
from bot.reckon.rounding import rounded_quotient

_DEAREST = ("USD", "CNY", "HKD")
"""Moneys by what a unit of them is worth, so that 7.1 between two of them can mean one thing only."""
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Exchange:
    """The same worth in two moneys; `facts` are the statements that print it so, none where the asker named it."""

    given: Quantity
    taken: Quantity
    facts: tuple[Fact, ...] = ()

    def convert(self, amount: Quantity) -> Quantity:
        """An amount of the first money in the second, to as many digits as the coarser of it and the rate has."""
        part = divide(amount, self.given)
        assert part is not None  # a worth is never zero
        inputs = (amount, *((self.given, self.taken) if self.facts else ()))
        return rounded_quotient(multiply(self.taken, part), inputs)


def exchange(ledger: Ledger, given: str, taken: str, rate: Decimal | None) -> Exchange | None:
    """How to turn one money into another; None where nobody names a rate and the book prints none."""
    if given not in _DEAREST or taken not in _DEAREST:
        return None
    if rate:
        return _named(given, taken, rate)
    return _printed(ledger).get((given, taken))


@lru_cache(maxsize=4)  # of the book in use: every answer in yuan offers another money where there is a rate
def _printed(ledger: Ledger) -> Mapping[tuple[str, str], Exchange]:
    """The newest statement of one worth in two moneys, for each two."""
    newest: dict[tuple[str, str], Exchange] = {}
    pairs = ((one, other) for one in ledger.facts if _is_worth(one) for other in _beside(one, ledger))
    for one, other in sorted(pairs, key=lambda pair: (said(pair[0]), pair[0].id, pair[1].id)):
        assert one.value is not None and other.value is not None
        newest[one.value.unit, other.value.unit] = Exchange(one.value, other.value, (one, other))
    return newest


def _named(given: str, taken: str, rate: Decimal) -> Exchange:
    """A rate above one is what the dearer money costs in the cheaper, one below it the reverse."""
    dearer_given = _DEAREST.index(given) < _DEAREST.index(taken)
    if dearer_given == (rate >= 1):
        return Exchange(exactly(_ONE, given), exactly(rate, taken))
    return Exchange(exactly(rate, given), exactly(_ONE, taken))


def _is_worth(fact: Fact) -> bool:
    return fact.served and fact.value is not None and fact.value.unit in _DEAREST and fact.value.exact


def _beside(fact: Fact, ledger: Ledger) -> tuple[Fact, ...]:
    """The same statement in another money: one document, one slot, one day of saying."""
    return tuple(
        other
        for other in ledger.facts_of(fact.entity, fact.metric, dims=fact.dims)
        if _is_worth(other)
        and (other.document, other.period, other.kind, other.said_on, other.speaker)
        == (fact.document, fact.period, fact.kind, fact.said_on, fact.speaker)
    )
