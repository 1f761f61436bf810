"""What was pressed: whose answer it is about, found anew on the server each time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.deliver.mailroom import Address
from bot.window import limited, say
from handlers.room import Room

MENU = "more"
"""The action id of the menu under an answer."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press: who and where, on which message, and what that is about; None where nothing is known of it.

    `mark` is what a private answer's buttons carry, `reading` how its question was understood.
    """

    to: Address
    message_ts: str
    label: str
    subject: str | None
    mark: str = ""
    reading: str | None = None


def key_of(action: Mapping[str, Any]) -> str:
    """What a button, or the chosen entry of the menu, asks for."""
    if action["action_id"] == MENU:
        return str((action.get("selected_option") or {}).get("value") or "")
    return str(action["action_id"]).removeprefix("ask_")


def chosen(key: str) -> list[Any]:
    """Matchers of one entry of the menu."""

    def is_chosen(action: Mapping[str, Any]) -> bool:
        return key_of(action) == key

    return [is_chosen]


def pressed(room: Room, body: Mapping[str, Any], action: Mapping[str, Any]) -> Pressed:
    """What a press is about: a private answer is its asker's alone, a public one anybody's in the channel."""
    container = body.get("container") or {}
    message = body.get("message") or {}
    ts = str(message.get("ts") or container.get("message_ts") or "")
    workspace, channel, user = room.workspace, body["channel"]["id"], body["user"]["id"]
    to = Address(workspace, channel, user, response_url=str(body.get("response_url") or ""))
    text = action.get("text") or (action.get("selected_option") or {}).get("text") or {}
    label = str(text.get("text") or "")
    if container.get("is_ephemeral"):
        mark = str(action.get("block_id") or "")
        given = room.mail.given(to, mark)
        if given is None:
            # The answer may not be noted yet, or be of a version before marks.
            return Pressed(to, ts, label, room.mail.last_asked(workspace, channel, user))
        return Pressed(to, ts, label, given.subject, mark, given.reading)
    root = str(message.get("thread_ts") or ts)
    subject = room.mail.message(workspace, channel, ts) or room.mail.thread(workspace, channel, root)
    return Pressed(to, ts, label, subject)


def tell(room: Room, about: Pressed, name: str, **said: Any) -> None:
    """Say a sentence to who pressed, and to nobody else."""
    if about.to.response_url:
        message = say(room.desk, name, about.subject, about.label, **said)
        room.aside.answer(about.to.response_url, message.payload)


def waits(room: Room, about: Pressed, *, private: bool = True) -> bool:
    """Whether too much was asked for this press to count; who pressed is told when to press again."""
    wait = room.too_much(about.to, private=private)
    if wait is not None and about.to.response_url:
        message = limited(room.desk, wait, "press", about.subject, about.label)
        room.aside.answer(about.to.response_url, message.payload)
    return wait is not None


def forgotten(room: Room, about: Pressed) -> None:
    """Tell who pressed that the answer is no longer known, in the language of the button."""
    if about.to.response_url:
        room.aside.answer(about.to.response_url, room.desk.trouble(about.label, "forgotten", "").payload)
