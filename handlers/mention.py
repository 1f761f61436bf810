"""The door of `@kwai …`: answered in the thread of the words that named it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt import App

from bot.deliver.mailroom import Address
from handlers.room import Room


def register(app: App, room: Room) -> None:
    """Listen for mentions."""

    @app.event("app_mention")
    def answer(event: Mapping[str, Any], body: Mapping[str, Any]) -> None:
        if event.get("bot_id") or not event.get("user"):
            return
        to = Address(room.workspace, event["channel"], event["user"], event.get("thread_ts") or event["ts"])
        room.in_thread(to, event.get("text") or "", keys_of(event, body), addressed=True)


def keys_of(event: Mapping[str, Any], body: Mapping[str, Any]) -> tuple[str, ...]:
    """What marks an event as seen: its id, and its place, as one mention comes as two events."""
    return (f"event:{body['event_id']}", f"said:{event['channel']}:{event['ts']}")
