"""Tables and charts of an answer; table, chart and text come from the same lines and cannot disagree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.blockkit.build import Block, Cell, chart, data_table, raw_number, raw_text
from bot.core.answer import Answer, Line
from bot.core.period import Period
from bot.core.quantity import MONEY, Quantity
from bot.render.voice import Voice
from bot.words.figure import EXPONENTS, say_cell

FEWEST_POINTS = 3
"""A chart of fewer points says less than its table."""
_MOST_LABEL = 20


@dataclass(frozen=True, slots=True)
class Grid:
    """A table before it is a block: a caption, a head, and rows of cells (words, and a number to sort by)."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[tuple[str, Decimal | None], ...], ...]
    named: bool = True
    """Whether a cell needs its head's name when it is read out."""

    def block(self) -> Block:
        """The table as Slack draws it; a column of numbers sorts by value."""
        numeric = [all(row[at][1] is not None for row in self.rows) for at in range(len(self.head))]
        rows = [
            [_cell(words, value if numeric[at] else None) for at, (words, value) in enumerate(row)] for row in self.rows
        ]
        return data_table(self.caption, self.head, rows, page_size=max(len(rows), 1))

    def sentence(self, *, chinese: bool) -> str:
        """The table in words, for the plain text: its caption, then row by row."""
        comma, semicolon, colon, stop = ("，", "；", "：", "。") if chinese else (", ", "; ", ": ", ".")
        rows = []
        for row in self.rows:
            named = (f"{self.head[at]} " if at and self.named else "" for at in range(len(row)))
            rows.append(comma.join(name + words for name, (words, _) in zip(named, row, strict=True)))
        return f"{self.caption}{colon}{semicolon.join(rows)}{stop}"


def series_table(answer: Answer, voice: Voice, caption: str) -> Grid | None:
    """A metric by period, with its share of the parent where that was asked for."""
    rows = answer.lines_as("row")
    shares = {line.period: line for line in answer.lines_as("share")}
    if not rows:
        return None
    exponent = _exponent(rows, voice)
    unit = next((line.quantity.unit for line in rows if line.quantity is not None), "")
    scale = voice.scale_name(answer)
    quarter = all(voice.season(line.period) for line in rows)
    head = [voice.phrases.say("column.quarter" if quarter else "column.period")]
    head.append(scale or voice.metric(rows[0].metric))
    parent = voice.ledger.entities[rows[0].entity].parent
    if shares and parent:
        head.append(voice.phrases.say("column.share", parent=voice.entity(parent)))
    body = []
    for line in rows:
        cells = [(voice.period(line.period), None), _amount(line, voice, exponent, unit)]
        if shares and parent:
            share = shares.get(line.period)
            cells.append((_word(share, voice) if share else voice.phrases.say("cell.not_in_book"), None))
        body.append(tuple(cells))
    return Grid(caption, tuple(head), tuple(body))


def gap_table(answer: Answer, voice: Voice, caption: str) -> Grid | None:
    """Two entities' rates or amounts and the gap between them, by quarter; amounts in one scale."""
    ours, theirs = answer.lines_as("row_ours"), answer.lines_as("row_theirs")
    behind = answer.lines_as("row_behind")
    if not ours:
        return None
    head = (
        voice.phrases.say("column.period"),
        voice.entity(ours[0].entity),
        voice.entity(theirs[0].entity),
        voice.phrases.say("column.gap"),
    )
    known = [line.quantity for line in (*ours, *theirs, *behind) if line.quantity is not None and line.quantity.ends]
    money = [quantity for quantity in known if quantity.unit in MONEY]
    unit = money[0].unit if money else None
    exponent = EXPONENTS[voice.money_scale(money)] if money else 0
    if money:
        caption = voice.phrases.say("scaled", caption=caption, scale=voice.scale_of(money))
    rows = tuple(
        (
            (voice.period(a.period), None),
            (_word(a, voice, exponent, unit, signed=any(quantity.unit == "ratio" for quantity in known)), None),
            (_word(b, voice, exponent, unit), None),
            (_word(c, voice, exponent, unit), None),
        )
        for a, b, c in zip(ours, theirs, behind, strict=True)
    )
    return Grid(caption, head, rows)


