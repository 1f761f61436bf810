"""The app as an agent: threads in its own conversation, what it suggests, what it says it is doing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.workspace import HandClock, Site, Workspace, open_workspace

Connect = Callable[[App, Workspace], SocketModeHandler]
Do = Callable[[WebClient, str], Any]

PROMPTS = [{"title": "Kling revenue", "message": "kling revenue q3"}, {"title": "可灵收入", "message": "可灵Q3收入"}]


@pytest.fixture
def thread(workspace: Workspace) -> str:
    return workspace.say("dm", "kling revenue q3")


def test_a_conversation(app: App, workspace: Workspace, connect: Connect) -> None:
    """Suggested, asked at the root and in its thread: message.im twice, each with what Slack sends."""
    seen: list[dict[str, Any]] = []

    def opened(event: dict[str, Any], client: WebClient) -> None:
        assert event["tab"] == "messages"
        client.assistant_threads_setSuggestedPrompts(channel_id=event["channel"], prompts=PROMPTS, title="Try")

    def asked(event: dict[str, Any], client: WebClient) -> None:
        seen.append(event)
        where = {"channel_id": event["channel"], "thread_ts": event.get("thread_ts", event["ts"])}
        client.assistant_threads_setStatus(**where, status="is looking", loading_messages=["in the book"])
        client.assistant_threads_setTitle(**where, title="Kling")
        client.chat_postMessage(channel=event["channel"], thread_ts=where["thread_ts"], text="> 300m")

    app.event("app_home_opened")(opened)
    app.event("message")(asked)
    connect(app, workspace)
    workspace.open_pane()
    assert workspace.wait_for(lambda ws: ws.prompts()) == ("kling revenue q3", "可灵Q3收入")
    root = workspace.say("dm", "kling revenue q3")
    workspace.wait_for(lambda ws: len(ws.replies("dm", root)) == 1)
    workspace.say("dm", "and yoy?", thread_ts=root)
    workspace.wait_for(lambda ws: len(ws.replies("dm", root)) == 3)
    assert [(event["channel_type"], event.get("thread_ts")) for event in seen] == [("im", None), ("im", root)]
    session = workspace.session("dm", root)
    assert (session.title, session.doing) == ("Kling", "")  # the answer ended what it was doing
    assert workspace.prompts(user="bob") == ()


def test_a_status_goes_after_two_minutes(
    client: WebClient, workspace: Workspace, clock: HandClock, thread: str
) -> None:
    client.assistant_threads_setStatus(channel_id="D0ALICE", thread_ts=thread, status="is looking")
    assert workspace.session("dm", thread).says(clock.now()) == "is looking"
    clock.move_to(clock.now() + timedelta(minutes=2))
    assert workspace.session("dm", thread).says(clock.now()) == ""


def test_a_status_in_a_channels_thread(client: WebClient, workspace: Workspace, clock: HandClock) -> None:
    root = workspace.say("kwai", "@kwai gmv")
    client.assistant_threads_setStatus(channel_id="C0KWAI", thread_ts=root, status="is looking")
    client.assistant_threads_setStatus(channel_id="C0KWAI", thread_ts=root, status="")
    assert workspace.session("kwai", root).says(clock.now()) == ""


def test_a_session_is_stopped_and_renamed(
    app: App, workspace: Workspace, client: WebClient, connect: Connect, thread: str
) -> None:
    stopped: list[dict[str, Any]] = []

    def stop(event: dict[str, Any], client: WebClient) -> None:
        stopped.append(event)
        client.agents_sessions_setStatus(channel_id=event["channel"], thread_ts=event["thread_ts"], status="active")

    app.event("agent_session_stopped")(stop)
    connect(app, workspace)
    with pytest.raises(KeyError):
        workspace.stop(thread)
    where = {"channel_id": "D0ALICE", "thread_ts": thread}
    begun = client.agents_sessions_setStatus(**where, status="processing", title="Kling")
    assert (begun["title"], "warning" in begun.data) == ("Kling", False)
    # The title counts only when a session begins.
    assert client.agents_sessions_setStatus(**where, status="processing", title="Other")["title"] == "Kling"
    workspace.stop(thread)
    workspace.wait_for(lambda ws: ws.session("dm", thread).life == "active")
    assert (stopped[0]["user"], stopped[0]["streaming_message_ts"]) == ("U0ALICE", [])
    assert client.agents_sessions_rename(**where, title="Renamed")["title"] == "Renamed"


def test_prompts_with_a_thread_fail_silently(client: WebClient, workspace: Workspace, thread: str) -> None:
    answer = client.assistant_threads_setSuggestedPrompts(channel_id="D0ALICE", thread_ts=thread, prompts=PROMPTS)
    assert answer["ok"] and workspace.prompts() == ()
    assert any("prompts not shown" in line.what for line in workspace.journal)


def test_without_the_event_slack_warns(site: Site, clock: HandClock) -> None:
    deaf = replace(site, manifest=replace(site.manifest, events=frozenset()))
    with open_workspace(deaf, clock) as workspace:
        client = WebClient(token=workspace.bot_token, base_url=workspace.api_url)
        ts = workspace.say("dm", "x")
        answer = client.agents_sessions_setStatus(channel_id="D0ALICE", thread_ts=ts, status="processing")
    assert answer["warning"] == "missing_agent_session_stopped_event_subscription"


@pytest.mark.parametrize(
    ("do", "error"),
    [
        (
            lambda c, ts: c.assistant_threads_setStatus(channel_id="D0ALICE", thread_ts="1.0", status="x"),
            "invalid_thread_ts",
        ),
        (
            lambda c, ts: c.assistant_threads_setStatus(channel_id="C0NONE", thread_ts=ts, status="x"),
            "channel_not_found",
        ),
        (
            lambda c, ts: c.assistant_threads_setStatus(
                channel_id="D0ALICE", thread_ts=ts, status="x", loading_messages=["x"] * 11
            ),
            "invalid_arguments",
        ),
        (lambda c, ts: c.assistant_threads_setTitle(channel_id="D0ALICE", thread_ts=ts, title=""), "invalid_arguments"),
        (
            lambda c, ts: c.assistant_threads_setSuggestedPrompts(channel_id="D0ALICE", prompts=PROMPTS * 3),
            "invalid_arguments",
        ),
        (
            lambda c, ts: c.assistant_threads_setSuggestedPrompts(channel_id="D0ALICE", prompts=[{"title": "x"}]),
            "invalid_arguments",
        ),
        (
            lambda c, ts: c.agents_sessions_setStatus(channel_id="D0ALICE", thread_ts=ts, status="asleep"),
            "invalid_arguments",
        ),
        (lambda c, ts: c.agents_sessions_rename(channel_id="D0ALICE", thread_ts=ts, title="x"), "session_not_found"),
    ],
)
def test_refusals(client: WebClient, thread: str, do: Do, error: str) -> None:
    with pytest.raises(SlackApiError) as caught:
        do(client, thread)
    assert caught.value.response["error"] == error
