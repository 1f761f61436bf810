"""The app's own place: its Home tab, and the events of coming to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.blockkit import build
from bot.workspace import HandClock, Site, Workspace, open_workspace

Connect = Callable[[App, Workspace], SocketModeHandler]


def home(word: str) -> dict[str, Any]:
    return {"type": "home", "blocks": [build.section(word), build.actions([build.button("Go", "go", "1")])]}


def test_home_is_published_pressed_and_published_again(app: App, workspace: Workspace, connect: Connect) -> None:
    events: list[dict[str, Any]] = []

    def greet(event: dict[str, Any], client: WebClient) -> None:
        events.append(event)
        client.views_publish(user_id=event["user"], view=home(f"for {event['user']}"))

    def go(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        assert body["container"]["type"] == "view" and body["view"]["type"] == "home"
        client.views_publish(user_id=body["user"]["id"], view=home("went"), hash=body["view"]["hash"])

    app.event("app_home_opened")(greet)
    app.action("go")(go)
    connect(app, workspace)
    workspace.open_home()
    first = workspace.wait_for(lambda ws: ws.home())
    assert first["blocks"][0]["text"]["text"] == "for U0ALICE"
    assert (events[0]["tab"], events[0]["channel"], "view" in events[0]) == ("home", "D0ALICE", False)
    assert workspace.home("bob") is None
    assert workspace.press_in_home("go", value="1").acked
    second = workspace.wait_for(lambda ws: ws.home()["blocks"][0]["text"]["text"] == "went" and ws.home())
    assert second["id"] == first["id"] and second["hash"] != first["hash"]
    workspace.open_home()
    assert workspace.wait_for(lambda ws: events[1:])[0]["view"]["id"] == first["id"]


@pytest.mark.parametrize(
    ("view", "arguments", "error"),
    [
        (home("x"), {"user_id": "U0NONE"}, "invalid_arguments"),
        ({**home("x"), "type": "modal"}, {"user_id": "U0BOB"}, "invalid_arguments"),
        (home(""), {"user_id": "U0BOB"}, "invalid_arguments"),
        (home("x"), {"user_id": "U0BOB", "hash": "1.0"}, "hash_conflict"),
        ({"type": "home", "blocks": [build.pie("p", {"a": Decimal(1)})]}, {"user_id": "U0BOB"}, "invalid_arguments"),
        ({**home("x"), "blocks": [build.section("x" * 2900)] * 101}, {"user_id": "U0BOB"}, "view_too_large"),
    ],
)
def test_what_publish_refuses(client: WebClient, view: dict[str, Any], arguments: Any, error: str) -> None:
    with pytest.raises(SlackApiError) as caught:
        client.views_publish(view=view, **arguments)
    assert caught.value.response["error"] == error


def test_an_app_without_a_home_tab(site: Site, clock: HandClock) -> None:
    homeless = replace(site, manifest=replace(site.manifest, home_tab=False))
    with open_workspace(homeless, clock) as workspace:
        client = WebClient(token=workspace.bot_token, base_url=workspace.api_url)
        with pytest.raises(SlackApiError) as caught:
            client.views_publish(user_id="U0BOB", view=home("x"))
    assert caught.value.response["error"] == "not_enabled"


def test_pane_says_what_stands_beside_it(app: App, workspace: Workspace, connect: Connect) -> None:
    seen: list[dict[str, Any]] = []

    def hear(event: dict[str, Any]) -> None:
        seen.append(event)

    for name in ("app_home_opened", "app_context_changed"):
        app.event(name)(hear)
    connect(app, workspace)
    workspace.open_pane(beside="strategy")
    workspace.wait_for(lambda ws: seen)
    workspace.look("random")
    opened, moved = workspace.wait_for(lambda ws: seen[1:] and seen)
    assert (opened["tab"], opened["context"]["entities"][0]["value"]) == ("messages", "C0STRATEGY")
    assert moved["context"] == {
        "entities": [{"type": "slack#/types/channel_id", "value": "C0RANDOM", "team_id": "T0TRY"}]
    }
    workspace.look("dm")
    assert workspace.wait_for(lambda ws: seen[2:])[0]["context"] == {}
