"""Channels: who comes and goes, what they are called, and what the bot is told of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.workspace import Workspace

Connect = Callable[[App, Workspace], SocketModeHandler]


def test_the_bot_is_told(app: App, workspace: Workspace, connect: Connect) -> None:
    seen: list[dict[str, Any]] = []
    names = "member_joined_channel member_left_channel channel_rename channel_archive channel_unarchive channel_left"

    def hear(event: dict[str, Any]) -> None:
        seen.append(event)

    for name in names.split():
        app.event(name)(hear)

    def after(done: Callable[[], None]) -> dict[str, Any]:
        before = len(seen)
        done()
        return workspace.wait_for(lambda ws: seen[before:])[-1]

    connect(app, workspace)
    assert after(lambda: workspace.leave("kwai", user="bob"))["user"] == "U0BOB"
    back = after(lambda: workspace.invite("kwai", guest="bob"))
    assert (back["type"], back["user"], back["inviter"]) == ("member_joined_channel", "U0BOB", "U0ALICE")
    renamed = after(lambda: workspace.rename("kwai", "Kling news"))
    assert (renamed["channel"]["id"], renamed["channel"]["name"]) == ("C0KWAI", "kling-news")
    assert after(lambda: workspace.archive("kling-news"))["type"] == "channel_archive"
    assert after(lambda: workspace.archive("kling-news", False))["type"] == "channel_unarchive"
    gone = after(lambda: workspace.remove("kling-news", user="bob"))
    assert (gone["type"], gone["actor_id"]) == ("channel_left", "U0BOB")
    subtypes = [message.get("subtype") for message in workspace.messages("kling-news")]
    assert subtypes == "channel_leave channel_join channel_name channel_archive channel_unarchive channel_leave".split()


def test_archived_and_deleted(workspace: Workspace, client: WebClient) -> None:
    workspace.archive("kwai")
    assert client.conversations_info(channel="C0KWAI")["channel"]["is_archived"]
    listed = client.conversations_list(exclude_archived=True)["channels"]
    assert [room["name"] for room in listed] == ["strategy", "random"]
    for call in (
        lambda: client.chat_postMessage(channel="C0KWAI", text="x"),
        lambda: client.chat_postEphemeral(channel="C0KWAI", user="U0BOB", text="x"),
    ):
        with pytest.raises(SlackApiError) as caught:
            call()
        assert caught.value.response["error"] == "is_archived"
    with pytest.raises(ValueError, match="is_archived"):
        workspace.say("kwai", "x")
    workspace.delete("kwai")
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="C0KWAI", text="x")
    assert caught.value.response["error"] == "channel_not_found"


def test_who_may_write(workspace: Workspace) -> None:
    workspace.leave("random", user="bob")
    with pytest.raises(ValueError, match="not_in_channel"):
        workspace.say("random", "x", user="bob")
    workspace.join("random", user="bob")
    assert workspace.say("random", "x", user="bob")


@pytest.mark.parametrize(("name", "error"), [("", "bad_name"), ("a/b", "bad_name"), ("Strategy", "name_taken")])
def test_names_that_cannot_be(workspace: Workspace, name: str, error: str) -> None:
    with pytest.raises(ValueError, match=error):
        workspace.rename("kwai", name)
    assert workspace.messages("kwai") == ()
