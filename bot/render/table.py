"""Tables and charts of an answer; table, chart and text come from the same lines and cannot disagree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.blockkit.build import Block, Cell, chart, data_table, raw_number, raw_text
from bot.blockkit.limits import MOST
from bot.blockkit.visible import letters
from bot.core.answer import Answer, Line
from bot.core.period import Period
from bot.core.quantity import Quantity
from bot.render.fit import cut
from bot.render.voice import Voice
from bot.words.figure import EXPONENTS, say_cell

FEWEST_POINTS = 3
"""A chart of fewer points says less than its table."""
_MOST_LABEL = 20
_MOST_TITLE = 50
_MOST_CELL = 120
_NAMELESS = "?"
"""Where a book's name is empty: Slack refuses an empty cell."""
_MOST_ROWS = MOST["data_table.page_size"]
_MOST_LETTERS = MOST["message.data_table"] - 1_000
"""Letters of a table's rows; the rest is for its caption and head."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table before it is a block: a caption, a head, and rows of cells (words, and a number to sort by)."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[tuple[str, Decimal | None], ...], ...]
    named: bool = True
    """Whether a cell needs its head's name when it is read out."""

    def blocks(self) -> list[Block]:
        """The table as Slack draws it, in as many as it takes; a column of numbers sorts by value."""
        numeric = [all(row[at][1] is not None for row in self.rows) for at in range(len(self.head))]
        head = [cut(name, _MOST_CELL) for name in self.head]
        pages: list[list[list[Cell]]] = []
        for row in self.rows:
            cells = [
                _cell(cut(words, _MOST_CELL).strip() or _NAMELESS, value if numeric[at] else None)
                for at, (words, value) in enumerate(row)
            ]
            if not pages or len(pages[-1]) == _MOST_ROWS or letters([*pages[-1], cells]) > _MOST_LETTERS:
                pages.append([])
            pages[-1].append(cells)
        return [data_table(cut(self.caption, _MOST_CELL), head, page, page_size=len(page)) for page in pages]

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
    head.append(voice.scaled_head(rows[0], scale))
    parent = voice.ledger.entities[rows[0].entity].parent
    if shares and parent:
        head.append(voice.phrases.say("column.share", parent=voice.entity(parent)))
    grown = {line.period: line for line in answer.lines_as("growth_yoy")}
    if grown:
        head.append(voice.phrases.say("column.yoy"))
    body = []
    for line in rows:
        cells = [(voice.period(line.period), None), _amount(line, voice, exponent, unit)]
        if shares and parent:
            share = shares.get(line.period)
            cells.append((_word(share, voice) if share else voice.phrases.say("cell.not_in_book"), None))
        if grown:
            cells.append((_word(grown[line.period], voice, signed=True), None))
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
    amounts = [quantity for quantity in known if quantity.unit not in {"ratio", "pp"}]
    unit = amounts[0].unit if amounts else None
    exponent = EXPONENTS[voice.column_scale(amounts)]
    if amounts and (scale := voice.scale_of(amounts)):
        caption = voice.phrases.say("scaled", caption=caption, scale=scale)
    levels = {line.period: voice.figure_bare(line) for line in answer.lines_as("row_level")}
    rows = []
    for a, b, c in zip(ours, theirs, behind, strict=True):
        mine = _word(a, voice, exponent, unit, signed=len(amounts) < len(known))
        if a.period in levels:
            mine = voice.phrases.say("cell.beside", figure=mine, level=levels[a.period])
        rows.append((voice.period(a.period), mine, _word(b, voice, exponent, unit), _word(c, voice, exponent, unit)))
    return Grid(caption, head, tuple(tuple((words, None) for words in row) for row in rows))


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


def figures_table(answer: Answer, voice: Voice, caption: str) -> Grid | None:
    """The newest figure of several and how it grew; where that is not known, what it was before."""
    newest, before = answer.lines_as("newest"), answer.lines_as("before")
    grown = [line for line in answer.lines if line.role.startswith("growth_")]
    if not newest:
        return None
    head = tuple(voice.phrases.say(f"column.{key}") for key in ("figure", "newest", "change"))
    rows = tuple(
        (
            (voice.phrases.say("cell.of", entity=voice.entity(a.entity), metric=voice.head(a.metric)), None),
            (voice.dated_cell(a), None),
            (voice.grown(c) if c.quantity or b.cell != "known" else _from(b, voice), None),
        )
        for a, b, c in zip(newest, before, grown, strict=True)
    )
    return Grid(caption, head, rows)


