"""A bot that reads no channel: it hears what names it, what is said to it directly, and its buttons."""

from __future__ import annotations

from .stage import Corner, Starter, actions, section

TWO_FLOORS = "*Cannot tell: both quarters are floors*"


def test_follow_ups_by_mention(start: Starter) -> None:
    """In the thread of an answer a mention is a follow-up; a reply without one does not reach the bot."""
    stage = start(minimal=True)
    strategy = Corner(stage, "strategy")
    root = strategy.kwai("kling revenue q3")["ts"]
    strategy.workspace.say("strategy", "and qoq?", thread_ts=root)
    named = strategy.reply(root, f"<@{stage.workspace.bot_user}> and qoq?")
    assert section(named).startswith(TWO_FLOORS)
    assert section(strategy.reply(root, f"<@{stage.workspace.bot_user}> 同比呢")).startswith("*库中没有")
    assert len(strategy.heard(root)) == 2
    assert stage.refused() == []


def test_buttons_choices_and_direct_messages(start: Starter) -> None:
    """Buttons work, a question asked back is settled by its number, and a direct conversation needs no name."""
    stage = start(minimal=True)
    kwai = Corner(stage, "kwai")
    asked_back = kwai.kwai("ks profit q3")
    assert actions(asked_back)
    stage.workspace.say("kwai", f"<@{stage.workspace.bot_user}> 1", thread_ts=asked_back["ts"])
    # The answer takes the place of the question.
    chosen = stage.workspace.wait_for(
        lambda ws: next((m for m in ws.messages("kwai") if m["ts"] == asked_back["ts"] and "edited" in m), None)
    )
    assert "Kuaishou" in str(chosen) and "*" in section(chosen)
    answer = kwai.kwai("gmv gap")
    quarters = next(action for action in actions(answer) if action.endswith("quarters"))
    assert kwai.press(answer, quarters)
    stage.workspace.say("dm", "kling revenue q3")
    first = stage.workspace.wait_for(lambda ws: ws.messages("dm")[0:1] and ws.replies("dm", ws.messages("dm")[0]["ts"]))
    stage.workspace.say("dm", "and qoq?", thread_ts=first[0]["thread_ts"])
    stage.workspace.wait_for(lambda ws: len(ws.replies("dm", first[0]["thread_ts"])) == 3)
    assert section(stage.workspace.replies("dm", first[0]["thread_ts"])[-1]).startswith(TWO_FLOORS)


def test_an_answer_that_slack_did_not_confirm(start: Starter) -> None:
    """It cannot be looked for without reading the channel, so it is not sent again: the asker is told to look."""
    stage = start(minimal=True)
    stage.workspace.faults.drop("chat.postMessage", stored=True)
    assert stage.workspace.command("kwai", "kling revenue q3").acked
    told = stage.workspace.wait_for(lambda ws: ws.ephemerals("kwai"))
    assert section(told[0]).startswith("*Not certain: Slack did not confirm the answer*")
    assert len(stage.workspace.messages("kwai")) == 1
    stage.workspace.faults.drop("chat.postMessage", stored=False)
    assert stage.workspace.command("strategy", "可灵Q3收入", user="bob").acked
    told = stage.workspace.wait_for(lambda ws: ws.ephemerals("strategy", "bob"))
    assert section(told[0]).startswith("*未能确认")
    assert stage.workspace.messages("strategy") == ()
