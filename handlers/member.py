"""The door of joining and leaving: the bot learns where it is, and posts nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt import App

from handlers.room import Room


def register(app: App, room: Room) -> None:
    """Listen for the bot's own joining."""

    @app.event("member_joined_channel")
    def learn(event: Mapping[str, Any]) -> None:
        if event.get("user") == room.bot_user:
            room.mail.learn_member(room.workspace, event["channel"], member=True)
