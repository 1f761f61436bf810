"""The doors of the settings form: opened, sent in, left."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk.errors import SlackApiError

from bot.choosing import CALLBACK, CHANNEL_LANGUAGE, Chosen, chosen, is_changed, kept, note_of, opened, told
from bot.core.text import Language
from bot.deliver.mailroom import Address
from handlers.entered import entered, person
from handlers.opening import language_for, left_open, open_window, unfit
from handlers.room import Room

_log = logging.getLogger(__name__)
_GLANCE_SECONDS = 1.0
"""A trigger is good for three seconds, and the form is still to be opened."""


def register(app: App, room: Room) -> None:
    """Listen for them."""

    @app.view(CALLBACK)
    def keep(ack: Ack, body: Mapping[str, Any], view: Mapping[str, Any]) -> None:
        metadata = str(view.get("private_metadata") or "")
        note, now = note_of(metadata), chosen(metadata, entered(view))
        to = replace(person(room.workspace, body), channel=note.channel or str(body["user"]["id"]))
        absent = unfit(room, to, "") if now.channel is not None else None
        if absent is not None:
            words = room.desk.renderer.say("form", note.language, what=absent, form="settings").plain
            ack(response_action="errors", errors={CHANNEL_LANGUAGE: words})
            return
        _keep(room, to, now, note.language, f"view:{view['id']}")
        ack()

    @app.view_closed(CALLBACK)
    def closed(ack: Ack, body: Mapping[str, Any], view: Mapping[str, Any]) -> None:
        ack()
        note = note_of(str(view.get("private_metadata") or ""))
        left_open(room, person(room.workspace, body), note.channel, "settings", note.language)


def open_settings(room: Room, to: Address, trigger: str, text: str = "") -> None:
    """Open the form; in a channel where the bot is, for the channel too."""
    preferred, language = room.preferred(to), language_for(room, to, text)
    view = opened(room.desk, preferred, language, to.channel if _has_bot(room, to) else "")
    open_window(room, to, trigger, view, "settings", language)


def _has_bot(room: Room, to: Address) -> bool:
    """Whether the form was asked for in a channel where the bot is; Slack is asked where that was never learned."""
    if to.channel == to.user or to.channel.startswith("D"):
        return False
    known = room.mail.is_member(to.workspace, to.channel)
    if known is not None:
        return known
    try:
        return room.aside.within(_GLANCE_SECONDS, lambda: room.aside.is_member(to.channel))
    except (SlackApiError, OSError) as error:
        _log.warning("not known whether the bot is in a channel: %s", error)
        return False


def _keep(room: Room, to: Address, now: Chosen, language: Language, once: str) -> None:
    """Write down what was chosen, and say so once: to a channel whose settings are others now, else to the person."""
    mine = room.preferences.of_person(to.workspace, to.user).person
    room.preferences.choose(to.workspace, to.user, language=now.language, visibility=now.visibility)
    heard, notices = now.language or language, []
    if now.channel is not None:
        before = room.preferences.of_channel(to.workspace, to.channel)
        ours = replace(now.channel, attention=now.channel.attention or before.attention)
        room.preferences.choose(
            to.workspace,
            to.channel,
            language=ours.language,
            visibility=ours.visibility,
            attention=ours.attention,
        )
        if is_changed(before, ours):
            notices.append(told(room.desk, now.channel, to.user, ours.language or heard))
    is_new = room.mail.notify(to, once, *notices)
    is_mine = (mine.language, mine.visibility) != (now.language, now.visibility)
    if is_new and (is_mine or not notices):
        room.aside.hint(to.channel if now.channel is not None else "", to.user, kept(room.desk, now, heard).payload)
