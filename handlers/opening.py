"""Opening forms: in whose language, and what is said where one did not open or was left half-way."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.core.text import Language
from bot.deliver.mailroom import Address
from bot.words.language import choose_language
from handlers.room import Room

_log = logging.getLogger(__name__)
PATIENCE_SECONDS = 2.0
"""Within the three seconds in which Slack wants to hear what becomes of a form."""


def language_for(room: Room, to: Address, text: str = "") -> Language:
    """The language of a form: of the words that asked for it, else as the person and the channel have it."""
    return choose_language(text, *room.preferences.languages(text, room.preferred(to)))


def unfit(room: Room, to: Address, origin: str) -> str | None:
    """Why nothing may be said to everybody in a conversation: a key of templates; None where it may.

    A form can name any public channel. Where it was opened by a command its person is; elsewhere
    Slack is asked, and one that does not answer in time is no yes.
    """
    if to.channel.startswith("D"):
        return None
    try:
        return room.aside.within(PATIENCE_SECONDS, lambda: _absent(room, to, origin))
    except (SlackApiError, OSError) as error:
        _log.warning("not known who is in a channel: %s", error)
        return "unasked"


def _absent(room: Room, to: Address, origin: str) -> str | None:
    channel = room.directory.channel(to.channel)
    if channel is None or not channel.has_bot or channel.is_archived:
        return "bot_absent"
    return None if to.channel == origin or room.directory.is_in(to.channel, to.user) else "asker_absent"


def open_window(room: Room, to: Address, trigger: str, view: Mapping[str, Any], what: str, language: Language) -> None:
    """Open a form; where it does not open, say how to open it again."""
    try:
        room.aside.open(trigger, view)
    except (SlackApiError, OSError) as error:
        # A trigger is good for three seconds.
        _log.warning("a form was not opened: %s", error)
        message = room.desk.renderer.say("form", language, what="not_opened", form=what)
        room.aside.show(to.response_url, to.user, message.payload)


def left_open(room: Room, to: Address, origin: str, what: str, language: Language) -> None:
    """Say that a form was closed with something in it, and that nothing came of it."""
    message = room.desk.renderer.say("form", language, what="closed", form=what)
    room.aside.hint(origin, to.user, message.payload)