def _from(before: Line, voice: Voice) -> str:
    return voice.phrases.say("cell.before", figure=voice.dated_cell(before))


def rank_table(answer: Answer, voice: Voice, caption: str) -> Grid | None:
    """Entities by one figure, the largest first."""
    lines = answer.lines_as("row")
    if answer.ending != "found":
        return None
    head = (voice.phrases.say("column.who"), voice.metric(lines[0].metric))
    return Grid(caption, head, tuple(((voice.entity(line.entity), None), (voice.figure(line), None)) for line in lines))


def everything_table(answer: Answer, voice: Voice, caption: str) -> Grid | None:
    """The newest figure of each metric of one entity."""
    head = tuple(voice.phrases.say(f"column.{key}") for key in ("what", "period", "value"))
    rows = tuple(
        ((_named(line, voice), None), (voice.period(line.period), None), (voice.figure(line), None))
        for line in answer.lines_as("row")
    )
    return Grid(caption, head, rows, named=False)


def news_table(answer: Answer, voice: Voice, caption: str) -> Grid | None:
    """What was said, whose and of when, newest first."""
    head = tuple(voice.phrases.say(f"column.{key}") for key in ("when", "who", "what", "value"))
    rows = tuple(
        (
            (voice.date(line.said_on), None),
            (voice.entity(line.entity), None),
            (f"{_named(line, voice)} {voice.period(line.period)}", None),
            (voice.figure(line), None),
        )
        for line in answer.lines_as("row")
    )
    return Grid(caption, head, rows, named=False)


def series_chart(answer: Answer, voice: Voice, title: str) -> Block | None:
    """The quarters that have a figure as bars; labels carry the sign of a bound.

    A quarter without a figure has no bar: a zero would be a number. Where one is missing, or is no
    point and no floor, there is no chart, only the table. A title's second line, which says what
    the bars show, is never cut.
    """
    rows = answer.lines_as("row") if answer.query.shown.form != "table" else ()
    known = [(line.period, line.quantity) for line in rows if line.quantity is not None and line.quantity.ends]
    if len(known) < FEWEST_POINTS or len(known) < len(rows) or len({quantity.unit for _, quantity in known}) > 1:
        return None
    if not all(quantity.exact or quantity.floor for _, quantity in known):
        return None
    exponent = _exponent(rows, voice)
    labels = [_label(period, quantity, voice, exponent) for period, quantity in known]
    if any(len(label) > _MOST_LABEL for label in labels):
        labels = [f"{voice.period(period)} >" if quantity.floor else voice.period(period) for period, quantity in known]
    values = [quantity.ends[0].scaleb(-exponent) for _, quantity in known]
    name, _, shows = title.partition("\n")
    between = " " if shows and not voice.chinese else ""
    whole = cut(name, _MOST_TITLE - len(between + shows)) + between + shows
    series = cut(voice.metric(rows[0].metric), _MOST_LABEL)
    return chart("bar", whole, labels, {series: values}, y_label=voice.scale_name(answer)[:_MOST_TITLE] or None)


TABLES: Mapping[str, Callable[[Answer, Voice, str], Grid | None]] = {
    "series": series_table,
    "gap": gap_table,
    "ladder": ladder_table,
    "moves": moves_table,
    "figures": figures_table,
    "rank": rank_table,
    "everything": everything_table,
    "news": news_table,
}
CHARTS: Mapping[str, Callable[[Answer, Voice, str], Block | None]] = {"series": series_chart}


def _named(line: Line, voice: Voice) -> str:
    """A figure's name with its slice, and what kind of statement it is where it is no report of what was."""
    comma = "，" if voice.chinese else ", "
    stated = voice.stated(line.facts[0])
    kind = None if stated.states else voice.phrases.say(f"kind_short.{stated.kind}")
    return comma.join(filter(None, (voice.metric(line.metric), voice.slices(line.dims), kind)))


def _label(period: Period, quantity: Quantity, voice: Voice, exponent: int) -> str:
    return f"{voice.period(period)} {say_cell(quantity, voice.language, exponent=exponent)}"


def _exponent(rows: Sequence[Line], voice: Voice) -> int:
    return EXPONENTS[voice.column_scale(line.quantity for line in rows if line.quantity is not None)]


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
