"""A reply to a message that stands in the channel before Slack's answer to its posting has come back."""

from __future__ import annotations

from .stage import Corner, Stage, Starter, section


def test_who_replies_before_the_bot_knows_that_its_message_stands_is_answered(start: Starter) -> None:
    stage = start()
    kwai = Corner(stage, "kwai")
    stage.workspace.faults.delay("chat.postMessage", seconds=0.4)
    assert stage.workspace.command("kwai", "kling revenue q3").acked
    root = stage.workspace.wait_for(lambda ws: ws.messages("kwai"))[0]["ts"]
    assert not stage.remembers(kwai.id, root), "it is on its way"
    assert section(kwai.reply(root, "and qoq?")).startswith("*Cannot tell: both quarters are floors*")


def test_what_people_say_in_their_own_threads_waits_for_nothing_and_is_left_alone(start: Starter) -> None:
    stage = start()
    root = stage.workspace.say("kwai", "lunch?")
    stage.workspace.say("kwai", "kling revenue q3", thread_ts=root)
    stage.settle()
    assert _said_in_thread(stage, root) == []


def _said_in_thread(stage: Stage, root: str) -> list[str]:
    return [message["text"] for message in stage.workspace.replies("kwai", root) if message.get("bot_id")]
