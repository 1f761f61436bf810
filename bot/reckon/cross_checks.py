"""Every figure of a book that arithmetic can hold against others of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.core.cross_check import CrossCheck
from bot.reckon.check.growth import growth_agrees
from bot.reckon.check.parts import parts_add_up
from bot.reckon.check.periods import periods_add_up
from bot.reckon.check.share import segments_fill_the_whole, shares_are_quotients, shares_fill_the_whole
from bot.reckon.check.target import target_rise_agrees
from bot.reckon.slots import Slots

CHECKS: tuple[Callable[[Slots], Iterator[CrossCheck]], ...] = (
    parts_add_up,
    shares_fill_the_whole,
    segments_fill_the_whole,
    shares_are_quotients,
    growth_agrees,
    periods_add_up,
    target_rise_agrees,
)


def cross_checks(slots: Slots) -> tuple[CrossCheck, ...]:
    """Every check whose inputs are in the book, whether it holds or not."""
    return tuple(check for each in CHECKS for check in each(slots))
