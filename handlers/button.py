"""The door of buttons: each asks in the thread what its words would ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.deliver.mailroom import Address, new_mark
from bot.window import given
from handlers.pressed import MENU, Pressed, forgotten, key_of, pressed
from handlers.room import Room

_ASK = re.compile(r"^ask_")


def register(app: App, room: Room) -> None:
    """Listen for buttons."""

    @app.action(MENU)
    @app.action(_ASK)
    def answer(ack: Ack, body: Mapping[str, Any], action: Mapping[str, Any]) -> None:
        ack()
        container = body.get("container") or {}
        workspace, channel, user = room.workspace, body["channel"]["id"], body["user"]["id"]
        key = key_of(action)
        if container.get("is_ephemeral"):
            _privately(room, pressed(room, body, action), key)
            return
        message = body.get("message") or {}
        root = message.get("thread_ts") or message.get("ts") or container["message_ts"]
        # A button asks about its own message, not about what its thread went on to.
        own = room.mail.message(workspace, channel, message.get("ts") or container["message_ts"])
        subject = own or room.mail.thread(workspace, channel, root)
        to = Address(workspace, channel, user, root)
        if subject is None:
            forgotten(room, pressed(room, body, action))
            return
        words = room.desk.words_of(key, subject)
        reply = room.desk.press(key, room.now().date(), subject=subject, asked=(user, words))
        if reply is None:
            return
        wait = room.too_much(to)
        if wait is not None:
            room.aside.answer(str(body.get("response_url")), room.desk.limited(wait, reply).payload)
        else:
            once = f"press:{container.get('message_ts')}:{action['action_id']}:{action.get('action_ts')}:{user}"
            replaces = str(container["message_ts"]) if reply.picked else None
            room.mail.post(to, (once,), reply.messages, reply.subject, replaces=replaces)


def _privately(room: Room, about: Pressed, key: str) -> None:
    """Answer a button of a private answer to the same person alone."""
    url = about.to.response_url
    if about.subject is None or not url:
        forgotten(room, about)
        return
    reply = room.desk.press(key, room.now().date(), subject=about.subject)
    if reply is None:
        return
    wait = room.too_much(about.to, private=True)
    if wait is not None:
        room.aside.answer(url, room.desk.limited(wait, reply).payload)
    else:
        mark = new_mark()
        room.mail.note(about.to, (), reply.messages[:1], reply.subject, mark)
        shown = given(room.desk, reply, mark)[:1]
        room.aside.answer(url, *(message.payload for message in shown), replaces=reply.picked)
