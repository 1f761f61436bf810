"""Messages that one person sees: pressed, replaced and deleted through their response_url."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.blockkit import build
from bot.workspace import Workspace

Connect = Callable[[App, Workspace], SocketModeHandler]
BLOCKS = [build.actions([build.button("Share", "share", "1"), build.button("Close", "close", "1")])]


def test_an_ephemeral_message_is_replaced_and_deleted(
    app: App, workspace: Workspace, client: WebClient, connect: Connect
) -> None:
    bodies: list[dict[str, Any]] = []

    def press(ack: Any, action: dict[str, Any], body: dict[str, Any]) -> None:
        ack()
        bodies.append(body)
        hook = WebhookClient(body["response_url"])
        if action["action_id"] == "close":
            hook.send(delete_original=True)
        else:
            hook.send(text="shared", blocks=BLOCKS, replace_original=True)

    app.action("share")(press)
    app.action("close")(press)
    connect(app, workspace)
    ts = client.chat_postEphemeral(channel="C0KWAI", user="U0BOB", text="only Bob", blocks=BLOCKS)["message_ts"]
    assert workspace.messages("kwai") == () and workspace.ephemerals("kwai", "alice") == ()
    with pytest.raises(KeyError):
        workspace.press(ts, "share", channel="kwai", user="alice")
    workspace.press(ts, "share", channel="kwai", user="bob")
    workspace.wait_for(lambda ws: ws.ephemerals("kwai", "bob")[0]["text"] == "shared")
    assert bodies[0]["container"]["is_ephemeral"] and "message" not in bodies[0]
    with pytest.raises(SlackApiError, match="message_not_found"):
        client.chat_update(channel="C0KWAI", ts=ts, text="x")
    workspace.press(ts, "close", channel="kwai", user="bob")
    workspace.wait_for(lambda ws: not ws.ephemerals("kwai", "bob"))
