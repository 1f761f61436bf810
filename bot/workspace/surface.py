"""Where an element stands: in a message, in a modal, on a home tab."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.workspace.fields import Entries, entries
from bot.workspace.gone import Gone
from bot.workspace.room import Message, Room
from bot.workspace.site import Person
from bot.workspace.state import State
from bot.workspace.views import View


@dataclass(frozen=True, slots=True)
class Surface:
    """Its key (a ts or a view id), its blocks, what was entered there, and what payloads say of it."""

    key: str
    blocks: list[dict[str, Any]]
    entered: Entries
    fields: Mapping[str, Any]
    room: Room | None = None


def in_view(view: View) -> Surface:
    """A modal or a home tab."""
    fields = {"container": {"type": "view", "view_id": view["id"]}, "view": view}
    return Surface(view["id"], view["blocks"], view["state"]["values"], fields)


def in_message(state: State, room: Room, person: Person, ts: str) -> Surface:
    """A message that the person sees, public or theirs alone; KeyError when there is none."""
    message, public = seen(state, room, person, ts)
    entered = entries(message.get("blocks"), state.entered.get((person.id, ts), {}))
    state.entered[person.id, ts] = entered
    container = {"type": "message", "message_ts": ts, "channel_id": room.id, "is_ephemeral": not public}
    if "thread_ts" in message:
        container["thread_ts"] = message["thread_ts"]
    fields: dict[str, Any] = {"container": container, "channel": in_room(room), "state": {"values": entered}}
    if public:
        fields["message"] = message
    return Surface(ts, message.get("blocks", []), entered, fields, room)


def seen(state: State, room: Room, person: Person, ts: str) -> tuple[Message, bool]:
    """A message of the room, and whether everybody sees it; KeyError when the person sees none."""
    message = room.message(ts)
    if message is not None:
        return message, True
    for whisper in state.whispers:
        if (whisper.room, whisper.user, whisper.message["ts"]) == (room.id, person.id, ts):
            return whisper.message, False
    raise Gone(f"no message {ts}")


def in_room(room: Room) -> dict[str, str]:
    """A room as interactive payloads name it."""
    return {"id": room.id, "name": room.name or "directmessage"}
