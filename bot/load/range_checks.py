"""What a metric's figures can be: between which two, and how far from each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.core.fact import Dims, Fact
from bot.core.metric import Metric
from bot.core.period import Grain
from bot.core.problem import Problem
from bot.core.quantity import MONEY, Quantity
from bot.load.draft import Draft, Placed
from bot.load.print_checks import fault_of, is_plain
from bot.load.size import size_of, times
from bot.words.quantity import read_value

_FEW = 3
"""In a slot of fewer figures nothing tells which of them is the odd one."""
_FAR = 5
"""A slip of a digit moves a figure tenfold; beside a trend, fivefold of the middle already shows it."""
_SWINGS = frozenset({"ratio", "pp", "x"})
"""Units whose figures may be far from each other: growth of 5% and of 30%; tenfold is too far, and only upwards."""
_FAR_SWING = 10
_RATES = frozenset({"ratio", "pp"})
_ZERO, _WHOLE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most a figure can be; None where there is no such end."""

    least: Decimal | None = None
    most: Decimal | None = None

    def holds(self, quantity: Quantity) -> bool:
        """Whether every known end of a figure lies within."""
        return all(
            (self.least is None or end >= self.least) and (self.most is None or end <= self.most)
            for end in quantity.ends
        )


def ranges_are_figures(draft: Draft) -> Iterator[Problem]:
    """A range that a metric names is two figures in its unit, the lower one first; either may be left out."""
    for key, written in draft.ranges.items():
        try:
            _read(written, draft.metrics[key])
        except ValueError as error:
            yield draft.metrics_page.problem(("metrics", key, "range"), f"The range of {key}: {error}.")


def values_lie_in_their_range(draft: Draft) -> Iterator[Problem]:
    """A value is one its metric can have: no share above all, no count below nothing, no fall by more than all.

    What is not served has told already what is wrong with it.
    """
    lost = _can_be_lost(draft)
    ranges: dict[tuple[str, str], Range] = {}
    for placed in draft.facts:
        fact = placed.value
        metric, value = draft.metrics.get(fact.metric), fact.value
        if metric is None or value is None or not fact.served or placed.odd:
            continue
        key = (metric.id, value.unit)
        if key not in ranges:
            ranges[key] = _range(draft, metric, value.unit, lost)
        if not ranges[key].holds(value):
            yield placed.problem(
                f"{fact.id} is {_shown(ranges[key], value)}, which {metric.id} cannot be: mend it, or write what it "
                "can be as its range in metrics.yaml.",
                "value",
            )


def _range(draft: Draft, metric: Metric, unit: str, lost: frozenset[str]) -> Range:
    """What a metric can be, in one of the units its figures come in: as it says, or by its unit and its form."""
    if metric.id in draft.ranges and (unit == metric.unit or {unit, metric.unit} <= MONEY):
        try:
            return _read(draft.ranges[metric.id], metric)
        except ValueError:
            return Range()
    if unit not in _RATES:
        return Range(None if unit in MONEY and metric.id in lost else _ZERO)
    if unit == "ratio" and metric.form == "share":
        return Range(_ZERO, _WHOLE)
    if metric.form == "margin":
        return Range(None, _WHOLE)
    if metric.role == "price_ratio":
        return Range(_ZERO)
    whole = draft.metrics.get(metric.of or "")
    # A profit may turn into a loss twice as large.
    return Range(None if whole is not None and _range(draft, whole, whole.unit, lost).least is None else -_WHOLE)


def values_are_sane(draft: Draft) -> Iterator[Problem]:
    """A value is not far from the middle of its slot: the same metric and slice over periods of the same grain.

    What is not served has told already what is wrong with it.
    """
    slots: dict[tuple[str, str, Dims, str, Grain], list[tuple[Decimal, Placed[Fact]]]] = {}
    for placed in draft.facts:
        fact, size = placed.value, size_of(placed.value.value)
        if size and fact.served and fact.value and fact.value.unit != "rank":
            slot = (fact.entity, fact.metric, fact.dims, fact.value.unit, fact.period.grain)
            slots.setdefault(slot, []).append((size, placed))
    for (*_, unit, _), figures in slots.items():
        swings = unit in _SWINGS
        if len(figures) < _FEW + swings:
            continue
        sizes = sorted(size for size, _ in figures)
        # The middle of the others, seen from the highest figure and from the lowest:
        # a slip does not move what it is measured by.
        under, over = sizes[(len(sizes) - 1) // 2], sizes[len(sizes) // 2]
        most = under * (_FAR_SWING if swings else _FAR)
        least = _ZERO if swings else over / _FAR
        for size, placed in figures if sizes[-1] > most or sizes[0] < least else ():
            if (size > most or size < least) and not placed.odd and _is_as_printed(placed.value):
                yield placed.problem(
                    f"{placed.value.id} is {times(size, under if size > under else over)} the middle of its slot's "
                    "figures: mend it, or mark it `odd: yes` with a note.",
                    "value",
                )


def _is_as_printed(fact: Fact) -> bool:
    return is_plain(fact) or fault_of(fact) is None


def _can_be_lost(draft: Draft) -> frozenset[str]:
    """The metrics whose money can fall below nothing: what others are taken off, and what a margin is taken of."""
    metrics = draft.metrics.values()
    return frozenset(m.id for m in metrics if m.less) | {m.of for m in metrics if m.form == "margin" and m.of}


def _read(written: str, metric: Metric) -> Range:
    low, dots, high = (part.strip() for part in written.partition(".."))
    if not dots:
        raise ValueError(f"{written!r} has no two dots between its ends: write 0%..100%, 0.. or ..")
    least, most = (_end(part, metric.unit) for part in (low, high))
    if least is not None and most is not None and least > most:
        raise ValueError(f"{written!r} begins above its end")
    return Range(least, most)


def _end(written: str, unit: str) -> Decimal | None:
    if not written:
        return None
    bare = written.endswith("%") or written.split()[-1:] == [unit]
    quantity = read_value(written if bare else f"{written} {unit}")
    if not quantity.exact or quantity.unit != unit or quantity.low is None:
        raise ValueError(f"{written!r} is no plain figure in {unit}")
    return quantity.low


def _shown(span: Range, value: Quantity) -> str:
    """Which end of the range a figure passes, in words."""
    below = span.least is not None and any(end < span.least for end in value.ends)
    end = span.least if below else span.most
    assert end is not None
    rate = {"ratio": "%", "pp": " pp"}.get(value.unit)
    said = f"{end:f}" if rate is None else f"{(end * 100).normalize():f}{rate}"
    return f"{'below' if below else 'above'} {said}"
