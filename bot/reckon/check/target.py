"""The printed rise of a target against the two targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.core.answer import Formula
from bot.core.cross_check import CrossCheck
from bot.core.fact import Fact
from bot.core.product import divide
from bot.core.quantity import MONEY, Quantity, exactly, subtract
from bot.reckon.check.held import held, prints, terms
from bot.reckon.slots import Slots

_ONE = exactly(Decimal(1), "ratio")


def target_rise_agrees(slots: Slots) -> Iterator[CrossCheck]:
    """The rise of guidance is the new target over the first one of the year, in one money, less one."""
    for ((entity, metric, dims, period), kind, said), facts in slots.foretold.items():
        about = slots.ledger.metrics[metric]
        if about.form != "revision" or about.of is None or kind != "guidance":
            continue
        slot = (entity, about.of, dims, period)
        targets, starts = slots.foretold.get((slot, kind, said), ()), slots.foretold.get((slot, kind, said[:4]), ())
        for one in prints(facts):
            for new, old in _in_one_money(targets, starts):
                values = terms((new, old))
                check = held("target", (one, new, old), one.quantity, values, Formula("/", values), _rise)
                if check is not None:
                    yield check


def _in_one_money(targets: Sequence[Fact], starts: Sequence[Fact]) -> tuple[tuple[Fact, Fact], ...]:
    """New and old target in each money that both were said in."""
    pairs: dict[str, tuple[Fact, Fact]] = {}
    for new in targets:
        for old in starts:
            values = terms((new, old))
            if values and values[0].unit in MONEY and new.id != old.id:
                pairs.setdefault(values[0].unit, (new, old))
    return tuple(pairs.values())


def _rise(values: Sequence[Quantity]) -> Quantity | None:
    quotient = divide(values[0], values[1])
    return None if quotient is None else replace(subtract(quotient, _ONE), unit="ratio")
