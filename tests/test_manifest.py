"""What Slack is told of the bot: no more than it answers, no less than it needs."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk import WebClient

from bot.home.keeper import Keeper
from bot.manifest import HISTORY, app_manifest, scopes_of, written
from bot.workspace.manifest import read_manifest
from handlers import register
from handlers.room import Room

ROOT = Path(__file__).parents[1]
URL = "https://kwai.example/slack/events"


def test_the_file_is_the_manifest() -> None:
    """manifest.json, which people and the Slack CLI read, is what `kwai manifest` writes."""
    assert written(app_manifest()) == (ROOT / "manifest.json").read_text(encoding="utf-8")


def test_minimal_reads_no_channel() -> None:
    """Without the two histories go their two events, and nothing else."""
    full, less = app_manifest(), app_manifest(minimal=True)
    assert scopes_of(full) - scopes_of(less) == HISTORY
    gone = set(events(full)) - set(events(less))
    assert gone == {"message.channels", "message.groups"}
    assert {**full, "oauth_config": 0, "settings": 0} == {**less, "oauth_config": 0, "settings": 0}


@pytest.mark.parametrize("said", ["https://kwai.example", "https://kwai.example/", URL])
def test_over_http_every_door_has_its_address(said: str) -> None:
    """Socket Mode is off, and commands, events, buttons and menus name one address."""
    manifest = app_manifest(http=said)
    settings = manifest["settings"]
    assert settings["socket_mode_enabled"] is False
    assert settings["event_subscriptions"]["request_url"] == URL
    assert settings["interactivity"] == {"is_enabled": True, "request_url": URL, "message_menu_options_url": URL}
    assert [command["url"] for command in manifest["features"]["slash_commands"]] == [URL]


@pytest.mark.parametrize("manifest", [app_manifest(), app_manifest(minimal=True), app_manifest(http=URL)])
def test_slack_takes_it(manifest: dict[str, Any]) -> None:
    """The lengths and counts of docs.slack.dev/reference/app-manifest; the agent's view, not the assistant's."""
    display, features = manifest["display_information"], manifest["features"]
    assert len(display["name"]) <= 35 and len(display["description"]) <= 140
    assert len(features["bot_user"]["display_name"]) <= 80
    assert "assistant_view" not in features
    agent = features["agent_view"]
    assert len(agent["agent_description"]) <= 300 and len(agent["suggested_prompts"]) <= 4
    for command in features["slash_commands"]:
        assert len(command["command"]) <= 32 and len(command["usage_hint"]) <= 1000
    for shortcut in features.get("shortcuts", ()):
        assert len(shortcut["name"]) <= 24 and len(shortcut["description"]) <= 150
    assert features.get("shortcuts") != []
    assert sorted(scopes_of(manifest)) == manifest["oauth_config"]["scopes"]["bot"]
    assert "assistant:write" in scopes_of(manifest), "agent_view asks for it"


def test_the_workspace_reads_the_same_manifest() -> None:
    """What `make try` shows is what Slack will be told."""
    read = read_manifest(app_manifest(minimal=True))
    assert read.scopes == scopes_of(app_manifest(minimal=True))
    assert read.events == frozenset(events(app_manifest(minimal=True)))
    assert [command.name for command in read.commands] == ["/kwai"]


def test_everything_announced_is_answered() -> None:
    """Each event, command, shortcut and the home tab has a door: nothing in Slack ends in silence."""
    manifest = app_manifest()
    unanswered = [name for name, body in announced(manifest) if not answered(body)]
    assert unanswered == []
    assert not answered(event({"type": "reaction_added"})), "the test itself tells an answer from none"


def answered(body: dict[str, Any]) -> bool:
    """Whether a door takes a request; what the door then does is not looked at."""
    app = App(
        client=WebClient("xoxb-1", base_url="http://127.0.0.1:9/"),
        authorize=lambda **_: AuthorizeResult(
            enterprise_id=None, team_id="T1", bot_user_id="U0", bot_id="B0", bot_token="xoxb-1"
        ),
        process_before_response=True,
        raise_error_for_unhandled_request=True,
    )
    nothing: Any = None
    held: dict[str, Any] = {one.name: nothing for one in fields(Room)}
    keeper = Keeper(nothing, nothing, nothing, monotonic)
    register(app, Room(**{**held, "bot_user": "U0", "workspace": "T1", "homes": keeper}))
    unhandled: list[Exception] = []

    @app.error
    def _(error: Exception) -> BoltResponse:
        if isinstance(error, BoltUnhandledRequestError):
            unhandled.append(error)
        return BoltResponse(status=200)

    app.dispatch(BoltRequest(body=body, mode="socket_mode"))
    return not unhandled


def announced(manifest: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Everything a manifest promises, each with a request that it brings."""
    features = manifest["features"]
    more = {"app_home_opened": {"tab": "messages", "channel": "D1"}}
    found = [(name, event({"type": name.split(".")[0], **more.get(name, {})})) for name in events(manifest)]
    found += [
        (one["command"], {"team_id": "T1", "command": one["command"], "text": ""}) for one in features["slash_commands"]
    ]
    for one in features.get("shortcuts", ()):
        kind = "message_action" if one["type"] == "message" else "shortcut"
        found.append((one["callback_id"], {"team": {"id": "T1"}, "type": kind, "callback_id": one["callback_id"]}))
    if features["app_home"]["home_tab_enabled"]:
        found.append(("the home tab", event({"type": "app_home_opened", "tab": "home"})))
    return found


def event(inner: dict[str, Any]) -> dict[str, Any]:
    return {"type": "event_callback", "event_id": "Ev1", "team_id": "T1", "event": {"user": "U1", **inner}}


def events(manifest: dict[str, Any]) -> list[str]:
    return list(manifest["settings"]["event_subscriptions"]["bot_events"])


def test_the_hooks_of_the_slack_cli_are_json() -> None:
    """`slack run` asks for the manifest and starts the bot by these; the CLI lets the bot open its own socket."""
    hooks = json.loads((ROOT / ".slack" / "hooks.json").read_text(encoding="utf-8"))
    assert set(hooks["hooks"]) == {"get-manifest", "start"}
    assert hooks["config"]["sdk-managed-connection-enabled"] is True
    for watched in hooks["config"]["watch"].values():
        assert all((ROOT / path).exists() for path in watched["paths"])
    local = json.loads((ROOT / ".slack" / "config.json").read_text(encoding="utf-8"))
    assert local["manifest"]["source"] == "local"