def ladder_table(answer: Answer, voice: Voice, caption: str) -> Grid | None:
    """Plan prices, dearest first."""
    lines = answer.lines_as("price")
    if not lines:
        return None
    first = lines[0]
    head = (voice.phrases.say("column.plan" if voice.every(first.metric) else "column.item"), voice.price_unit(first))
    unit = voice.ledger.metrics[first.metric].unit
    rows = tuple(
        ((f"{voice.entity(line.entity)} {voice.slices(line.dims)}".strip(), None), _amount(line, voice, 0, unit))
        for line in lines
    )
    return Grid(caption, head, rows, named=False)


def moves_table(answer: Answer, voice: Voice, caption: str) -> Grid | None:
    """Price moves, newest first."""
    lines = answer.lines_as("move")
    if not lines:
        return None
    head = tuple(voice.phrases.say(f"column.{key}") for key in ("when", "who", "what"))
    rows = tuple(
        (
            (voice.period(line.period), None),
            (f"{voice.entity(line.entity)} {voice.product(line.dims)}".strip(), None),
            (voice.moved(line), None),
        )
        for line in lines
    )
    return Grid(caption, head, rows, named=False)


def series_chart(answer: Answer, voice: Voice, title: str) -> Block | None:
    """The quarters that have a figure as bars; labels carry the sign of a bound.

    A quarter without a figure has no bar: a zero would be a number. Where one is missing there
    is no chart, only the table.
    """
    rows = answer.lines_as("row")
    known = [(line.period, line.quantity) for line in rows if line.quantity is not None and line.quantity.ends]
    if len(known) < FEWEST_POINTS or len(known) < len(rows) or len({quantity.unit for _, quantity in known}) > 1:
        return None
    exponent = _exponent(rows, voice)
    labels = [_label(period, quantity, voice, exponent) for period, quantity in known]
    values = [quantity.ends[0].scaleb(-exponent) for _, quantity in known]
    if any(len(label) > _MOST_LABEL for label in labels) or len(set(labels)) < len(labels):
        labels = [voice.period(period) for period, _ in known]
    name = voice.metric(rows[0].metric)[:_MOST_LABEL]
    return chart("bar", title[:50], labels, {name: values}, y_label=voice.scale_name(answer)[:50] or None)


TABLES: Mapping[str, Callable[[Answer, Voice, str], Grid | None]] = {
    "series": series_table,
    "gap": gap_table,
    "ladder": ladder_table,
    "moves": moves_table,
}
CHARTS: Mapping[str, Callable[[Answer, Voice, str], Block | None]] = {"series": series_chart}


def _label(period: Period, quantity: Quantity, voice: Voice, exponent: int) -> str:
    return f"{voice.period(period)} {say_cell(quantity, voice.language, exponent=exponent)}"


def _exponent(rows: Sequence[Line], voice: Voice) -> int:
    quantities = [line.quantity for line in rows if line.quantity is not None]
    if not quantities or quantities[0].unit not in MONEY:
        return 0
    return EXPONENTS[voice.money_scale(quantities)]


def _amount(line: Line, voice: Voice, exponent: int, unit: str) -> tuple[str, Decimal | None]:
    """A figure in the unit of its column's head; one in another unit says its own."""
    if line.quantity is not None and line.quantity.unit != unit:
        return voice.say(line.quantity), None
    value = line.quantity.ends[0] if line.quantity is not None and line.quantity.ends else None
    return _word(line, voice, exponent, unit), value


def _word(line: Line, voice: Voice, exponent: int = 0, unit: str | None = None, *, signed: bool = False) -> str:
    if line.quantity is None:
        return voice.words(line.text) if line.text else voice.phrases.say(f"cell.{line.cell}")
    if unit is not None and line.quantity.unit != unit:
        return voice.say(line.quantity)
    return say_cell(line.quantity, voice.language, exponent=exponent, signed=signed)


def _cell(words: str, value: Decimal | None) -> Cell:
    return raw_text(words) if value is None else raw_number(value, words)
