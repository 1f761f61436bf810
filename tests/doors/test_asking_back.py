"""A question with two readings is asked back, and the answer takes the place of that question."""

from __future__ import annotations

import pytest
from slack_sdk import WebClient

from .stage import Corner, Message, Starter, actions, contexts, section
from .test_menu import kept

WHICH = "*Which profit?*"
ADJUSTED = "*About RMB 5.0bn*"


def now(corner: Corner, ts: str) -> Message:
    """A message of the channel, or of a thread in it, as it stands now."""
    found = [
        m
        for m in (*corner.workspace.messages(corner.name), *corner.workspace.replies(corner.name, ts))
        if m["ts"] == ts
    ]
    return found[0]


def answered(corner: Corner, ts: str) -> Message:
    """The message, once it is no question any more."""
    return corner.workspace.wait_for(lambda _: (m := now(corner, ts)) and not section(m).startswith(WHICH) and m)


@pytest.mark.parametrize("said", ["1", "adjusted", "adjusted net profit", "no, I meant adjusted"])
def test_what_is_typed_puts_the_answer_in_the_questions_place(corner: Corner, said: str) -> None:
    root = corner.kwai("ks profit q3")
    assert section(root).startswith(WHICH)
    corner.workspace.say(corner.name, said, thread_ts=root["ts"])
    assert section(answered(corner, root["ts"])).startswith(ADJUSTED)
    corner.stage.settle()
    assert corner.heard(root["ts"]) == []


def test_a_button_does_the_same_and_says_who_chose(corner: Corner) -> None:
    root = corner.kwai("ks profit q3")
    assert corner.workspace.press(root["ts"], "ask_choice_1", channel=corner.name, user="bob").acked
    chosen = answered(corner, root["ts"])
    assert section(chosen).startswith(ADJUSTED)
    assert "U0BOB" in contexts(chosen)[0]
    assert "ask_source" in actions(chosen)
    assert section(corner.reply(root["ts"], "and yoy?")), "the thread goes on from the answer"
    assert contexts(corner.press(chosen, "ask_quarters"))[1].startswith("Kuaishou · adjusted net profit")


def test_a_question_asked_back_in_a_thread_is_replaced_there(corner: Corner) -> None:
    root = corner.kwai("kuaishou gmv q3")["ts"]
    asked = corner.reply(root, "profit?")
    assert section(asked).startswith(WHICH)
    corner.workspace.wait_for(lambda _: corner.stage.remembers(corner.id, asked["ts"]))
    corner.workspace.say(corner.name, "1", thread_ts=root)
    chosen = corner.workspace.wait_for(
        lambda _: [m for m in corner.heard(root) if m["ts"] == asked["ts"] and not section(m).startswith(WHICH)]
    )
    assert section(chosen[0]).startswith(ADJUSTED)
    corner.stage.settle()
    assert len(corner.heard(root)) == 1


def test_a_private_question_is_replaced_for_the_asker_alone(corner: Corner) -> None:
    first = corner.kwai_aside("ks profit q3 --private")
    kept(corner, first)
    assert corner.workspace.press(first["ts"], "ask_choice_1", channel=corner.name).acked
    corner.workspace.wait_for(lambda ws: [m for m in ws.ephemerals(corner.name) if section(m).startswith(ADJUSTED)])
    assert len(corner.workspace.ephemerals(corner.name)) == 1
    assert corner.workspace.messages(corner.name) == ()


def test_an_answer_whose_question_is_gone_is_posted_below(start: Starter) -> None:
    corner = start(rooms=1).corner()
    root = corner.kwai("kuaishou gmv q3")["ts"]
    asked = corner.reply(root, "profit?")
    corner.workspace.wait_for(lambda _: corner.stage.remembers(corner.id, asked["ts"]))
    WebClient(corner.workspace.bot_token, base_url=corner.workspace.api_url).chat_delete(
        channel=corner.id, ts=asked["ts"]
    )
    corner.workspace.say(corner.name, "1", thread_ts=root)
    answers = corner.workspace.wait_for(lambda _: corner.heard(root))
    assert section(answers[0]).startswith(ADJUSTED)
