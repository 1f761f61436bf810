"""What must hold between the facts of a book: each check one small function."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from decimal import Decimal

from bot.core.fact import Fact, State
from bot.core.problem import Problem
from bot.core.quantity import Quantity
from bot.load.draft import Draft, Placed
from bot.words.quantity import read_quantity

_FEW = 3
"""In a slot of fewer figures nothing tells which of them is the odd one."""
_FAR = 5
"""A slip of a digit moves a figure tenfold; beside a trend, fivefold of the middle already shows it."""
_SWINGS = frozenset({"ratio", "pp", "x", "rank"})
"""Units whose figures may well be ten times each other: growth of 5% and of 50%."""
_SCALES = {"": 0, "%": -2, "個百分點": -2, "百萬": 6, "萬": 4, "万": 4, "億": 8, "亿": 8}
_PLAIN = re.compile(rf"([0-9]+(?:\.[0-9]+)?)({'|'.join(sorted(_SCALES, key=len, reverse=True))})")


def ids_are_unique(draft: Draft) -> Iterator[Problem]:
    """Every fact and state has an id of its own."""
    seen: dict[str, Placed[Fact | State]] = {}
    everything: tuple[Placed[Fact | State], ...] = (*draft.facts, *draft.states)
    for placed in everything:
        first = seen.setdefault(placed.value.id, placed)
        if first is not placed:
            where = f"{first.page.file}:{first.line}"
            yield placed.problem(f"The id {placed.value.id} is taken already, at {where}.", "id")


def facts_are_said_once(draft: Draft) -> Iterator[Problem]:
    """No two facts say the same thing from the same place of a document."""
    seen: dict[Hashable, Placed[Fact]] = {}
    for placed in draft.facts:
        fact = placed.value
        slot = (fact.document, fact.line, fact.column, fact.entity, fact.metric, fact.dims, fact.period)
        first = seen.setdefault(slot, placed)
        if first is not placed:
            yield placed.problem(
                f"{fact.id} repeats {first.value.id} of line {first.line}: the same place, metric, slice and period."
            )


def readings_have_inputs(draft: Draft) -> Iterator[Problem]:
    """A reading rests on facts that exist."""
    known = {placed.value.id for placed in draft.facts}
    for placed in draft.facts:
        for key in placed.value.reading.inputs if placed.value.reading else ():
            if key not in known:
                yield placed.problem(f"The reading of {placed.value.id} rests on {key}, which is no fact.", "reading")


def values_have_the_size_of_their_prints(draft: Draft) -> Iterator[Problem]:
    """A value is not ten, a hundred or 10,000 times the figure that is printed: 億 is not 万."""
    for placed in draft.facts:
        fact = placed.value
        printed = _slipped(fact)
        if printed is not None and not placed.odd:
            yield placed.problem(
                f"{fact.id} is {_times(_size(fact.quantity), printed)} what is printed ({fact.printed}): mend it, "
                "or mark it `odd: yes` with a note.",
                "value",
            )


def values_are_sane(draft: Draft) -> Iterator[Problem]:
    """A value is not far from the middle of its slot: the same metric and slice over periods of the same grain.

    What is not served has told already what is wrong with it.
    """
    slots: dict[Hashable, list[tuple[Decimal, Placed[Fact]]]] = {}
    for placed in draft.facts:
        fact, size = placed.value, _size(placed.value.value)
        if size and fact.served and fact.value and fact.value.unit not in _SWINGS:
            slot = (fact.entity, fact.metric, fact.dims, fact.value.unit, fact.period.grain)
            slots.setdefault(slot, []).append((size, placed))
    for figures in slots.values():
        if len(figures) < _FEW:
            continue
        sizes = sorted(size for size, _ in figures)
        # The middle of the others, seen from the highest figure and from the lowest:
        # a slip does not move what it is measured by.
        under, over = sizes[(len(sizes) - 1) // 2], sizes[len(sizes) // 2]
        if sizes[-1] <= under * _FAR and sizes[0] * _FAR >= over:
            continue
        for size, placed in figures:
            far = size > under * _FAR or size * _FAR < over
            if far and not placed.odd and _slipped(placed.value) is None:
                yield placed.problem(
                    f"{placed.value.id} is {_times(size, under if size > under else over)} the middle of its slot's "
                    "figures: mend it, or mark it `odd: yes` with a note.",
                    "value",
                )


def _slipped(fact: Fact) -> Decimal | None:
    """How large the print is, where it has the digits of the value and another size."""
    size = _size(fact.quantity)
    match = _PLAIN.search(fact.printed)
    # Most prints say the figure in so many digits: they need no reading of their words.
    if not size or (match and Decimal(match[1]).scaleb(_SCALES[match[2]]) == size):
        return None
    printed = _size(read_quantity(fact.printed))
    return printed if printed and printed != size and _digits(printed) == _digits(size) else None


def _size(quantity: Quantity | None) -> Decimal:
    """How large a figure is, by the end that is known; nothing where there is none."""
    end = None if quantity is None else quantity.low if quantity.low is not None else quantity.high
    return abs(end or Decimal(0))


def _digits(size: Decimal) -> tuple[int, ...]:
    return size.normalize().as_tuple().digits


def _times(size: Decimal, other: Decimal) -> str:
    ratio = max(size, other) / min(size, other)
    said = f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}"
    return f"{said} times" if size > other else f"1/{said} of"
