"""Words in a thread: answered there, or heeded where they tell the bot to be quiet or to listen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.agent import at_work, title
from bot.attention import Where, heed, read_attention
from bot.core.preference import Attention, Preferences
from bot.deliver.mailroom import Address
from bot.desk import Reply
from handlers.lane import lane
from handlers.room import Room


def hear(room: Room, event: Mapping[str, Any], body: Mapping[str, Any], *, addressed: bool) -> None:
    """Answer somebody's words, one after the other in each thread; a message of its own begins a thread."""
    begins = not event.get("thread_ts")
    root = str(event["ts"] if begins else event["thread_ts"])
    to = Address(room.workspace, event["channel"], event["user"], root)
    text = room.unaddressed(str(event.get("text") or ""))
    # Its id and its place: one mention comes as two events.
    keys = (f"event:{body['event_id']}", f"said:{event['channel']}:{event['ts']}")
    with room.lanes.turn(lane(to.channel, root), str(body["event_id"])):
        subject = room.mail.thread(to.workspace, to.channel, root)
        preferred = room.preferences.of(to)
        if not addressed and not _listens(subject, preferred):
            return
        wish = read_attention(text)
        if wish is not None and (addressed or wish == "quiet"):
            _heed(room, to, keys, wish, text, subject, preferred, begins=begins)
            return
        languages = room.preferences.languages(text, preferred)
        reply = room.desk.ask(text, room.now().date(), subject=subject, addressed=addressed, languages=languages)
        if reply.silent:
            return
        room.locales.meet(to.user, preferred.person)
        if _post(room, to, keys, reply, subject) and to.channel.startswith("D"):
            _accompany(room, to, reply, begun=subject is None)


def _listens(subject: str | None, preferred: Preferences) -> bool:
    """Whether words that do not name the bot are for it: in a thread of its own, or where it was told to listen."""
    if preferred.is_quiet:
        return False
    return subject is not None or preferred.thread.attention == "listening"


def _heed(
    room: Room,
    to: Address,
    keys: tuple[str, ...],
    wish: Attention,
    text: str,
    subject: str | None,
    preferred: Preferences,
    *,
    begins: bool,
) -> None:
    """Be quiet or listen from now on, and say so; what begins a thread is said to the whole channel.

    It costs nothing: where too much is asked somebody wants quiet most.
    """
    where: Where = "direct" if to.channel.startswith("D") else "channel" if begins else "thread"
    heeded = heed(room.desk, text, wish, where, subject, preferred.languages)
    root = "" if begins else str(to.thread_ts)
    attention = (root, heeded.attention) if heeded.attention is not None else None
    room.mail.post(to, keys, (heeded.message,), None, attention=attention)


def _post(room: Room, to: Address, keys: tuple[str, ...], reply: Reply, subject: str | None) -> bool:
    """Put an answer out in its thread; False where there was too much, or it was taken in before."""
    wait = room.too_much(to)
    if wait is not None:
        if wait.first:
            room.aside.whisper(to.channel, to.user, to.thread_ts, room.desk.limited(wait, reply).payload)
        return False
    replaces = room.mail.asking(to, subject) if reply.picked and subject is not None else None
    return room.mail.post(to, keys, reply.messages, reply.subject, replaces=replaces)


def _accompany(room: Room, to: Address, reply: Reply, *, begun: bool) -> None:
    """In the agent's pane: say that the answer is on its way, and name a thread by its first one."""
    room.pane.work(to, at_work(room.desk, reply.answer.query.language))
    name = title(reply) if begun else None
    if name is not None:
        room.pane.entitle(to, name)
