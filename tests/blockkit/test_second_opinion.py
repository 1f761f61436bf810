"""slackblocks as a second opinion: what our table of limits lets through, it builds; what it refuses, so do we."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import slackblocks as other
from hypothesis import given
from hypothesis import strategies as st
from slackblocks import _limits as theirs

from bot.blockkit import build
from bot.blockkit.check import RULES, check_message
from bot.blockkit.limits import MOST
from bot.core.text import LANGUAGES
from bot.desk import Desk
from bot.load.book import load_book
from bot.place import place_of

TODAY = date(2025, 12, 1)
SAME = {
    "message.blocks": "MESSAGE_BLOCKS_MAX_ITEMS",
    "message.charts": "MESSAGE_DATA_VISUALIZATIONS_MAX_ITEMS",
    "message.data_table": "DATA_TABLE_TOTAL_CONTENT_MAX_LENGTH",
    "message.markdown": "MARKDOWN_TOTAL_TEXT_MAX_LENGTH",
    "header.text": "HEADER_TEXT_MAX_LENGTH",
    "section.text": "SECTION_TEXT_MAX_LENGTH",
    "section.fields": "SECTION_FIELDS_MAX_ITEMS",
    "section.field": "SECTION_FIELDS_ITEM_MAX_LENGTH",
    "context.elements": "CONTEXT_ELEMENTS_MAX_ITEMS",
    "actions.elements": "ACTIONS_ELEMENTS_MAX_ITEMS",
    "id": "BLOCK_ID_MAX_LENGTH",
    "button.text": "BUTTON_TEXT_MAX_LENGTH",
    "button.value": "BUTTON_VALUE_MAX_LENGTH",
    "overflow.options": "OVERFLOW_OPTIONS_MAX_ITEMS",
    "select.options": "SELECT_OPTIONS_MAX_ITEMS",
    "data_table.rows": "DATA_TABLE_ROWS_MAX_ITEMS",
    "data_table.columns": "DATA_TABLE_COLUMNS_MAX_ITEMS",
    "data_table.page_size": "DATA_TABLE_PAGE_SIZE_MAX",
    "chart.title": "DATA_VISUALIZATION_TITLE_MAX_LENGTH",
    "chart.series": "DATA_VISUALIZATION_SERIES_MAX_ITEMS",
    "chart.segments": "DATA_VISUALIZATION_SEGMENTS_MAX_ITEMS",
    "chart.categories": "DATA_VISUALIZATION_CATEGORIES_MAX_ITEMS",
    "chart.label": "DATA_VISUALIZATION_POINT_LABEL_MAX_LENGTH",
    "chart.axis": "DATA_VISUALIZATION_AXIS_LABEL_MAX_LENGTH",
}
"""Our limits and theirs, by name."""


@pytest.mark.parametrize(("ours", "name"), SAME.items())
def test_no_limit_of_ours_is_looser(ours: str, name: str) -> None:
    assert MOST[ours] <= getattr(theirs, name)


def chart_of(block: Mapping[str, Any]) -> object:
    """A chart of ours, built by them; raises where they would not."""
    chart = block["chart"]
    if chart["type"] == "pie":
        drawn: Any = other.PieChart([other.ChartSegment(one["label"], one["value"]) for one in chart["segments"]])
    else:
        axis = chart["axis_config"]
        lines = [
            other.DataSeries(line["name"], [other.DataPoint(point["label"], point["value"]) for point in line["data"]])
            for line in chart["series"]
        ]
        kind = {"bar": other.BarChart, "line": other.LineChart, "area": other.AreaChart}[chart["type"]]
        drawn = kind(lines, other.AxisConfig(axis["categories"], axis.get("x_label"), axis.get("y_label")))
    return other.DataVisualizationBlock(block["title"], drawn)


def cell_of(cell: Mapping[str, Any]) -> object:
    if cell["type"] == "raw_number":
        return other.RawNumber(cell["value"], cell["text"])
    return other.RawText(cell["text"])


def table_of(block: Mapping[str, Any]) -> object:
    """A table of ours, built by them."""
    rows: Any = [[cell_of(cell) for cell in row] for row in block["rows"]]
    if block["type"] == "table":
        return other.TableBlock(rows)
    return other.DataTableBlock(rows, block["caption"], block["page_size"])


REBUILT = {"data_visualization": chart_of, "data_table": table_of, "table": table_of}


def refused(block: Mapping[str, Any]) -> bool:
    """Whether they would not build a block."""
    try:
        REBUILT[block["type"]](block)
    except (other.InvalidUsageError, ValueError, TypeError):
        return True
    return False


def faulty(block: Mapping[str, Any]) -> bool:
    return check_message({"text": "x", "blocks": [block]}) != ()


WORDS = st.text("abc可 ", max_size=24)
VALUES = st.decimals(-9, 9, places=1)


@st.composite
def charts(draw: st.DrawFn) -> dict[str, Any]:
    """Charts about as large as they may be, or a little larger."""
    categories = draw(st.lists(WORDS, min_size=0, max_size=22, unique=True))
    names = draw(st.lists(WORDS, min_size=0, max_size=13, unique=True))
    if draw(st.booleans()):
        return build.pie(draw(WORDS), {name: draw(VALUES) for name in names})
    data = {name: [draw(VALUES)] * len(categories) for name in names}
    kind = draw(st.sampled_from(("bar", "line", "area")))
    return build.chart(kind, draw(st.text("ab ", max_size=52)), categories, data, y_label=draw(WORDS) or None)


@given(charts())
def test_a_chart_that_they_refuse_is_refused_here(block: dict[str, Any]) -> None:
    if refused(block):
        assert faulty(block)


@given(
    st.lists(WORDS, max_size=21),
    st.integers(0, 202),
    st.integers(-1, 102),
    WORDS,
)
def test_a_table_that_they_refuse_is_refused_here(head: list[str], rows: int, page: int, caption: str) -> None:
    body = [[build.raw_number(Decimal(number), str(number)) for _ in head] for number in range(rows)]
    block = build.data_table(caption, head, body, page)
    if refused(block):
        assert faulty(block)


@pytest.fixture(scope="module")
def said() -> list[dict[str, Any]]:
    """What the bot says of its book: every form, in every language."""
    ledger = load_book(place_of("config")).ledger
    assert ledger is not None
    desk = Desk(ledger, place_of("templates"))
    asked = (
        *("help", "kling", "kling revenue q3", "kling revenue all quarters", "kling revenue all quarters as a chart"),
        *("gmv gap", "pricing", "kling guidance", "conflicts", "digest 2025Q3", "digest 2023Q1", "ks profit q3"),
        *("online marketing share 4q24", "online marketing all quarters", "kuaishou users all quarters", "zzz"),
    )
    return list(messages(desk, asked))


def messages(desk: Desk, asked: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for language in LANGUAGES:
        for text in asked:
            reply = desk.ask(text, TODAY, speak=language, asked=("U1", text))
            yield from (message.payload for message in reply.messages)
            if reply.subject is not None:
                for more in ("source?", "why?"):
                    again = desk.ask(more, TODAY, subject=reply.subject, speak=language)
                    yield from (message.payload for message in again.messages)


def test_every_block_that_is_sent_has_its_limits_here(said: list[dict[str, Any]]) -> None:
    """Each kind is in the table of rules, and each message within it."""
    kinds = {block["type"] for payload in said for block in payload["blocks"]}
    assert {"data_visualization", "data_table", "section", "context", "actions", "header"} <= kinds
    assert kinds <= set(RULES)
    assert [fault for payload in said for fault in check_message(payload)] == []


def test_every_chart_and_table_that_is_sent_is_built_by_them_too(said: list[dict[str, Any]]) -> None:
    """And comes out the same."""
    drawn = [block for payload in said for block in payload["blocks"] if block["type"] in REBUILT]
    assert len(drawn) >= 30
    for block in drawn:
        rebuilt = json.loads(json.dumps(REBUILT[block["type"]](block)._resolve()))  # type: ignore[attr-defined]
        for key in ("title", "chart", "caption"):
            assert rebuilt.get(key) == block.get(key)
        assert len(rebuilt.get("rows", ())) == len(block.get("rows", ()))
