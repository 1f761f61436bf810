"""Rows to values: the facts and states of a document. What is wrong with a row is told, all of it."""

from __future__ import annotations

from functools import lru_cache

from bot.core.fact import Dims, Fact, Reading, State
from bot.core.period import NoSuchPeriod, parse_period
from bot.core.problem import Problem
from bot.load.build import text, text_or_none
from bot.load.page import Loc, Page
from bot.load.rows import FactRow, ReadingRow, StateRow
from bot.words.quantity import read_value

# A book says the same periods, slices and many figures again and again: each is read, and kept, once.
_period = lru_cache(maxsize=4096)(parse_period)
_quantity = lru_cache(maxsize=4096)(read_value)


def fact(row: FactRow, stem: str, page: Page, loc: Loc, problems: list[Problem]) -> Fact | None:
    """A fact, or None where something is wrong with its row."""
    before = len(problems)
    try:
        period = _period(row.period)
    except NoSuchPeriod as error:
        sentence = f"{error}; a period reads like 2025Q3, 2025-03 or asof:2025-02."
        problems.append(page.problem((*loc, "period"), sentence))
    try:
        quantity = None if row.value is None else _quantity(row.value)
    except ValueError as error:
        problems.append(page.problem((*loc, "value"), f"{str(error).rstrip('.')}."))
    try:
        reading = None if row.reading is None else _reading(row.reading)
    except ValueError as error:
        problems.append(page.problem((*loc, "reading"), f"{str(error).rstrip('.')}."))
    if (row.value is None) == (row.text is None):
        problems.append(page.problem(loc, f"The fact {row.id} needs either a value or a text."))
    if not row.served and row.why is None:
        problems.append(page.problem(loc, f"The fact {row.id} is not to be served: say why."))
    if row.odd and row.note is None:
        problems.append(page.problem(loc, f"The fact {row.id} is odd: say in a note why it is right."))
    if row.said is None:
        lacks = f"is {row.kind} without a vintage" if row.kind in {"guidance", "estimate"} else "has no day"
        problems.append(page.problem(loc, f"The fact {row.id} {lacks}: add when it was said."))
    if len(problems) > before:
        return None
    line, _, column = row.at.partition(":")
    return Fact(
        id=row.id,
        document=stem,
        line=int(line),
        column=int(column),
        printed=row.print,
        entity=row.entity,
        metric=row.metric,
        period=period,
        kind=row.kind,
        speaker=row.speaker,
        said_on=row.said or "",
        dims=_dims(row.dims),
        quantity=quantity,
        text=text_or_none(row.text),
        reading=reading,
        served=row.served,
        why=text_or_none(row.why),
        note=text_or_none(row.note),
    )


def state(row: StateRow, stem: str) -> State:
    """A statement that something is not disclosed."""
    line, _, column = row.at.partition(":")
    return State(
        row.id,
        stem,
        int(line),
        int(column),
        row.print,
        row.entity,
        row.metric,
        row.state,
        row.since,
        row.speaker,
        row.said,
        text_or_none(row.note),
    )


def _reading(row: ReadingRow) -> Reading:
    return Reading(_quantity(row.value), text(row.why), row.inputs)


def _dims(row: dict[str, str]) -> Dims:
    """Qualifiers as sorted pairs."""
    return tuple(sorted(row.items()))
