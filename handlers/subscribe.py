"""The doors of the subscription form: opened, looked at once more, and sent in."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk.errors import SlackApiError

from bot.core.message import Message
from bot.deliver.mailroom import Address
from handlers.entered import blocks, entered, person
from handlers.later import later
from handlers.opening import PATIENCE_SECONDS, language_for, left_open, open_window
from handlers.room import Room

_log = logging.getLogger(__name__)
_FORM, _CONFIRM, _ZONE = "subscription_form", "subscription_confirm", "order_zone"


def register(app: App, room: Room) -> None:
    """Listen for them."""

    @app.options(_ZONE)
    def offer(ack: Ack, body: Mapping[str, Any]) -> None:
        ack(options=room.counter.zones(_metadata(body.get("view") or {}), str(body.get("value") or "")))

    @app.view(_FORM)
    def look(ack: Ack, body: Mapping[str, Any], view: Mapping[str, Any]) -> None:
        to, said, given = person(room.workspace, body), _metadata(view), entered(view)
        places = blocks(view)
        wrong = room.counter.wrong_fields(said, given)
        confirmed = None
        if not wrong:
            try:
                looked = room.aside.within(PATIENCE_SECONDS, lambda: room.counter.confirm(to, said, given))
                wrong, confirmed = looked.wrong, looked.view
            except (SlackApiError, OSError) as error:
                _log.warning("not known who is in a channel: %s", error)
                language, _, which = room.counter.left(said)
                words = room.desk.renderer.say("form", language, what="unasked", form=which).plain
                wrong = {next(iter(places)): words}
        if confirmed is None:
            ack(response_action="errors", errors={places[field]: words for field, words in wrong.items()})
        else:
            ack(response_action="push", view=dict(confirmed))

    @app.view(_CONFIRM)
    def send(ack: Ack, body: Mapping[str, Any], view: Mapping[str, Any]) -> None:
        ack(response_action="clear")
        to, said, once = person(room.workspace, body), _metadata(view), f"view:{view['id']}"
        later(room, to, lambda: room.counter.settle(to, said, once))

    @app.view_closed(_FORM)
    def closed(ack: Ack, body: Mapping[str, Any], view: Mapping[str, Any]) -> None:
        ack()
        language, origin, which = room.counter.left(_metadata(view))
        left_open(room, person(room.workspace, body), origin, which, language)


def open_subscribe(room: Room, to: Address, trigger: str, text: str = "") -> None:
    """Open the form for a new subscription."""
    language = language_for(room, to, text)
    _open(room, to, trigger, room.counter.new_form(to, language), "subscribe")


def open_change(room: Room, to: Address, trigger: str, value: str) -> tuple[Message, ...]:
    """Open the form in which a subscription is changed; asks Slack who is where."""
    _open(room, to, trigger, room.counter.form(to, value), "change")
    return ()


def _open(room: Room, to: Address, trigger: str, form: Mapping[str, Any] | Message, what: str) -> None:
    if isinstance(form, Message):
        room.aside.show(to.response_url, to.user, form.payload)
    else:
        language, _, _ = room.counter.left(_metadata(form))
        open_window(room, to, trigger, form, what, language)


def _metadata(view: Mapping[str, Any]) -> str:
    return str(view.get("private_metadata") or "")
