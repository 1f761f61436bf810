"""The doors of the ask form: its menus, and what is sent in."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk.errors import SlackApiError

from bot.asking import CALLBACK, WHERE, Asked, followed, note_of, offered, opened, sent_in
from bot.deliver.mailroom import Address, new_mark
from bot.window import given
from handlers.entered import answered_at, blocks, entered, person
from handlers.opening import language_for, left_open, open_window, unfit
from handlers.room import Room

_log = logging.getLogger(__name__)
_MENU = re.compile(r"^figure_(entity|metric)$")


def register(app: App, room: Room) -> None:
    """Listen for them."""

    @app.options(_MENU)
    def offer(ack: Ack, body: Mapping[str, Any]) -> None:
        metadata = str((body.get("view") or {}).get("private_metadata") or "")
        field, typed = str(body["action_id"]), str(body.get("value") or "")
        ack(options=offered(room.desk, room.now().date(), metadata, field, typed))

    @app.action(_MENU)
    def follow(ack: Ack, body: Mapping[str, Any]) -> None:
        ack()
        view = body["view"]
        form = followed(room.desk, room.now().date(), str(view.get("private_metadata") or ""), entered(view))
        try:
            room.aside.update(str(view["id"]), form)
        except (SlackApiError, OSError) as error:
            # Closed meanwhile, or Slack is slow: what is sent in is read anew all the same.
            _log.warning("a form did not follow: %s", error)

    @app.view(CALLBACK)
    def send(ack: Ack, body: Mapping[str, Any], view: Mapping[str, Any]) -> None:
        asked = sent_in(room.desk, room.now().date(), str(view.get("private_metadata") or ""), entered(view))
        to = person(room.workspace, body)
        if isinstance(asked, Asked):
            to = replace(to, channel=asked.channel, response_url=answered_at(body).get(asked.channel))
            wrong = _unfit(room, to, asked, note_of(str(view.get("private_metadata") or "")).origin)
        else:
            wrong = asked
        if wrong or not isinstance(asked, Asked):
            places = blocks(view)
            ack(response_action="errors", errors={places[field]: words for field, words in wrong.items()})
            return
        _answer(room, to, asked, f"view:{view['id']}")
        ack()

    @app.view_closed(CALLBACK)
    def closed(ack: Ack, body: Mapping[str, Any], view: Mapping[str, Any]) -> None:
        ack()
        note = note_of(str(view.get("private_metadata") or ""))
        if note.entity is not None:
            left_open(room, person(room.workspace, body), note.origin, "ask", note.language)


def open_ask(room: Room, to: Address, trigger: str, text: str = "") -> None:
    """Open the form for whoever has just asked for it."""
    today, language = room.now().date(), language_for(room, to, text)
    origin = "" if to.channel == to.user else to.channel
    absent = not origin.startswith("D") and room.mail.is_member(to.workspace, origin) is False
    private = absent or room.preferred(to).visibility == "private"
    view = opened(room.desk, today, language, origin, private=private)
    open_window(room, to, trigger, view, "ask", language)


def _unfit(room: Room, to: Address, asked: Asked, origin: str) -> Mapping[str, str]:
    """Why it cannot be answered there, by field."""
    language = asked.query.language
    absent = None if asked.private else unfit(room, to, origin)
    if absent is not None:
        return {WHERE: room.desk.renderer.say("form", language, what=absent, form="ask").plain}
    wait = room.too_much(to, private=asked.private)
    return {} if wait is None else {WHERE: room.desk.renderer.limited(wait.who, wait.seconds, language).plain}


def _answer(room: Room, to: Address, asked: Asked, once: str) -> None:
    """Answer what was asked, once however often it is sent in."""
    today = room.now().date()
    if not asked.private:
        reply = room.desk.look_up(asked.query, today, asked=(to.user, asked.words))
        room.mail.post(to, (once,), reply.messages, reply.subject, asked=True)
        return
    reply, mark = room.desk.look_up(asked.query, today), new_mark()
    if room.mail.note(to, (once,), reply.messages, reply.subject, mark):
        for message in given(room.desk, reply, mark):
            room.aside.show(to.response_url, to.user, message.payload)
