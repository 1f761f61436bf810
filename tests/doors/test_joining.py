"""Coming into a channel: nothing is posted there; the inviter alone hears what the bot can do, and sends an edition."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.desk import Desk
from bot.joined import Sending, sending_of
from bot.workspace import Channel, Workspace

from .stage import Corner, Message, Stage, Starter, actions, faults, section, site


def bring(stage: Stage, channel: str = "talk", user: str | None = None) -> Message:
    """Invite the bot, and what the inviter alone is told."""
    before = len(stage.workspace.ephemerals(channel, user))
    stage.workspace.invite(channel, user=user)
    return stage.workspace.wait_for(lambda ws: ws.ephemerals(channel, user)[before:])[0]


@pytest.fixture
def stage(start: Starter) -> Stage:
    """With channels that the bot is not in, Alice and Bob in one, Alice alone in the other."""
    people = site()
    ids = tuple(person.id for person in people.people)
    more = (Channel("C0TALK", "talk", ids), Channel("C0MINE", "mine", ids[:1]))
    return start(people=replace(people, channels=(*people.channels, *more)))


def said(stage: Stage, channel: str = "talk") -> list[Message]:
    """What the bot said to everybody in a channel."""
    return [m for m in stage.workspace.messages(channel) if m.get("bot_id")]


def labels(message: Message) -> list[str]:
    return [e["text"]["text"] for block in message["blocks"] if block["type"] == "actions" for e in block["elements"]]


@pytest.mark.parametrize(
    ("user", "first", "button"),
    [
        ("alice", "*The bot is in <#C0TALK> now; nothing was posted*", "Send 2025Q3 now"),
        ("bob", "*机器人已加入<#C0TALK>，没有发任何内容*", "立即发送2025Q3"),
    ],
)
def test_the_inviter_alone_is_told(stage: Stage, user: str, first: str, button: str) -> None:
    """In the language of their Slack, once, with the newest whole edition of the book."""
    told = bring(stage, user=user)
    assert section(told).startswith(first) and "/kwai" in section(told)
    assert labels(told)[0] == button and actions(told) == ["joined_send", "form_subscribe"]
    assert faults(told) == [] and "/kwai" in told["text"]
    stage.settle()
    other = {"alice": "bob", "bob": "alice"}[user]
    assert said(stage) == [] and stage.workspace.ephemerals("talk", other) == ()
    assert stage.refused() == []


def test_the_newest_edition_is_sent_at_a_press(stage: Stage) -> None:
    """With its thread, under the sender's name, for everybody; the button is gone, and a thread goes on from it."""
    told = bring(stage)
    assert stage.workspace.press(told["ts"], "joined_send", channel="talk").acked
    talk = Corner(stage, "talk")
    head = stage.workspace.wait_for(lambda _: said(stage))[0]
    assert "Kuaishou and Kling, 2025Q3" in json.dumps(head) and "<@U0ALICE>" in json.dumps(head)
    stage.workspace.wait_for(lambda _: len(talk.heard(head["ts"])) == 4)
    shown = stage.workspace.wait_for(lambda ws: [m for m in ws.ephemerals("talk") if "joined_send" not in actions(m)])[
        0
    ]
    assert section(shown).startswith("*2025Q3 is on its way to <#C0TALK>*") and actions(shown) == ["form_subscribe"]
    assert section(talk.reply(head["ts"], "prices?")) and faults(shown) == []
    stage.settle()
    assert len(said(stage)) == 1 and stage.refused() == []


def by_hand(stage: Stage, told: Message, value: str, user: str, channel: str = "C0TALK") -> Any:
    """A press that Slack would not bring: of somebody else, or with another value."""
    hook = stage.workspace.state.new_hook(channel, user, stage.clock.now(), told["ts"])
    payload = {
        "type": "block_actions",
        "team": {"id": "T0TRY"},
        "user": {"id": user},
        "api_app_id": "A0KWAI",
        "channel": {"id": channel},
        "container": {"type": "message", "message_ts": told["ts"], "channel_id": channel, "is_ephemeral": True},
        "response_url": f"{stage.workspace.url}response/{hook}",
        "trigger_id": "1.1",
        "actions": [{"type": "button", "action_id": "joined_send", "block_id": "b", "value": value, "action_ts": "1"}],
    }
    assert stage.workspace.deliver("interactive", payload).acked


