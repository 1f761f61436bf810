"""A Slack that will not draw: the reader has the whole answer all the same."""

from __future__ import annotations

from bot.workspace import TravelClock

from .stage import MORNING, Corner, Starter

QUESTION = "kling revenue all quarters"


def test_what_slack_will_not_draw_comes_in_words(start: Starter) -> None:
    stage = start(clock=TravelClock(MORNING))
    kwai = Corner(stage, "kwai")
    drawn = kwai.kwai(QUESTION)
    assert {"data_visualization", "data_table"} <= {block["type"] for block in drawn["blocks"]}
    stage.workspace.refuse("chat.postMessage", "invalid_blocks", times=3)
    words = kwai.kwai(QUESTION)
    assert "blocks" not in words
    assert words["text"] == drawn["text"]
    assert "&gt;300" in words["text"]


def test_what_slack_will_not_draw_for_one_person_comes_in_words(start: Starter) -> None:
    stage = start()
    stage.workspace.faults.refuse("response_url", "invalid_blocks", times=3)
    before = len(stage.workspace.ephemerals("kwai"))
    assert stage.workspace.command("kwai", f"{QUESTION} --private").acked
    followed = stage.workspace.wait_for(lambda ws: [m for m in ws.ephemerals("kwai")[before:] if "blocks" not in m])[0]
    assert "&gt;300" in followed["text"]
