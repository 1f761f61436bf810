"""Messages as Slack gets them, one file each, in three scripts; voice.md's examples among them."""

from __future__ import annotations

from datetime import date

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.desk import Desk

TODAY = date(2025, 12, 1)
ASKED = {
    "overview": ("kling", "可灵", "可靈"),
    "floor": ("kling revenue q3", "可灵Q3收入", "可靈Q3收入"),
    "mended": ("kling revnue q3",),
    "no year-ago figure": ("kling revenue q3 yoy", "可灵Q3收入同比", "可靈Q3收入同比呢"),
    "two floors": ("kling revenue q3 qoq", "可灵Q3收入环比", "可靈Q3收入環比"),
    "gap": ("gmv gap", "快手和抖音的GMV差距", "快手與抖音的GMV差距"),
    "prices": ("pricing", "价格", "價格"),
    "misprint": ("online marketing share 4q24", "线上营销占收入几成 4Q24", "線上營銷佔收入幾成 4Q24"),
    "ask back": ("ks profit q3", "快手Q3利润", "快手Q3利潤"),
    "guidance": ("kling guidance", "可灵指引", "可靈指引"),
    "by quarter": ("kling revenue by quarter", "可灵收入各季度", "可靈收入各季度"),
    "not disclosed": ("jimeng revenue", "即梦收入", "即夢收入"),
    "withheld": ("kling revenue march 2025", "可灵2025年3月收入", "可靈2025年3月收入"),
    "not understood": ("kling banana", "可灵香蕉", "可靈檸檬"),
    "no such period": ("kling revenue 2025Q5", "可灵2025年13月收入"),
    "help": ("help", "帮助", "幫助"),
}
CASES = [
    pytest.param(text, id=f"{name}-{script}")
    for name, texts in ASKED.items()
    for script, text in zip(("en", "hans", "hant"), texts, strict=False)
]


@pytest.fixture
def snapshot_json(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.mark.parametrize("text", CASES)
def test_an_answer_looks_like_this(text: str, desk: Desk, snapshot_json: SnapshotAssertion) -> None:
    assert desk.ask(text, TODAY).messages[0].payload == snapshot_json


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("name", ["quarterly", "users"])
def test_a_digest_looks_like_this(name: str, language: str, desk: Desk, snapshot_json: SnapshotAssertion) -> None:
    reply = desk.ask(f"digest {name} 2025Q3", TODAY, speak=language)
    assert [message.payload for message in reply.messages] == snapshot_json


@pytest.mark.parametrize("text", CASES)
def test_the_plain_text_carries_the_whole_answer(text: str, desk: Desk) -> None:
    """Every figure of the blocks stands in the text that a screen reader says."""
    message = desk.ask(text, TODAY).messages[0]
    for block in message.blocks:
        for row in block.get("rows", ())[1:]:
            assert all(cell["text"] in message.plain for cell in row)
    assert message.plain
