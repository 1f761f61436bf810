"""The door of the message shortcut: the figures of a colleague's message, checked in a window of one's own."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk.errors import SlackApiError

from bot.checked import check_figures
from bot.deliver.mailroom import Address
from bot.window import limited, say
from handlers.room import Room

_log = logging.getLogger(__name__)


def register(app: App, room: Room) -> None:
    """Listen for the shortcut."""

    @app.message_shortcut("check_figures")
    def check(ack: Ack, body: Mapping[str, Any]) -> None:
        ack()
        text = str((body.get("message") or {}).get("text") or "")
        to = Address(room.workspace, str(body["channel"]["id"]), str(body["user"]["id"]))
        wait = room.too_much(to, private=True)
        if wait is not None:
            message = limited(room.desk, wait, "shortcut", None, text)
            room.aside.answer(str(body.get("response_url") or ""), message.payload)
            return
        view = check_figures(room.desk, text, room.now().date())
        try:
            room.aside.open(str(body["trigger_id"]), view)
        except (SlackApiError, OSError) as error:
            # A trigger is good for three seconds.
            _log.warning("a window was not opened: %s", error)
            message = say(room.desk, "window", None, text, shortcut=True)
            room.aside.answer(str(body.get("response_url") or ""), message.payload)
