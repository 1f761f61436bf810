"""Shortcuts: from a message's menu, and from anywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.blockkit import build
from bot.workspace import Workspace

Connect = Callable[[App, Workspace], SocketModeHandler]
VIEW = {"type": "modal", "title": build.plain_text("Figures"), "blocks": [build.section("agrees")]}


def test_message_shortcut(app: App, workspace: Workspace, connect: Connect) -> None:
    seen: list[Any] = []

    def check(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        seen.append(body)
        client.views_open(trigger_id=body["trigger_id"], view=VIEW)
        WebhookClient(body["response_url"]).send(text="only for you")

    app.shortcut("check")(check)
    connect(app, workspace)
    ts = workspace.say("strategy", "GMV was 385bn", user="bob")
    assert workspace.message_shortcut("check", ts, channel="strategy").acked
    workspace.wait_for(lambda ws: ws.view() and ws.ephemerals("strategy"))
    body = seen[0]
    assert (body["type"], body["callback_id"]) == ("message_action", "check")
    assert (body["message"]["text"], body["message"]["user"], body["message_ts"]) == ("GMV was 385bn", "U0BOB", ts)
    assert (body["user"]["id"], body["channel"]) == ("U0ALICE", {"id": "C0STRATEGY", "name": "strategy"})
    assert workspace.view("bob") is None


def test_global_shortcut(app: App, workspace: Workspace, connect: Connect) -> None:
    seen: list[Any] = []

    def ask(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        seen.append(body)
        client.views_open(trigger_id=body["trigger_id"], view=VIEW)

    app.shortcut("ask")(ask)
    connect(app, workspace)
    assert workspace.shortcut("ask", user="bob").acked
    workspace.wait_for(lambda ws: ws.view("bob"))
    assert seen[0]["type"] == "shortcut"
    assert not {"channel", "message", "response_url"} & set(seen[0])


def test_shortcuts_that_are_not_there(workspace: Workspace, client: WebClient) -> None:
    ts = workspace.say("kwai", "x")
    private = client.chat_postEphemeral(channel="C0KWAI", user="U0ALICE", text="x")["message_ts"]
    for name, stamp in (("ask", ts), ("check", "1.0"), ("check", private)):
        with pytest.raises(KeyError):
            workspace.message_shortcut(name, stamp, channel="kwai")
    with pytest.raises(KeyError):
        workspace.shortcut("check")
