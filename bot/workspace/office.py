"""The parts that every desk of the workspace works with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.blockkit.check import check_message
from bot.workspace.clock import Clock
from bot.workspace.courier import Courier
from bot.workspace.faults import Faults
from bot.workspace.pace import Pace
from bot.workspace.refusal import Refusal, faulty
from bot.workspace.room import Message, Room, Whisper
from bot.workspace.site import Person, Site
from bot.workspace.sockets import Sockets
from bot.workspace.state import State
from bot.workspace.words import language_of, words


@dataclass(slots=True)
class Office:
    """Site, time, memory and the ways to the bot."""

    site: Site
    clock: Clock
    state: State
    faults: Faults
    pace: Pace
    sockets: Sockets
    courier: Courier
    url: str = ""

    def now(self) -> datetime:
        """The workspace's time."""
        return self.clock.now()

    def mark(self) -> str:
        """A hash for a view, unlike every one before it."""
        return self.state.stamp(self.now())

    def words(self, person: Person) -> Mapping[str, str]:
        """The workspace's lines in the person's language."""
        return words(language_of(self.state.locale(person)))

    def hook_url(self, room: str, user: str, message_ts: str = "") -> str:
        """A fresh response_url."""
        return f"{self.url}response/{self.state.new_hook(room, user, self.now(), message_ts)}"

    def bot_message(self, fields: Mapping[str, Any], thread_ts: str | None = None) -> Message:
        """A message of the app, checked, with a ts; not yet in any room."""
        found = check_message(fields)
        if found:
            raise faulty(found)
        message: Message = {
            "type": "message",
            "user": self.site.bot_user,
            "bot_id": self.site.bot_id,
            "app_id": self.site.app_id,
            "team": self.site.team_id,
            "text": fields.get("text", ""),
            "ts": self.state.stamp(self.now()),
            "bot_profile": {
                "id": self.site.bot_id,
                "app_id": self.site.app_id,
                "name": self.site.manifest.bot_name,
                "team_id": self.site.team_id,
            },
        }
        if fields.get("blocks"):
            message["blocks"] = named_blocks(fields["blocks"], self.state.new_id)
        if metadata := fields.get("metadata"):
            if not isinstance(metadata, Mapping) or {"event_type", "event_payload"} - set(metadata):
                raise Refusal("invalid_metadata_format")
            message["metadata"] = fields["metadata"]
        if thread_ts:
            message["thread_ts"] = thread_ts
        return message

    def store(self, room: Room, message: Message) -> Message:
        """Put a message into its room and tell the bot, whoever wrote it."""
        with self.state.changed:
            room.messages.append(message)
            if "bot_id" in message and "thread_ts" in message:
                self.state.sessions.answered(room.id, message["thread_ts"])
        self.state.touch()
        self.courier.message(room, message)
        return message

    def whisper(self, room: Room, user: str, message: Message) -> Message:
        """Show a message to one person."""
        with self.state.changed:
            self.state.whispers.append(Whisper(room.id, user, message))
        self.state.touch()
        return message

    def slackbot(self, room: Room, person: Person, line: str, *parts: str, thread_ts: str | None = None) -> Message:
        """Show a line of the workspace's own words to one person."""
        message: Message = {
            "type": "message",
            "user": "USLACKBOT",
            "text": self.words(person)[line].format(*parts),
            "ts": self.state.stamp(self.now()),
        }
        if thread_ts:
            message["thread_ts"] = thread_ts
        return self.whisper(room, person.id, message)


def named_blocks(blocks: list[dict[str, Any]], new_id: Callable[[str], str]) -> list[dict[str, Any]]:
    """The blocks, each with a block_id: as with Slack a new one each time for those without."""
    return [{**block, "block_id": block.get("block_id") or new_id("b")} for block in blocks]
