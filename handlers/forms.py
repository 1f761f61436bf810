"""The doors that open forms: shortcuts, and the buttons under answers and at Home."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.deliver.mailroom import Address
from handlers.ask import open_ask
from handlers.entered import person
from handlers.room import Room
from handlers.subscribe import open_subscribe

_BUTTON = re.compile(r"^(?:home_)?form_(?P<form>ask|subscribe)$")
_OPEN: Mapping[str, Callable[[Room, Address, str, str], None]] = {"ask": open_ask, "subscribe": open_subscribe}


def register(app: App, room: Room) -> None:
    """Listen for them."""

    @app.shortcut("ask_figure")
    def shortcut(ack: Ack, body: Mapping[str, Any]) -> None:
        ack()
        open_ask(room, person(room.workspace, body), str(body["trigger_id"]))

    @app.action(_BUTTON)
    def button(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        ack()
        found = _BUTTON.match(str(action["action_id"]))
        assert found is not None
        label = str((action.get("text") or {}).get("text") or "")
        _OPEN[found["form"]](room, _address(room, body), str(body["trigger_id"]), label)


def _address(room: Room, body: Mapping[str, Any]) -> Address:
    """Who pressed, and where: on the home tab there is no channel."""
    channel = str((body.get("channel") or {}).get("id") or body["user"]["id"])
    url = str(body.get("response_url") or "") or None
    return Address(room.workspace, channel, str(body["user"]["id"]), response_url=url)
