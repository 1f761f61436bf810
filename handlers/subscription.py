"""The doors of subscriptions: their buttons, their form, and a reviewer's two buttons."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.core.message import Message
from bot.deliver.mailroom import Address, StoreUnavailable
from handlers.room import Room

_log = logging.getLogger(__name__)

_SUBSCRIPTION = re.compile(r"^subscription_")
_REVIEW = re.compile(r"^review_")
_FORM = "subscription_form"
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
            later(room, to, lambda: _open(room, to, str(body["trigger_id"]), value))
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

    @app.view(_FORM)
    def change(ack: Ack, body: Mapping[str, Any], view: Mapping[str, Any]) -> None:
        value, entered = str(view.get("private_metadata") or ""), _entered(view)
        wrong = room.counter.wrong_fields(value, entered)
        if wrong:
            ack(response_action="errors", errors=dict(wrong))
            return
        ack()
        user = body["user"]["id"]
        to = Address(room.workspace, user, user)

        def changed() -> tuple[Message, ...]:
            message = room.counter.change(to, value, entered)
            return () if message is None else (message,)

        later(room, to, changed)

    for event in _GONE:
        app.event(event)(_left(room))


def later(room: Room, to: Address, work: Callable[[], tuple[Message, ...]]) -> None:
    """Do what asks Slack something beside the answer; its messages, or its trouble, go to the asker alone."""

    def done() -> None:
        try:
            messages = work()
        except Exception as error:
            reference = secrets.token_hex(2).upper()
            _log.exception("trouble %s", reference)
            reason = "database" if isinstance(error, StoreUnavailable) else "broken"
            messages = (room.desk.trouble("", reason, reference),)
        for message in messages:
            room.aside.show(to.response_url, to.user, message.payload)

    room.aside.do(done)


def _pressed(room: Room, to: Address, key: str, value: str, *, listed: bool) -> tuple[Message, ...]:
    messages = room.counter.press(to, key, value, relist=listed)
    if not listed:
        return messages
    room.aside.replace(to.response_url or "", messages[0].payload)
    return ()


def _open(room: Room, to: Address, trigger: str, value: str) -> tuple[Message, ...]:
    form = room.counter.form(to, value)
    if isinstance(form, Message):
        return (form,)
    room.aside.open(trigger, form)
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


def _entered(view: Mapping[str, Any]) -> dict[str, str]:
    """What was entered, by block id; each block of the form has one field."""
    found: dict[str, str] = {}
    for block, fields in ((view.get("state") or {}).get("values") or {}).items():
        for field in fields.values():
            chosen = (field.get("selected_option") or {}).get("value")
            said = chosen or field.get("selected_user") or field.get("value")
            if said:
                found[block] = str(said)
    return found
