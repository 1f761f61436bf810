"""Each limit, one step over it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from bot.blockkit import build
from bot.blockkit.check import check_message, check_view
from bot.blockkit.limits import MOST, SURFACES

CELL = build.raw_text("x")
OPTION = ("a", "b")


def chart(categories: int = 3, series: int = 1, label: str = "2025Q1", value: float = 1.0) -> dict[str, Any]:
    names = [f"{label}{index}" for index in range(categories)]
    block = build.chart("bar", "t", names, {f"s{n}": [Decimal(1)] * categories for n in range(series)})
    block["chart"]["series"][0]["data"][0]["value"] = value
    return block


def wide(columns: int, rows: int) -> list[list[dict[str, Any]]]:
    return [[CELL] * columns for _ in range(rows)]


def many(block: Mapping[str, Any], count: int) -> list[Mapping[str, Any]]:
    return [block] * count


@pytest.mark.parametrize(
    ("pointer", "code", "blocks"),
    [
        ("/blocks", "too_many", many(build.divider(), 51)),
        ("/blocks/0/text/text", "too_long", [build.header("x" * 151)]),
        ("/blocks/0/text/text", "empty", [build.section(" ")]),
        ("/blocks/0/text/text", "too_long", [build.section("x" * 3001)]),
        ("/blocks/0/fields", "too_many", [{"type": "section", "fields": many(build.mrkdwn("x"), 11)}]),
        ("/blocks/0/fields/0/text", "too_long", [{"type": "section", "fields": [build.mrkdwn("x" * 2001)]}]),
        ("/blocks/0/text", "missing", [{"type": "section"}]),
        ("/blocks/0/elements", "too_many", [build.context(["x"] * 11)]),
        ("/blocks/0/elements", "too_few", [build.context([])]),
        ("/blocks/0/elements", "too_many", [build.actions([build.button("x", f"a{n}", "v") for n in range(26)])]),
        ("/blocks/0/elements", "duplicate", [build.actions(many(build.button("x", "same", "v"), 2))]),
        ("/blocks/0/elements/0/text/text", "too_long", [build.actions([build.button("x" * 76, "a", "v")])]),
        ("/blocks/0/elements/0/value", "too_long", [build.actions([build.button("x", "a", "v" * 2001)])]),
        ("/blocks/0/elements/0/action_id", "too_long", [build.actions([build.button("x", "a" * 256, "v")])]),
        ("/blocks/0/elements/0/options", "too_many", [build.actions([build.overflow("a", [OPTION] * 6)])]),
        ("/blocks/0/elements/0/type", "unknown_element", [build.actions([{"type": "plain_text_input"}])]),
        ("/blocks/0/rows", "too_many", [build.table(wide(1, 101))]),
        ("/blocks/0/rows/0", "too_many", [build.table(wide(21, 1))]),
        ("/blocks/0/rows", "mismatch", [build.table([[CELL], [CELL, CELL]])]),
        ("/blocks/0/rows/0/0/text", "empty", [build.table([[build.raw_text("")]])]),
        ("/blocks", "too_long", [build.table([[build.raw_text("x" * 5001)] * 2])]),
        ("/blocks/0/rows", "too_many", [build.data_table("c", ["h"], wide(1, 201))]),
        ("/blocks/0/rows", "too_few", [build.data_table("c", ["h"], [])]),
        ("/blocks/0/caption", "empty", [build.data_table("", ["h"], wide(1, 1))]),
        ("/blocks/0/page_size", "too_many", [build.data_table("c", ["h"], wide(1, 1), page_size=101)]),
        ("/blocks", "too_many", many(chart(), 3)),
        ("/blocks/0/title", "too_long", [chart() | {"title": "x" * 51}]),
        ("/blocks/0/chart/series", "too_many", [chart(series=13)]),
        ("/blocks/0/chart/axis_config/categories", "too_many", [chart(categories=21)]),
        ("/blocks/0/chart/axis_config/categories/0", "too_long", [chart(label="x" * 20)]),
        ("/blocks/0/chart/series/0/data/0/value", "not_finite", [chart(value=float("nan"))]),
        ("/blocks/0/chart/segments/0/value", "not_positive", [build.pie("t", {"a": Decimal(0)})]),
        ("/blocks/0/text", "too_long", [{"type": "markdown", "text": "x" * 12_001}]),
        ("/blocks", "msg_blocks_too_long", many(build.section("x" * 3000), 4)),
        ("/blocks", "duplicate", many({"type": "divider", "block_id": "b"}, 2)),
        ("/blocks/0/type", "unknown_block", [{"type": "nonsense"}]),
        ("/blocks/0", "type", [None]),
        ("/blocks/0", "surface", [{"type": "alert", "text": build.mrkdwn("x")}]),
    ],
)
def test_one_step_over(pointer: str, code: str, blocks: list[Any]) -> None:
    assert (pointer, code) in {(fault.pointer, fault.code) for fault in check_message({"text": "x", "blocks": blocks})}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (None, "missing"),
        ("", "empty"),
        (7, "type"),
        ("x" * 4001, "too_long"),
        ("<!here>", "mention"),
        ("a < b", "mention"),
    ],
)
def test_text_of_a_message(text: object, code: str) -> None:
    assert [fault.code for fault in check_message({"text": text})] == [code]


@pytest.mark.parametrize("entity", ["<!channel>", "<!subteam^S1>", "<@evil>", "<javascript:x|y>", "<b>", "x < y"])
def test_entities_that_are_refused(entity: str) -> None:
    faults = check_message({"text": "x", "blocks": [build.section(entity), build.context([entity])]})
    assert [fault.pointer for fault in faults] == ["/blocks/0/text/text", "/blocks/1/elements/0/text"]


@pytest.mark.parametrize(
    "entity", ["<@U1>", "<#C1|kwai>", "<https://a.b/c?d=1|e>", "<mailto:a@b.c>", "<!date^1^{date}|x>", "&lt;b&gt;"]
)
def test_entities_that_pass(entity: str) -> None:
    assert check_message({"text": entity, "blocks": [build.section(entity)]}) == ()


def test_missing_point_of_a_series() -> None:
    block = chart()
    del block["chart"]["series"][0]["data"][1]
    assert [fault.code for fault in check_message({"text": "x", "blocks": [block]})] == ["mismatch"]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"title": build.plain_text("x" * 25)}, "/title/text"),
        ({"title": build.mrkdwn("x")}, "/title/type"),
        ({"private_metadata": "x" * 3001}, "/private_metadata"),
        ({"blocks": many(build.divider(), 101)}, "/blocks"),
        ({"blocks": [chart()]}, "/blocks/0"),
        ({"type": "sheet"}, "/type"),
        (
            {"blocks": [{"type": "input", "label": build.plain_text("x"), "element": {"type": "plain_text_input"}}]},
            "/submit",
        ),
    ],
)
def test_views(changes: Mapping[str, Any], pointer: str) -> None:
    view = {"type": "modal", "title": build.plain_text("x"), "blocks": []}
    assert check_view(view) == ()
    assert pointer in {fault.pointer for fault in check_view({**view, **changes})}


def test_every_ruled_block_has_a_surface_and_every_limit_is_positive() -> None:
    assert all(SURFACES.values()) and all(value > 0 for value in MOST.values())
