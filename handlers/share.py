"""The door of Share in channel: a private answer becomes everybody's, once, under the name of who shares it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App

from bot.window import shared
from handlers.pressed import MENU, Pressed, chosen, pressed, tell, waits
from handlers.room import Room


def register(app: App, room: Room) -> None:
    """Listen for the menu's entry."""

    @app.action(MENU, matchers=chosen("share"))
    def share(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        ack()
        about = pressed(room, body, action)
        if waits(room, about, private=False):
            return
        # Whether the bot is in the channel is asked of Slack, and nobody waits for that.
        room.aside.do(lambda: _share(room, about))


def _share(room: Room, about: Pressed) -> None:
    reading = about.reading if about.mark else None
    messages = shared(room.desk, reading, about.to.user, room.now().date()) if reading else ()
    if not messages:
        tell(room, about, "share", reason="forgotten")
    elif not room.aside.is_member(about.to.channel):
        tell(room, about, "share", reason="not_member")
    elif not room.mail.post(replace(about.to, response_url=None), (f"share:{about.mark}",), messages, about.subject):
        tell(room, about, "share", reason="already")
