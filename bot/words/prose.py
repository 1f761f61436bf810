"""Figures in running text: where each stands, and how much it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.quantity import Quantity
from bot.words.mark import PREFIX, SUFFIX, Table
from bot.words.numeral import NUMERAL
from bot.words.quantity import read_quantity

_NUMERAL = re.compile(rf"(?<![a-z0-9.,]){NUMERAL}|百分之{NUMERAL}")
_PERCENT = "百分之"
_LEFTMOST = 24
"""No words of a bound, a hedge, a direction and a currency before a number are longer."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and its place in the text; `bare` where neither unit nor scale nor bound is written."""

    start: int
    end: int
    quantity: Quantity
    bare: bool


def find_figures(folded: str, start: int = 0) -> tuple[Figure, ...]:
    """The figures of a folded text from a place on, in its order, none inside another."""
    found: list[Figure] = []
    at = start
    for match in _NUMERAL.finditer(folded, start):
        if match.start() < at:
            continue
        figure = _widest(folded, match, at)
        if figure is not None:
            found.append(figure)
            at = figure.end
    return tuple(found)


def _widest(folded: str, number: re.Match[str], after: int) -> Figure | None:
    """The number with the words that belong to it."""
    end = _peeled(SUFFIX, folded, number.end())
    for last in dict.fromkeys((end, number.end())):
        for first in _beginnings(folded, number.start(), after):
            quantity = read_quantity(folded[first:last])
            if quantity is not None:
                bare = folded[first:last].strip() == number[0] and number[0].isdigit()
                return Figure(first, last, quantity, bare)
    return None


def _beginnings(folded: str, start: int, after: int) -> Iterator[int]:
    """Where the words before a number may begin, the earliest first."""
    least = max(after, start - _LEFTMOST)
    for first in range(least, start):
        inside = first > 0 and folded[first - 1].isascii() and folded[first - 1].isalnum() and folded[first].isalnum()
        if folded[first].isspace() or inside:
            continue
        if not folded[_peeled(PREFIX, folded, first) : start].strip():
            yield first
    yield start


def _peeled(table: Table, folded: str, at: int) -> int:
    """Where the words of a table that stand one after the other end."""
    end = at
    while True:
        spaced = end
        while spaced < len(folded) and folded[spaced] == " ":
            spaced += 1
        found = next((match.end() for pattern, _ in table if (match := pattern.match(folded, spaced))), None)
        if found is None or found == end:
            return end
        end = found
