"""Who asks too much hears when to ask again, in their language; who does not is answered."""

from __future__ import annotations

from time import monotonic
from typing import Any

import pytest

from bot.fairness import Fairness, Rate
from tests.doors.stage import Corner, Stage, Starter, faults, section

WAIT = "*Not answered: ask again in"
NEVER = 3600.0


@pytest.fixture
def stage(start: Starter) -> Stage:
    """Two questions a person, four a channel, and no more within the hour."""
    stage = start(connected=False)
    stage.start(fairness=Fairness(monotonic, person=Rate(2, NEVER), channel=Rate(4, NEVER)))
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
    stage.start(fairness=Fairness(monotonic, channel=Rate(1, NEVER)))
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
