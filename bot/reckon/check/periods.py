"""Short periods against the long one they make up: quarters, a half and a quarter, nine months and a quarter."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.answer import Formula
from bot.core.cross_check import CrossCheck
from bot.core.period import Grain, Period, part_of_year
from bot.reckon.check.held import held, prints, terms, total
from bot.reckon.slots import Slots


def periods_add_up(slots: Slots) -> Iterator[CrossCheck]:
    """A flow over a long period is the sum of the short ones it is made of."""
    for (entity, metric, dims, period), facts in slots.stated.items():
        if not slots.ledger.metrics[metric].adds:
            continue
        for parts in _made_of(period):
            found = [one for part in parts if (one := slots.fact(entity, metric, part, dims)) is not None]
            values = terms(found) if len(found) == len(parts) else ()
            for one in prints(facts) if values else ():
                check = held("periods", (one, *found), one.quantity, values, Formula("+", values), total)
                if check is not None:
                    yield check


def _made_of(period: Period) -> tuple[tuple[Period, ...], ...]:
    year = period.first.year
    if period.grain is Grain.QUARTER:
        first = period.first.month
        return (tuple(part_of_year(Grain.MONTH, year, first + step) for step in range(3)),)
    if period.grain not in {Grain.HALF, Grain.NINE_MONTHS, Grain.YEAR}:
        return ()
    quarters = tuple(part_of_year(Grain.QUARTER, year, number) for number in range(1, 5))
    halves = tuple(part_of_year(Grain.HALF, year, number) for number in (1, 2))
    if period.grain is Grain.HALF:
        return (quarters[:2] if period.ordinal == 1 else quarters[2:],)
    if period.grain is Grain.NINE_MONTHS:
        return (quarters[:3], (halves[0], quarters[2]))
    return (quarters, (part_of_year(Grain.NINE_MONTHS, year), quarters[3]), halves)
