"""The settings form: what stands in it, and what was chosen there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

import msgspec

from bot.core.message import Message
from bot.core.preference import Attention, Preference, Preferences, Visibility
from bot.core.text import LANGUAGES, Language
from bot.desk import Desk
from bot.render import settings
from bot.render.settings import ATTENTION, CALLBACK, CHANNEL_LANGUAGE, CHANNEL_VISIBILITY, LANGUAGE, VISIBILITY
from bot.words.script import fold

__all__ = ["CALLBACK", "CHANNEL_LANGUAGE", "Chosen", "Note", "note_of"]

_WORDS = frozenset("settings setting preferences 设置 设定 我的设置 偏好 偏好设置".split())
Entered = Mapping[str, str]
View = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Note:
    """What the form carries with it: its language, and the channel that it is for too; empty for none."""

    language: Language = "en"
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen, for a person and, in a channel, for the channel; None leaves it open.

    A channel's attention is None where it was not asked for.
    """

    language: Language | None
    visibility: Visibility | None
    channel: Preference | None = None


_NOTES = msgspec.json.Decoder(Note)


def note_of(metadata: str) -> Note:
    """The note of a form; an empty one for the metadata of another version."""
    try:
        return _NOTES.decode(metadata)
    except msgspec.DecodeError:
        return Note()


def wants_form(text: str) -> bool:
    """Whether the words of a command ask for the form."""
    return fold(text) in _WORDS


def opened(desk: Desk, preferred: Preferences, language: Language, channel: str) -> View:
    """The form with what is preferred now."""
    note = msgspec.json.encode(Note(language, channel)).decode()
    there = (channel, preferred.channel) if channel else None
    return settings.settings_form(desk.renderer, preferred.person, there, language, note)


def chosen(metadata: str, entered: Entered) -> Chosen:
    """What was chosen; a value that the form does not have leaves it open."""
    visibility: Visibility | None = "private" if entered.get(VISIBILITY) == "private" else None
    mine = Chosen(_language(entered.get(LANGUAGE)), visibility)
    if not note_of(metadata).channel:
        return mine
    attention = next((one for one in get_args(Attention) if one == entered.get(ATTENTION)), None)
    ours: Visibility = "private" if entered.get(CHANNEL_VISIBILITY) == "private" else "public"
    return Chosen(mine.language, mine.visibility, Preference(_language(entered.get(CHANNEL_LANGUAGE)), ours, attention))


def is_changed(before: Preference, now: Preference) -> bool:
    """Whether a channel's people would notice: what is said nothing of is public and listened to."""
    return _plain(before) != _plain(now)


def told(desk: Desk, channel: Preference, by: str, language: Language) -> Message:
    """What a channel hears of a change to its settings."""
    return desk.renderer.say("settings_told", language, channel=channel, by=by)


def kept(desk: Desk, now: Chosen, language: Language) -> Message:
    """What a person hears once their settings are kept."""
    return desk.renderer.say("settings_kept", language, now=now)


def _plain(preference: Preference) -> tuple[Language | None, str, str]:
    return preference.language, preference.visibility or "public", preference.attention or "listening"


def _language(value: str | None) -> Language | None:
    return next((one for one in LANGUAGES if one == value), None)
