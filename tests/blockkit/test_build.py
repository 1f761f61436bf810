"""Builders give what passes the check; escaping leaves nothing to inject."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blockkit import build
from bot.blockkit.check import check_message, check_view
from bot.blockkit.escape import escape, plain

PRICE = build.raw_number(Decimal(1314), "1,314")


@pytest.mark.parametrize(
    "block",
    [
        build.header("Kuaishou and Kling, 2025Q3"),
        build.section("*超过3亿元*", build.button("Source", "source", "1")),
        build.context(["press", "Nov 2025"]),
        build.divider(),
        build.actions([build.button("Source", "source", "1", "primary"), build.overflow("more", [("A", "a")])], "row"),
        build.data_table("Monthly plan, RMB", ["Plan", "RMB"], [[build.raw_text("Kling black gold"), PRICE]]),
        build.table([[build.raw_text("When")], [build.raw_text("Sep 2025")]], ["right"]),
        build.chart("line", "Revenue", ["Q1", "Q2"], {"Kling": [Decimal(-1), Decimal("2.5")]}, y_label="RMB m"),
        build.pie("Parts", {"a": Decimal("0.1"), "b": Decimal(2)}),
    ],
    ids=lambda block: str(block["type"]),
)
def test_built_blocks_pass(block: dict[str, Any]) -> None:
    assert check_message({"text": "x", "blocks": [block]}) == ()
    assert json.loads(json.dumps(block, allow_nan=False)) == block


@pytest.mark.parametrize(("value", "number"), [("385.0", 385), ("0.46", 0.46), ("-2", -2), ("1E+3", 1000)])
def test_decimals_become_numbers(value: str, number: float) -> None:
    assert build.number(Decimal(value)) == number


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_what_is_no_number_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="JSON"):
        build.number(Decimal(value))


@given(st.text(min_size=1, max_size=300) | st.sampled_from(["<!channel>", "<@U1>", "&lt;!here>", "<a|b>"]))
def test_escaped_text_never_mentions(text: str) -> None:
    blocks = [build.section(escape(text)), build.context([escape(text)])]
    assert "mention" not in {fault.code for fault in check_message({"text": escape(text), "blocks": blocks})}


@given(st.text(alphabet="<>&;ltgamp!@U1|x 可*", max_size=60))
def test_plain_undoes_escape(text: str) -> None:
    if not set(text) & set("*_~`"):
        assert plain(escape(text)) == text


@pytest.mark.parametrize(
    ("mrkdwn", "words"),
    [
        ("*超过3亿元*", "超过3亿元"),
        ("<https://a.b|source> &amp; more", "source & more"),
        ("snake_case *b*", "snake_case b"),
    ],
)
def test_plain(mrkdwn: str, words: str) -> None:
    assert plain(mrkdwn) == words


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["type", "text", "blocks", "elements", "rows", "chart", "series", "data", "axis_config", "value"]
            ),
            inner
            | st.sampled_from(
                ["section", "table", "data_table", "data_visualization", "actions", "bar", "pie", "button"]
            ),
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_the_check_never_fails_itself(anything: object) -> None:
    payload = {"text": "x", "blocks": anything if isinstance(anything, list) else [anything]}
    assert isinstance(check_message(payload), tuple)
    assert isinstance(check_view(payload | {"type": "modal"}), tuple)


@pytest.mark.parametrize("kind", ["modal", "home"])
def test_a_view_is_weighed_by_its_own_limits(kind: str) -> None:
    """A hundred blocks and 250,000 bytes: the sum of a message's letters is no limit of a view."""
    paragraphs = [build.section("x" * 2_000) for _ in range(100)]
    view = {"type": kind, "title": build.plain_text("Long"), "blocks": paragraphs}
    assert check_view(view) == ()
    assert [one.code for one in check_message({"text": "x", "blocks": paragraphs[:10]})] == ["msg_blocks_too_long"]
    assert [one.code for one in check_view({**view, "blocks": [*paragraphs, build.divider()]})] == ["too_many"]
    heavy = [build.section("字" * 1_000) for _ in range(100)]
    assert [one.code for one in check_view({**view, "blocks": heavy})] == ["too_long"]
