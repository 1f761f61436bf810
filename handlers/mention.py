"""The door of `@kwai …`: answered in the thread of the words that named it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt import App

from handlers.conversation import hear
from handlers.room import Room


def register(app: App, room: Room) -> None:
    """Listen for mentions."""

    @app.event("app_mention")
    def answer(event: Mapping[str, Any], body: Mapping[str, Any]) -> None:
        if event.get("bot_id") or not event.get("user"):
            return
        hear(room, event, body, addressed=True)
