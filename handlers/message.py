"""The door of plain messages: direct ones, and replies in threads the bot knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt import App

from handlers.conversation import hear
from handlers.room import Room

_PLAIN = frozenset({None, "thread_broadcast", "file_share"})
"""Subtypes that are somebody's words; the others tell of edits, joins and bots."""


def register(app: App, room: Room) -> None:
    """Listen for messages."""

    @app.event("message")
    def answer(event: Mapping[str, Any], body: Mapping[str, Any]) -> None:
        text = event.get("text") or ""
        is_direct = event.get("channel_type") == "im"
        if event.get("bot_id") or event.get("subtype") not in _PLAIN or not event.get("user"):
            return
        # A mention in a channel comes as app_mention too, which is answered there.
        if not is_direct and (room.is_addressed(text) or not event.get("thread_ts")):
            return
        hear(room, event, body, addressed=is_direct)
