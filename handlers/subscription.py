"""The doors of subscriptions: their buttons, and a reviewer's two buttons."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.core.message import Message
from bot.deliver.mailroom import Address
from handlers.later import later
from handlers.room import Room
from handlers.subscribe import open_change

_SUBSCRIPTION = re.compile(r"^subscription_")
_REVIEW = re.compile(r"^review_")
_GONE = {"channel_archive": "is_archived", "group_archive": "is_archived", "channel_left": "not_in_channel",
         "group_left": "not_in_channel", "channel_deleted": "channel_not_found",
         "group_deleted": "channel_not_found"}  # fmt: skip
"""Events of a channel that is lost to the bot, with the word Slack has for posting there."""


def register(app: App, room: Room) -> None:
    """Listen for them."""

    @app.action(_SUBSCRIPTION)
    def press(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        ack()
        to, key, value = (
            _address(room, body),
            str(action["action_id"]).partition("_")[2],
            str(action.get("value") or ""),
        )
        if key == "more":
            key, _, value = str((action.get("selected_option") or {}).get("value") or "").partition(":")
        if key == "change":
            later(room, to, lambda: open_change(room, to, str(body["trigger_id"]), value))
            return
        listed = bool((body.get("container") or {}).get("is_ephemeral"))
        later(room, to, lambda: _pressed(room, to, key, value, listed=listed))

    @app.action(_REVIEW)
    def decide(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        ack()
        to, key = _address(room, body), str(action["action_id"]).partition("_")[2]

        def decided() -> tuple[Message, ...]:
            message = room.counter.decide(to, key, str(action.get("value") or ""))
            room.aside.replace(to.response_url or "", message.payload)
            return ()

        later(room, to, decided)

    for event in _GONE:
        app.event(event)(_left(room))


def _pressed(room: Room, to: Address, key: str, value: str, *, listed: bool) -> tuple[Message, ...]:
    messages = room.counter.press(to, key, value, relist=listed)
    if not listed:
        return messages
    room.aside.replace(to.response_url or "", messages[0].payload)
    return ()


def _left(room: Room) -> Callable[..., None]:
    def interrupt(event: Mapping[str, Any]) -> None:
        workspace, channel, why = room.workspace, str(event["channel"]), _GONE[str(event["type"])]
        room.mail.learn_member(workspace, channel, member=False)
        room.aside.do(lambda: room.counter.interrupt(workspace, channel, why))

    return interrupt


def _address(room: Room, body: Mapping[str, Any]) -> Address:
    channel = (body.get("channel") or {}).get("id") or body["user"]["id"]
    response_url = str(body.get("response_url") or "") or None
    return Address(room.workspace, channel, body["user"]["id"], response_url=response_url)
