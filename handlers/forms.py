"""The doors that open forms: shortcuts, and the buttons under answers and at Home."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App

from bot import asking, choosing
from bot.deliver.mailroom import Address
from handlers.ask import open_ask
from handlers.entered import person
from handlers.room import Room
from handlers.settings import open_settings
from handlers.subscribe import open_subscribe

Open = Callable[[Room, Address, str, str], None]
"""Opens a form for somebody, by their trigger, in the language of their words."""
_OPEN: Mapping[str, Open] = {"ask": open_ask, "subscribe": open_subscribe, "settings": open_settings}
FORMS = frozenset(_OPEN)
"""The forms there are, by the last word of their buttons' action ids."""
_SHORTCUTS = {"ask_figure": "ask", "subscribe_digest": "subscribe", "change_settings": "settings"}
"""The form of each shortcut of the manifest."""
_SHORTCUT = re.compile(rf"^(?:{'|'.join(_SHORTCUTS)})$")
_BUTTON = re.compile(rf"^(?:home_)?form_(?P<form>{'|'.join(_OPEN)})$")


def register(app: App, room: Room) -> None:
    """Listen for them."""

    @app.shortcut(_SHORTCUT)
    def shortcut(ack: Ack, body: Mapping[str, Any]) -> None:
        ack()
        form = _SHORTCUTS[str(body["callback_id"])]
        _OPEN[form](room, person(room.workspace, body), str(body["trigger_id"]), "")

    @app.action(_BUTTON)
    def button(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        ack()
        found = _BUTTON.match(str(action["action_id"]))
        assert found is not None
        label = str((action.get("text") or {}).get("text") or "")
        _OPEN[found["form"]](room, _address(room, body), str(body["trigger_id"]), label)


def opens(text: str) -> Open | None:
    """What opens the form that the words of a command ask for; None where they ask for none."""
    if asking.wants_form(text):
        return open_ask
    return open_settings if choosing.wants_form(text) else None


def _address(room: Room, body: Mapping[str, Any]) -> Address:
    """Who pressed, and where: on the home tab there is no channel."""
    channel = str((body.get("channel") or {}).get("id") or body["user"]["id"])
    url = str(body.get("response_url") or "") or None
    return Address(room.workspace, channel, str(body["user"]["id"]), response_url=url)
