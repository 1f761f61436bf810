"""A message made plainer, step by step: what it loses, and that no figure goes with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.blockkit import build
from bot.blockkit.check import check_message
from bot.blockkit.plainer import Plainer, plainer
from bot.desk import Desk
from bot.load.book import load_book
from bot.place import place_of

TABLE = build.data_table(
    "By <quarter>",
    ["Quarter", "RMB m", "Share"],
    [[build.raw_text("2025Q1"), build.raw_number(Decimal(150), ">150"), build.raw_text("not in book")]],
)
CHART = build.chart("bar", "Revenue (bars show floors)", ["Q1 >150"], {"revenue": [Decimal(150)]})
BUTTONS = build.actions([build.button("Source", "source", "1")])


def forms(payload: Mapping[str, Any]) -> Iterator[Plainer]:
    while (made := plainer(payload)) is not None:
        yield made
        payload = made.payload


def message(*blocks: Mapping[str, Any]) -> dict[str, Any]:
    return {"text": "All of it: &gt;150", "blocks": [build.section("*More than RMB 150m*"), *blocks]}


def kinds(made: Plainer) -> list[str]:
    return [block["type"] for block in made.payload.get("blocks", ())]


def test_a_chart_goes_first_then_the_table_is_written_out_then_only_words_are_left() -> None:
    first, second, third = forms(message(CHART, TABLE, BUTTONS))
    assert (first.without, kinds(first)) == ("charts", ["section", "data_table", "actions"])
    assert (second.without, kinds(second)) == ("tables", ["section", "section", "actions"])
    written = second.payload["blocks"][1]["text"]["text"]
    assert written == "*By &lt;quarter&gt;*\n2025Q1 · RMB m &gt;150 · Share not in book"
    assert (third.without, third.payload) == ("blocks", {"text": "All of it: &gt;150"})


def test_a_chart_without_a_table_is_left_to_the_words_as_its_bars_know_no_bounds() -> None:
    (made,) = forms(message(CHART))
    assert made.without == "blocks"


def test_words_alone_have_no_plainer_form() -> None:
    assert plainer({"text": "words"}) is None
    assert plainer({"text": "words", "blocks": []}) is None


def test_cells_of_rich_text_keep_their_words() -> None:
    cell = {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "1,"}, {"type": "text", "text": "399"}]}
        ],
    }
    made, _ = forms(
        message(build.table([[build.raw_text("Plan"), build.raw_text("RMB")], [build.raw_text("top"), cell]]))
    )
    assert made.payload["blocks"][1]["text"]["text"] == "top · RMB 1,399"


def test_a_long_table_becomes_several_paragraphs_and_too_long_a_one_only_words() -> None:
    def long(rows: int) -> dict[str, Any]:
        return build.data_table(
            "Long", ["a", "b"], [[build.raw_text(f"row {row}"), build.raw_text("x" * 40)] for row in range(rows)]
        )

    several, _ = forms(message(long(100)))
    assert kinds(several) == ["section"] * 3
    assert check_message(several.payload) == ()
    (words,) = forms(message(long(199)))
    assert words.without == "blocks"


@pytest.fixture(scope="module")
def desk() -> Desk:
    ledger = load_book(place_of("config")).ledger
    assert ledger is not None
    return Desk(ledger, place_of("templates"))


@pytest.mark.parametrize(
    "question", ["digest", "简报", "pricing", "kling revenue all quarters", "gmv gap", "可靈收入 所有季度"]
)
def test_every_form_of_every_message_passes_slacks_limits_and_keeps_the_figures(desk: Desk, question: str) -> None:
    reply = desk.ask(question, date(2025, 12, 1))
    assert any(plainer(one.payload) for one in reply.messages)
    for one in reply.messages:
        cells = [cell["text"] for block in one.blocks if "rows" in block for row in block["rows"][1:] for cell in row]
        for made in forms(one.payload):
            assert check_message(made.payload) == ()
            assert made.payload["text"] == one.text
            if made.without == "tables":
                written = "\n".join(
                    block["text"]["text"] for block in made.payload["blocks"] if block["type"] == "section"
                )
                assert [cell for cell in cells if cell.replace(">", "&gt;") not in written] == []
