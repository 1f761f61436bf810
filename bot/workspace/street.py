"""What people type: messages and slash commands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.workspace.ack import Ack
from bot.workspace.office import Office
from bot.workspace.refusal import Refusal
from bot.workspace.room import Message, Room
from bot.workspace.site import Person
from bot.workspace.typed import typed


class Street:
    """The doors through which words come."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def say(self, room: Room, person: Person, text: str, thread_ts: str | None = None) -> str:
        """Post a message as a person; its ts. ValueError where the person may not write."""
        office = self._office
        if room.archived:
            raise ValueError("is_archived")
        if person.id not in room.members:
            raise ValueError("not_in_channel")
        message: Message = {
            "client_msg_id": office.state.new_id("msg"),
            "type": "message",
            "user": person.id,
            "text": self._typed(text),
            "team": office.site.team_id,
            "ts": office.state.stamp(office.now()),
        }
        if thread_ts:
            root = room.message(thread_ts)
            message["thread_ts"] = thread_ts
            message["parent_user_id"] = root["user"] if root else ""
        office.store(room, message)
        bot = office.site.bot_user
        if bot not in room.members and f"<@{bot}>" in message["text"]:
            office.slackbot(room, person, "not_invited", office.site.manifest.bot_name, thread_ts=thread_ts)
        return str(message["ts"])

    async def command(self, room: Room, person: Person, command: str, text: str, thread_ts: str | None = None) -> Ack:
        """Send a slash command and show what came back."""
        office = self._office
        known = next((each for each in office.site.manifest.commands if each.name == command), None)
        if known is None:
            office.slackbot(room, person, "not_a_command", command, thread_ts=thread_ts)
            return Ack(False, 0, error="unknown_command")
        if thread_ts:
            office.slackbot(room, person, "not_in_threads", command, thread_ts=thread_ts)
            return Ack(False, 0, error="not_in_thread")
        now = office.now()
        payload = {
            "token": "not-used",
            "team_id": office.site.team_id,
            "team_domain": office.site.domain,
            "channel_id": room.id,
            "channel_name": room.name or "directmessage",
            "user_id": person.id,
            "user_name": person.name,
            "command": command,
            "text": self._typed(text, named=True) if known.should_escape else text,
            "api_app_id": office.site.app_id,
            "is_enterprise_install": "false",
            "response_url": office.hook_url(room.id, person.id),
            "trigger_id": office.state.new_trigger(person.id, now, room.id),
        }
        ack = await office.courier.ask("slash_commands", payload, f"{command} {text}".strip())
        if not ack.acked:
            office.slackbot(room, person, "failed", command, ack.error)
            return ack
        try:
            self._show(room, person, f"{command} {text}".strip(), ack.payload)
        except Refusal as refusal:
            office.state.note(now, "from bot", f"ack of {command}", False, str(refusal.more.get("errors")))
            office.slackbot(room, person, "failed", command, "invalid_command_response")
        return ack

    def _show(self, room: Room, person: Person, line: str, payload: Mapping[str, Any] | None) -> None:
        if not payload:
            return
        office = self._office
        public = payload.get("response_type") == "in_channel"
        if public:
            # Slack shows the typed command, but tells no app of it as a message.
            asked = {
                "type": "message",
                "subtype": "slash_command",
                "user": person.id,
                "text": self._typed(line),
                "ts": office.state.stamp(office.now()),
            }
            with office.state.changed:
                room.messages.append(asked)
            office.state.touch()
        if not (payload.get("text") or payload.get("blocks")):
            return
        message = office.bot_message(payload)
        if public:
            office.store(room, message)
        else:
            office.whisper(room, person.id, message)

    def _typed(self, text: str, named: bool = False) -> str:
        site = self._office.site
        people = {person.name: person.id for person in site.people}
        people[site.manifest.bot_name.lower()] = site.bot_user
        rooms = {room.name: room.id for room in self._office.state.rooms.values() if room.name}
        return typed(text, people, rooms, named)