def heard(ws: Workspace, channel: str, user: str, start: str) -> list[Message]:
    return [m for m in ws.ephemerals(channel, user) if section(m).startswith(start)]


@pytest.mark.parametrize(
    ("value", "said_first"),
    [
        ("en:C0MINE:quarterly:2025Q3", "*Not sent: only who is in"),
        ("en:C0NONE:quarterly:2025Q3", "*Not sent: the bot is not in"),
        ("en:C0TALK:nonsense:2025Q3", "*Not sent: the book no longer has 2025Q3"),
        ("zh-Hans:C0TALK:quarterly:1900Q1", "*未发送：库中已没有"),
        ("zh-Hant:C0TALK:quarterly:x", "*未發送：庫中已沒有"),
    ],
)
def test_who_may_and_what_there_is_is_looked_up_anew(stage: Stage, value: str, said_first: str) -> None:
    """Bob is not in #mine; and a book may change before a button is pressed."""
    told = bring(stage, user="bob")
    bring(stage, "mine")
    by_hand(stage, told, value, "U0BOB")
    stage.workspace.wait_for(lambda ws: heard(ws, "talk", "bob", said_first))
    stage.settle()
    assert said(stage) == [] and said(stage, "mine") == []


def test_pressed_twice_it_is_sent_once(stage: Stage) -> None:
    told = bring(stage)
    value = Sending("en", "C0TALK", "quarterly", "2025Q3").encoded()
    for _ in range(2):
        by_hand(stage, told, value, "U0ALICE")
    stage.workspace.wait_for(lambda ws: heard(ws, "talk", "alice", "*Not sent again"))
    stage.settle()
    assert len(said(stage)) == 1


def test_a_bot_that_was_taken_out_again(stage: Stage) -> None:
    """The press says what to do; brought back, it greets anew."""
    told = bring(stage)
    stage.workspace.remove("talk")
    assert stage.workspace.press(told["ts"], "joined_send", channel="talk").acked
    stage.workspace.wait_for(lambda ws: heard(ws, "talk", "alice", "*Not sent: the bot is not in <#C0TALK>"))
    assert section(bring(stage)).startswith("*The bot is in <#C0TALK> now")
    assert said(stage) == []


def test_an_event_that_comes_twice_greets_once(stage: Stage) -> None:
    stage.workspace.faults.repeat()
    bring(stage)
    stage.settle()
    assert stage.bot is not None
    stage.stop()
    assert len(stage.workspace.ephemerals("talk")) == 1


def test_others_who_join_are_left_alone(stage: Stage) -> None:
    """And a bot that came by nobody's hand thanks nobody."""
    stage.workspace.invite("kwai", guest="bob")
    event = {"type": "member_joined_channel", "user": "U0KWAI", "channel": "C0TALK", "event_ts": "1.0"}
    payload = {"type": "event_callback", "team_id": "T0TRY", "event_id": "EvALONE", "event": event}
    assert stage.workspace.deliver("events_api", payload).acked
    stage.settle()
    stage.stop()
    assert stage.workspace.state.whispers == []


@pytest.mark.parametrize(
    "value", ["", "en", "en:C:d", "xx:C0TALK:quarterly:2025Q3", "en::quarterly:2025Q3", "a:b:c:d:e"]
)
def test_a_value_of_another_program_means_nothing(value: str) -> None:
    assert sending_of(value) is None


def test_a_value_comes_back(desk: Desk) -> None:
    what = Sending("zh-Hant", "C0TALK", next(iter(desk.ledger.digests)), "2025Q3")
    assert sending_of(what.encoded()) == what
