"""The door of Source: the prints behind an answer, in a window."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk.errors import SlackApiError

from bot.window import sources
from handlers.pressed import forgotten, pressed, tell, waits
from handlers.room import Room

_log = logging.getLogger(__name__)


def register(app: App, room: Room) -> None:
    """Listen for the button; typed in the thread, its word is answered there."""

    @app.action("ask_source")
    def show(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        ack()
        about = pressed(room, body, action)
        if waits(room, about):
            return
        view = sources(room.desk, about.subject, room.now().date()) if about.subject else None
        if view is None:
            forgotten(room, about)
            return
        try:
            room.aside.open(str(body["trigger_id"]), view)
        except (SlackApiError, OSError) as error:
            # A trigger is good for three seconds.
            _log.warning("a window was not opened: %s", error)
            tell(room, about, "window", shortcut=False)
