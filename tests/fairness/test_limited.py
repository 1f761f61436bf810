"""Who asks too much hears when to ask again, in their language; who does not is answered."""

from __future__ import annotations

from typing import Any

import pytest

from bot.fairness import Fairness, Rate
from tests.doors.stage import Corner, Stage, Starter, faults, section

WAIT = "*Not answered: ask again in"
NEVER = 3600.0


def stopped() -> float:
    """A clock that stands, so that a wait is the same however busy the machine is."""
    return 0.0


@pytest.fixture
def stage(start: Starter) -> Stage:
    """Two questions a person, four a channel, and no more within the hour."""
    stage = start(connected=False)
    stage.start(fairness=Fairness(stopped, person=Rate(2, NEVER), channel=Rate(4, NEVER)))
    return stage


def refused(ack: Any) -> str:
    """What the asker alone was told in place of an answer; empty where it was answered in public."""
    assert ack.acked
    assert faults(ack.payload) == [] if ack.payload else True
    return section(ack.payload) if ack.payload else ""


def test_commands(stage: Stage) -> None:
    """The third is told at once, to its asker alone; in private nobody waits for the channel."""
    ask = stage.workspace.command
    assert [refused(ask("kwai", "kling revenue q3")) for _ in range(2)] == ["", ""]
    told = refused(ask("kwai", "kling revenue q3"))
    assert told.startswith(f"{WAIT} 3600 seconds*") and "You asked many questions" in told
    assert refused(ask("kwai", "可灵Q3收入")).startswith("*未能回答：请在3600秒后再问*")
    assert refused(ask("kwai", "可靈Q3收入")).startswith("*未能回答：請在3600秒後再問*")
    assert refused(ask("strategy", "kling revenue q3")).startswith(WAIT), "a person is one in every channel"
    assert [refused(ask("kwai", "kling revenue q3", user="bob")) for _ in range(2)] == ["", ""]
    stage.settle()
    assert len(stage.workspace.messages("kwai")) == 4


def test_a_channel(start: Starter) -> None:
    """Where the channel is busy the private answer is offered, and given."""
    stage = start(connected=False)
    stage.start(fairness=Fairness(stopped, channel=Rate(1, NEVER)))
    ask = stage.workspace.command
    assert refused(ask("kwai", "kling revenue q3")) == ""
    told = refused(ask("kwai", "kling revenue q3", user="bob"))
    assert told.startswith(WAIT) and "`--private`" in told
    assert refused(ask("kwai", "--private kling revenue q3", user="bob")).startswith("*More than RMB 300m*")
    assert refused(ask("strategy", "kling revenue q3", user="bob")) == ""


def test_threads_and_buttons(stage: Stage) -> None:
    """Words in a thread are told once, however many come; a button is told each time; talk costs nothing."""
    kwai = Corner(stage, "kwai")
    root = kwai.kwai("kling revenue q3")
    for talk in ("thanks", "ok, let us meet at three"):
        stage.workspace.say("kwai", talk, thread_ts=root["ts"])
    kwai.reply(root["ts"], "and qoq?")
    for more in ("and yoy?", "Q2?", "同比呢"):
        stage.workspace.say("kwai", more, thread_ts=root["ts"])
    told = stage.workspace.wait_for(lambda ws: ws.ephemerals("kwai"))
    assert section(told[0]).startswith(WAIT)
    stage.settle()
    assert stage.workspace.press(root["ts"], "ask_quarters", channel="kwai").acked
    told = stage.workspace.wait_for(lambda ws: ws.ephemerals("kwai")[1:])
    assert section(told[0]).startswith(WAIT)
    assert len(kwai.heard(root["ts"])) == 1
    assert stage.refused() == []


PRESSED = {"en": "*Not done: press again in 3600 seconds*", "zh": "*未执行：请在3600秒后再按*"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_windows_and_the_menu(start: Starter, language: str) -> None:
    """Source, Report and Share count as questions do; who presses more is told so, in the language of the answer."""
    stage = start(connected=False)
    stage.start(fairness=Fairness(stopped, person=Rate(3, NEVER), channel=Rate(4, NEVER)), owner="U0BOB")
    kwai, press = Corner(stage, "kwai"), stage.workspace.press
    asked = kwai.kwai("kling revenue q3" if language == "en" else "可灵Q3收入")
    mine = kwai.kwai_aside("kling revenue q3 --private" if language == "en" else "可灵Q3收入 --private")
    assert press(asked["ts"], "ask_source", channel="kwai").acked
    assert stage.workspace.wait_for(lambda ws: ws.view())
    stage.workspace.close_view()
    told = len(stage.workspace.ephemerals("kwai"))
    for message, action, value in (
        (asked, "ask_source", None),
        (asked, "more", "report"),
        (mine, "ask_source", None),
        (mine, "more", "share"),
    ):
        assert press(message["ts"], action, channel="kwai", value=value).acked
        heard = stage.workspace.wait_for(lambda ws, told=told: ws.ephemerals("kwai")[told:])
        assert section(heard[0]).startswith(PRESSED[language]) and faults(heard[0]) == []
        told += 1
    assert stage.workspace.view() is None
    stage.settle()
    assert len(stage.workspace.messages("kwai")) == 1 and stage.workspace.messages("dm", user="bob") == ()


def test_sharing_waits_for_a_busy_channel(start: Starter) -> None:
    """What is shared is said to everybody; a window is nobody else's business."""
    stage = start(connected=False)
    stage.start(fairness=Fairness(stopped, channel=Rate(1, NEVER)))
    kwai = Corner(stage, "kwai")
    asked = kwai.kwai("kling revenue q3")
    mine = kwai.kwai_aside("kling revenue q3 --private", user="bob")
    assert stage.workspace.press(mine["ts"], "more", channel="kwai", user="bob", value="share").acked
    heard = stage.workspace.wait_for(lambda ws: ws.ephemerals("kwai", "bob")[1:])
    assert "in this channel" in heard[0]["text"] and "--private" not in heard[0]["text"]
    assert stage.workspace.press(asked["ts"], "ask_source", channel="kwai", user="bob").acked
    assert stage.workspace.wait_for(lambda ws: ws.view("bob"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kling made RMB 300m in Q3", "*Not checked: run the shortcut again in 3600 seconds*"),
        ("可灵Q3收入3亿元", "*未核对：请在3600秒后再运行快捷方式*"),
    ],
)
def test_the_shortcut(stage: Stage, text: str, said: str) -> None:
    """It counts as a question too."""
    ts = stage.workspace.say("kwai", text, user="bob")
    for _ in range(2):
        assert stage.workspace.message_shortcut("check_figures", ts, channel="kwai").acked
        stage.workspace.wait_for(lambda ws: ws.view())
        stage.workspace.close_view()
    assert stage.workspace.message_shortcut("check_figures", ts, channel="kwai").acked
    heard = stage.workspace.wait_for(lambda ws: ws.ephemerals("kwai"))
    assert section(heard[0]).startswith(said)
    assert stage.workspace.view() is None


def test_quiet_is_never_refused(stage: Stage) -> None:
    """Where too much is asked somebody wants quiet most."""
    kwai = Corner(stage, "kwai")
    root = kwai.kwai("kling revenue q3")["ts"]
    kwai.reply(root, "and qoq?")
    assert section(kwai.reply(root, "quiet")).startswith("Quiet in this thread")
