"""The message shortcut: a colleague's figures against the book, in a window that one person sees."""

from __future__ import annotations

import pytest

from bot.blockkit.check import check_view

from .stage import Corner, Starter
from .test_menu import whispers, window, words


def check(corner: Corner, text: str) -> str:
    """What Alice's window says of Bob's message."""
    ts = corner.workspace.say(corner.name, text, user="bob")
    assert corner.workspace.message_shortcut("check_figures", ts, channel=corner.name).acked
    view = window(corner)
    assert check_view({key: view[key] for key in ("type", "title", "close", "blocks")}) == ()
    corner.workspace.close_view()
    assert corner.heard(ts) == [] and whispers(corner) == []
    return words(view)


def test_every_verdict_has_its_source(corner: Corner) -> None:
    """Agrees, after rounding, contradicts, left open, not in the book, not placed: each said with the book's figure."""
    said = check(
        corner,
        "Kuaishou GMV was RMB 385.0bn in 2025Q3, revenue RMB 35.6bn. Kuaishou GMV was RMB 400bn in 2025Q3. "
        "Kling revenue was RMB 310m in 2025Q3. Kling revenue was RMB 10m in 2024Q1. We paid RMB 80 each.",
    )
    for piece in (
        "*6 figures*: 1 agree, 1 agree after rounding, 1 contradict the book, 1 left open by the book, 1 not in the book",
        "*Agrees*: “RMB 385.0bn”",
        "*Agrees after rounding*: “RMB 35.6bn”",
        "*Contradicts*: “RMB 400bn”\nThe book: RMB 385.0bn",
        "*Left open*: “RMB 310m”\nThe book: more than RMB 300m, which settles it neither way",
        "*Not in the book*: “RMB 10m”",
        "“RMB 80”: no metric of the book beside it",
        "Kuaishou · e-commerce GMV · 2025Q3 · Kuaishou, quoted by 懂財帝 · press · Nov 2025",
    ):
        assert piece in said


def test_chinese_is_answered_in_chinese(corner: Corner) -> None:
    said = check(corner, "快手2025年三季度GMV 4000亿元，同比增长15.2%")
    assert "*矛盾*：“4000亿元”\n库中：3,850亿元" in said
    assert "*一致*：“同比增长15.2%”" in said


@pytest.mark.parametrize(
    ("text", "sentence"), [("see you at lunch", "*No figures in this message*"), ("午饭见", "*此消息中没有数字*")]
)
def test_a_message_without_figures_says_so(corner: Corner, text: str, sentence: str) -> None:
    assert sentence in check(corner, text)


def test_a_message_with_a_hundred_says_how_many_are_left(corner: Corner) -> None:
    """The first are checked, and the sentence says how many are not."""
    said = check(corner, "\n".join(f"Kuaishou GMV was RMB {at}bn in 2025Q3" for at in range(100, 200)))
    assert "*100 figures*" in said and "The first 25 are checked; 75 more are not" in said


def test_a_window_that_does_not_open_says_so(start: Starter) -> None:
    corner = Corner(start(), "kwai")
    ts = corner.workspace.say(corner.name, "Kuaishou GMV was RMB 385bn in 2025Q3", user="bob")
    corner.workspace.refuse("views.open", "expired_trigger_id")
    assert corner.workspace.message_shortcut("check_figures", ts, channel=corner.name).acked
    said = corner.workspace.wait_for(lambda _: whispers(corner))
    assert said == ["Not opened: Slack waited too long. Run the shortcut again."]
