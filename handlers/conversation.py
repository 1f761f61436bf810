"""Words in a thread: answered there, in the order in which they were said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.deliver.mailroom import Address
from bot.desk import Reply
from handlers.lane import lane
from handlers.room import Room


def hear(room: Room, event: Mapping[str, Any], body: Mapping[str, Any], *, addressed: bool) -> None:
    """Answer somebody's words, one after the other in each thread; a message of its own begins a thread."""
    root = str(event.get("thread_ts") or event["ts"])
    to = Address(room.workspace, event["channel"], event["user"], root)
    text = str(event.get("text") or "")
    # Its id and its place: one mention comes as two events.
    keys = (f"event:{body['event_id']}", f"said:{event['channel']}:{event['ts']}")
    with room.lanes.turn(lane(to.channel, root), str(body["event_id"])):
        subject = room.mail.thread(to.workspace, to.channel, root)
        if subject is None and not addressed:
            return
        languages = room.preferences.languages(text, room.preferred(to))
        reply = room.desk.ask(text, room.now().date(), subject=subject, addressed=addressed, languages=languages)
        if reply.silent:
            return
        _post(room, to, keys, reply, subject)


def _post(room: Room, to: Address, keys: tuple[str, ...], reply: Reply, subject: str | None) -> None:
    """Put an answer out in its thread."""
    wait = room.too_much(to)
    if wait is not None:
        if wait.first:
            room.aside.whisper(to.channel, to.user, to.thread_ts, room.desk.limited(wait, reply).payload)
        return
    replaces = room.mail.asking(to, subject) if reply.picked and subject is not None else None
    room.mail.post(to, keys, reply.messages, reply.subject, replaces=replaces)
