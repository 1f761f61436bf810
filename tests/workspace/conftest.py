"""A workspace and a tiny Bolt app connected to it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.workspace import HandClock, Pace, Site, Workspace, open_workspace, small_site

MANIFEST = Path(__file__).parents[2] / "manifest.json"


EVENTS = """app_home_opened app_context_changed agent_session_stopped agent_session_title_changed member_joined_channel member_left_channel
channel_rename channel_archive channel_unarchive channel_left channel_deleted channel_created""".split()
SHORTCUTS = [
    {"name": "Check the figures", "type": "message", "callback_id": "check", "description": "Against the book"},
    {"name": "Ask", "type": "global", "callback_id": "ask", "description": "A figure"},
]


def grown(manifest: dict[str, Any]) -> dict[str, Any]:
    """The manifest of an app that uses everything a workspace has."""
    manifest["features"]["app_home"]["home_tab_enabled"] = True
    manifest["features"]["shortcuts"] = SHORTCUTS
    bot_events = manifest["settings"]["event_subscriptions"]["bot_events"]
    bot_events.extend(event for event in EVENTS if event not in bot_events)
    return manifest


@pytest.fixture
def site() -> Site:
    return small_site(grown(json.loads(MANIFEST.read_text(encoding="utf-8"))))


@pytest.fixture
def clock() -> HandClock:
    return HandClock(datetime(2025, 11, 28, 1, 0, tzinfo=UTC))


@pytest.fixture
def pace() -> Pace:
    return Pace()


@pytest.fixture
def workspace(site: Site, clock: HandClock, pace: Pace) -> Iterator[Workspace]:
    with open_workspace(site, clock, pace=pace) as opened:
        yield opened


@pytest.fixture
def client(workspace: Workspace) -> WebClient:
    return WebClient(token=workspace.bot_token, base_url=workspace.api_url, retry_handlers=[], timeout=5)


@pytest.fixture
def app(client: WebClient) -> App:
    return App(client=client)


@pytest.fixture
def connect() -> Iterator[Callable[[App, Workspace], SocketModeHandler]]:
    started: list[tuple[SocketModeHandler, Workspace]] = []

    def start(app: App, workspace: Workspace) -> SocketModeHandler:
        handler = SocketModeHandler(app, workspace.app_token, ping_interval=0.5)
        started.append((handler, workspace))
        handler.connect()  # type: ignore[no-untyped-call]
        workspace.wait_for(lambda ws: ws.connected())
        return handler

    yield start
    for handler, workspace in started:
        stop(handler, workspace)


def stop(handler: SocketModeHandler, workspace: Workspace) -> None:
    """Close the client at once: it takes seconds while it still reads, and one more while its queue is empty."""
    client = handler.client
    client.auto_reconnect_enabled = False
    workspace.cut()
    workspace.wait_for(lambda ws: not client.is_connected())
    client.closed = True
    client.enqueue_message("{}")
    handler.close()  # type: ignore[no-untyped-call]
