"""The agent's pane: suggestions of the book in the person's language, titles, and a word while an answer is on its way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.app.timing import Timing
from bot.manifest import app_manifest
from bot.workspace import Workspace, small_site
from bot.workspace.sessions import Session

from .stage import Corner, Stage, Starter, section

SOON = Timing(moment=0.02, pause=timedelta(milliseconds=10))


def suggested(workspace: Workspace, room: str) -> list[str]:
    """What is suggested in a conversation, once something is."""
    found = workspace.wait_for(lambda ws: ws.state.sessions.prompts.get(room))
    return [prompt.message for prompt in found.prompts]


def session(stage: Stage, root: str, room: str = "D0ALICE") -> Session:
    return stage.workspace.state.sessions.seen(room, root)


def calls(stage: Stage, method: str) -> list[Any]:
    return [line for line in stage.workspace.journal if line.what.startswith(method)]


def test_the_book_suggests_its_own_questions(start: Starter) -> None:
    """In the language of the Slack of who opens it, though nothing was asked before; each of them is answered."""
    stage = start()
    stage.workspace.open_pane(user="bob", beside="strategy")
    asked = suggested(stage.workspace, "D0BOB")
    assert asked[:2] == ["可灵", "可灵Q3收入"] and len(asked) == 4
    dm = Corner(stage, "dm")
    for question in asked:
        root = dm.workspace.say("dm", question, user="bob")
        dm.workspace.wait_for(lambda ws, root=root: [m for m in ws.replies("dm", root, user="bob") if m.get("bot_id")])
    assert stage.refused() == []


def test_the_chosen_language_comes_before_that_of_their_slack(start: Starter) -> None:
    stage = start()
    assert stage.bot is not None
    stage.bot.preferences.choose("T0TRY", "U0BOB", language="zh-Hant")
    stage.workspace.open_pane(user="bob")
    assert suggested(stage.workspace, "D0BOB")[0] == "可靈"
    stage.workspace.open_pane()
    assert suggested(stage.workspace, "D0ALICE")[0] == "kling"


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("kling revnue q3", "Kling · revenue · 2025Q3"),
        ("可灵Q3收入", "可灵 · 收入 · 2025Q3"),
        ("digest 2025Q3", "Kuaishou and Kling, 2025Q3"),
    ],
)
def test_a_thread_is_called_after_its_first_answer(start: Starter, asked: str, title: str) -> None:
    """Without what the reading says beside; a follow-up leaves the name, as does who names it otherwise."""
    stage = start()
    dm = Corner(stage, "dm")
    root = dm.workspace.say("dm", asked)
    dm.workspace.wait_for(lambda _: session(stage, root).title)
    assert session(stage, root).title == title
    stage.settle()
    dm.reply(root, "yoy?")
    stage.stop()
    assert session(stage, root).title == title
    assert len(calls(stage, "agents.sessions.setStatus")) == 1 and calls(stage, "agents.sessions.rename") == []


def test_what_is_about_nothing_names_no_thread(start: Starter) -> None:
    """Nor does a thread in a channel get a title of ours."""
    stage = start()
    dm, kwai = Corner(stage, "dm"), Corner(stage, "kwai")
    root = dm.workspace.say("dm", "help")
    dm.workspace.wait_for(lambda _: dm.heard(root))
    asked = kwai.workspace.say("kwai", "<@U0KWAI> kling revenue q3")
    kwai.workspace.wait_for(lambda _: kwai.heard(asked))
    stage.stop()
    assert calls(stage, "agents.sessions") == []


def test_it_says_that_the_answer_is_on_its_way(start: Starter) -> None:
    """Where Slack takes its time; with the answer the word is gone."""
    stage = start(connected=False)
    stage.start(timing=SOON)
    dm = Corner(stage, "dm")
    stage.workspace.faults.hold("chat.postMessage", 1.5)
    root = dm.workspace.say("dm", "可灵Q3收入")
    dm.workspace.wait_for(lambda _: session(stage, root).doing)
    assert session(stage, root).doing == "正在发送回答…"
    assert dm.heard(root) == []
    dm.workspace.wait_for(lambda _: dm.heard(root))
    dm.workspace.wait_for(lambda _: not session(stage, root).doing)
    assert section(dm.heard(root)[0]).startswith("*超过3亿元*")


def test_a_word_that_the_answer_overtook_is_taken_back(start: Starter) -> None:
    """It would stand for two minutes."""
    stage = start(connected=False)
    stage.start(timing=SOON)
    dm = Corner(stage, "dm")
    stage.workspace.faults.hold("chat.postMessage", 0.4)
    stage.workspace.faults.hold("assistant.threads.setStatus", 1.0)
    root = dm.workspace.say("dm", "kling revenue q3")
    dm.workspace.wait_for(lambda _: dm.heard(root))
    dm.workspace.wait_for(lambda _: len(calls(stage, "assistant.threads.setStatus")) == 2)
    assert session(stage, root).doing == ""


def test_an_answer_that_comes_at_once_needs_no_word(start: Starter) -> None:
    """Nor does talk, which has none."""
    stage = start()
    dm = Corner(stage, "dm")
    root = dm.workspace.say("dm", "kling revenue q3")
    dm.workspace.wait_for(lambda _: dm.heard(root))
    dm.workspace.say("dm", "thanks", thread_ts=root)
    stage.settle()
    stage.stop()
    assert calls(stage, "assistant.threads.setStatus") == []


def test_an_app_that_is_no_agent_answers_all_the_same(start: Starter, caplog: pytest.LogCaptureFixture) -> None:
    """In a workspace where the scope was not given nothing breaks, and no log fills."""
    manifest = app_manifest()
    manifest["oauth_config"]["scopes"]["bot"].remove("assistant:write")
    stage = start(connected=False, people=small_site(manifest))
    stage.start(timing=SOON)
    dm = Corner(stage, "dm")
    stage.workspace.open_pane()
    stage.workspace.faults.hold("chat.postMessage", 0.3)
    stage.workspace.refuse("agents.sessions.setStatus", "not_allowed_token_type")
    root = dm.workspace.say("dm", "kling revenue q3")
    dm.workspace.wait_for(lambda _: dm.heard(root))
    stage.stop()
    assert [one.getMessage() for one in caplog.records if one.name.startswith(("bot.", "handlers."))] == []
