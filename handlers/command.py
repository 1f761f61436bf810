"""The door of `/kwai`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.attention import Heed, Where, heed, read_attention
from bot.blockkit.literal import literal
from bot.core.message import Message
from bot.core.preference import Visibility
from bot.deliver.mailroom import Address, new_mark
from bot.desk import Reply
from bot.window import given
from bot.words.script import has_han
from handlers.counter import Heard
from handlers.forms import opens
from handlers.later import later
from handlers.room import Room
from handlers.subscribe import open_subscribe

COMMAND = "/kwai"
_VISIBILITY = re.compile(r"(?:^|\s)(?:(--private|-p)|(--public))(?=\s|$)")
_MOST_BYTES = 60_000
_MOST_FOLLOWING = 5
"""A response_url may be used five times."""
_AFTERWARDS = frozenset({"data_table", "data_visualization"})
"""Blocks that an ack is not known to carry; they follow by the response_url."""


def register(app: App, room: Room) -> None:
    """Listen for the command."""

    @app.command(COMMAND)
    def answer(ack: Ack, command: Mapping[str, Any]) -> None:
        text, wished = _split(command.get("text") or "")
        to = Address(
            room.workspace,
            command["channel_id"],
            command["user_id"],
            response_url=command["response_url"],
        )
        is_direct = command["channel_id"].startswith("D")
        heard = room.counter.hear(to, text)
        open_form = opens(text) if heard is None or not heard.wants_form else open_subscribe
        if open_form is not None:
            ack()
            # The word that asks for a form shows no language where it is the only one people know.
            open_form(room, to, command["trigger_id"], text if has_han(text) else "")
            return
        if heard is not None:
            _at_the_counter(room, to, ack, heard)
            return
        preferred = room.preferred(to)
        keys = (f"command:{command.get('trigger_id') or command['response_url']}",)
        absent = not is_direct and room.mail.is_member(to.workspace, to.channel) is False
        attention = read_attention(text)
        if attention is not None:
            where: Where = "direct" if is_direct else "absent" if absent else "channel"
            asked = (to.user, f"{COMMAND} {text}")
            heeded = heed(room.desk, text, attention, where, None, preferred.languages, asked)
            _heed(room, to, ack, keys, heeded)
            return
        # In a direct conversation nobody else reads along.
        private = absent or (wished or ("public" if is_direct else preferred.visibility)) == "private"
        typed = f"{COMMAND} {text}".strip()
        reply = room.desk.ask(
            text,
            room.now().date(),
            last=lambda: room.mail.last_asked(to.workspace, to.channel, to.user),
            asked=None if private else (to.user, typed),
            languages=room.preferences.languages(text, preferred),
        )
        if reply.silent:
            ack()
            return
        wait = room.too_much(to, private=private)
        if wait is not None:
            ack(response_type="ephemeral", **room.desk.limited(wait, reply).payload)
            return
        if not private:
            room.mail.post(to, keys, reply.messages, reply.subject, asked=True)
            ack()
            return
        mark = new_mark()
        shown = given(room.desk, reply, mark)
        now, afterwards = _in_two(shown[0])
        ack(response_type="ephemeral", **literal(now))
        # What it was about is noted after the answer: nobody waits for the database to read a private reply.
        rest = [*afterwards, *(message.payload for message in shown[1:])]
        room.aside.do(lambda: _follow(room, to, keys, reply, rest, mark))


def _heed(room: Room, to: Address, ack: Ack, keys: tuple[str, ...], heeded: Heed) -> None:
    """Be quiet or listen in a channel, and say so to everybody there; that nothing changes to who asked alone."""
    if heeded.attention is None:
        ack(response_type="ephemeral", **heeded.message.payload)
        return
    room.mail.post(to, keys, (heeded.message,), None, attention=("", heeded.attention))
    ack()


def _at_the_counter(room: Room, to: Address, ack: Ack, heard: Heard) -> None:
    """Say at once what may be said; an order is looked into beside the answer."""
    if heard.order is not None:
        ack()
        later(room, to, lambda: room.counter.order(to, heard))
        return
    first, *rest = heard.messages
    ack(response_type="ephemeral", **literal(first.payload))
    if rest and to.response_url:
        room.aside.answer(to.response_url, *(message.payload for message in rest[:_MOST_FOLLOWING]))


def _follow(
    room: Room, to: Address, keys: tuple[str, ...], reply: Reply, rest: list[dict[str, Any]], mark: str
) -> None:
    """Keep a private answer, and send after it what the ack could not carry."""
    if room.mail.note(to, keys, reply.messages, reply.subject, mark) and rest and to.response_url:
        room.aside.answer(to.response_url, *rest[:_MOST_FOLLOWING])


def _split(text: str) -> tuple[str, Visibility | None]:
    """The question, and who is to see its answer, where that is typed; the last word counts."""
    typed = _VISIBILITY.findall(text)
    wished: Visibility | None = None
    if typed:
        wished = "private" if typed[-1][0] else "public"
    return " ".join(_VISIBILITY.sub(" ", text).split()), wished


def _in_two(message: Message) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the ack carries, and what follows it: charts and tables, or all of it where it is too large."""
    payload = message.payload
    after = [block for block in payload["blocks"] if block["type"] in _AFTERWARDS]
    now = {**payload, "blocks": [block for block in payload["blocks"] if block["type"] not in _AFTERWARDS]}
    if len(json.dumps(now).encode()) > _MOST_BYTES:
        return {"text": message.text[:3000]}, [payload]
    return now, [{"text": message.text, "blocks": after}] if after else []
