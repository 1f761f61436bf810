"""The door of the agent's pane: who opens it is shown what the book can be asked, in their language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt import App

from bot.agent import prompts
from handlers.room import Room


def _is_conversation(event: Mapping[str, Any]) -> bool:
    return event.get("tab") == "messages"


def register(app: App, room: Room) -> None:
    """Listen for its opening."""

    @app.event("app_home_opened", matchers=[_is_conversation])
    def suggest(event: Mapping[str, Any]) -> None:
        person, channel = str(event["user"]), str(event["channel"])
        room.aside.do(lambda: _suggest(room, person, channel))


def _suggest(room: Room, person: str, channel: str) -> None:
    """Suggest questions of the book; nobody waits, so that the person's language can be learned before."""
    known = room.preferences.of_person(room.workspace, person)
    if room.locales.learn(person, known.person):
        known = room.preferences.of_person(room.workspace, person)
    room.pane.suggest(channel, prompts(room.desk, known.language))
