"""The door of buttons: each asks in the thread what its words would ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.deliver.mailroom import Address
from handlers.room import Room

_ASK = re.compile(r"^ask_")


def register(app: App, room: Room) -> None:
    """Listen for buttons."""

    @app.action(_ASK)
    def answer(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        ack()
        container = body.get("container") or {}
        workspace, channel, user = room.workspace, body["channel"]["id"], body["user"]["id"]
        key = str(action["action_id"]).removeprefix("ask_")
        if container.get("is_ephemeral"):
            if not _privately(room, workspace, channel, user, key, str(body.get("response_url") or "")):
                _forgotten(room, body, action)
            return
        message = body.get("message") or {}
        root = message.get("thread_ts") or message.get("ts") or container["message_ts"]
        # A button asks about its own message, not about what its thread went on to.
        own = room.mail.message(workspace, channel, message.get("ts") or container["message_ts"])
        subject = own or room.mail.thread(workspace, channel, root)
        to = Address(workspace, channel, user, root)
        if subject is None:
            _forgotten(room, body, action)
            return
        words = room.desk.words_of(key, subject)
        reply = room.desk.press(key, room.now().date(), subject=subject, asked=(user, words))
        if reply is None:
            return
        wait = room.too_much(to)
        if wait is not None:
            room.aside.answer(str(body.get("response_url")), room.desk.limited(wait, reply).payload)
        else:
            pressed = f"press:{container.get('message_ts')}:{action['action_id']}:{action.get('action_ts')}:{user}"
            replaces = str(container["message_ts"]) if reply.picked else None
            room.mail.post(to, (pressed,), reply.messages, reply.subject, replaces=replaces)


def _privately(room: Room, workspace: str, channel: str, user: str, key: str, response_url: str) -> bool:
    """Answer a button of a private answer to the same person alone; False where it is about nothing known of theirs."""
    subject = room.mail.last_asked(workspace, channel, user)
    if subject is None or not response_url:
        return False
    reply = room.desk.press(key, room.now().date(), subject=subject)
    if reply is None:
        return True
    to = Address(workspace, channel, user)
    wait = room.too_much(to, private=True)
    if wait is not None:
        room.aside.answer(response_url, room.desk.limited(wait, reply).payload)
    else:
        shown = reply.messages[:1]
        room.mail.note(to, (), shown, reply.subject)
        room.aside.answer(response_url, *(message.payload for message in shown), replaces=reply.picked)
    return True


def _forgotten(room: Room, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
    """Tell who pressed that the answer is no longer known, in the language of the button."""
    label = str((action.get("text") or {}).get("text") or "")
    if body.get("response_url"):
        room.aside.answer(str(body["response_url"]), room.desk.trouble(label, "forgotten", "").payload)
