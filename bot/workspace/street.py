"""What people do in the workspace: type, command, press, invite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.workspace.ack import Ack
from bot.workspace.office import Office, named_blocks
from bot.workspace.refusal import Refusal
from bot.workspace.site import Person
from bot.workspace.state import Message, Room
from bot.workspace.typed import typed


class Street:
    """The doors through which people come."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def say(self, room: Room, person: Person, text: str, thread_ts: str | None = None) -> str:
        """Post a message as a person; its ts."""
        office = self._office
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
            name = office.site.manifest.bot_name
            office.slackbot(
                room, person.id, f"@{name} is not in this channel. Invite it with `/invite @{name}`.", thread_ts
            )
        return str(message["ts"])

    async def command(self, room: Room, person: Person, command: str, text: str, thread_ts: str | None = None) -> Ack:
        """Send a slash command and show what came back."""
        office = self._office
        known = next((each for each in office.site.manifest.commands if each.name == command), None)
        if known is None:
            office.slackbot(room, person.id, f"`{command}` is not a valid command.", thread_ts)
            return Ack(False, 0, error="unknown_command")
        if thread_ts:
            office.slackbot(room, person.id, f"`{command}` is not supported in threads.", thread_ts)
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
            "trigger_id": office.state.new_trigger(person.id, now),
        }
        ack = await office.courier.ask("slash_commands", payload, f"{command} {text}".strip())
        if not ack.acked:
            office.slackbot(room, person.id, f'{command} failed with the error "{ack.error}"')
            return ack
        try:
            self._show(room, person, f"{command} {text}".strip(), ack.payload)
        except Refusal as refusal:
            office.state.note(now, "from bot", f"ack of {command}", False, str(refusal.more.get("errors")))
            office.slackbot(room, person.id, f'{command} failed with the error "invalid_command_response"')
        return ack

    async def press(self, room: Room, person: Person, message_ts: str, action_id: str, value: str | None = None) -> Ack:
        """Press a button or choose from a menu in a message; KeyError when it is not there."""
        office = self._office
        message = room.message(message_ts)
        hidden = next((w.message for w in office.state.whispers if w.message["ts"] == message_ts), None)
        found = message or hidden
        if found is None:
            raise KeyError(f"no message {message_ts}")
        action = find_action(found.get("blocks", ()), action_id, value)
        now = office.now()
        action["action_ts"] = office.state.stamp(now)
        payload = self.interactive(person) | {
            "type": "block_actions",
            "container": {
                "type": "message",
                "message_ts": message_ts,
                "channel_id": room.id,
                "is_ephemeral": message is None,
                **({"thread_ts": found["thread_ts"]} if "thread_ts" in found else {}),
            },
            "channel": {"id": room.id, "name": room.name or "directmessage"},
            "state": {"values": {}},
            "response_url": office.hook_url(room.id, person.id, message_ts),
            "actions": [action],
        }
        if message is not None:
            payload["message"] = message
        return await office.courier.ask("interactive", payload, f"press {action_id}")

    def invite(self, room: Room, person: Person) -> None:
        """Bring the bot into a channel."""
        office = self._office
        bot = office.site.bot_user
        if bot in room.members:
            return
        room.members.add(bot)
        office.store(
            room,
            {
                "type": "message",
                "subtype": "channel_join",
                "user": bot,
                "inviter": person.id,
                "text": f"<@{bot}> has joined the channel",
                "ts": office.state.stamp(office.now()),
            },
        )
        if "member_joined_channel" in office.site.manifest.events:
            office.courier.event(
                {
                    "type": "member_joined_channel",
                    "user": bot,
                    "channel": room.id,
                    "channel_type": "G" if room.kind == "group" else "C",
                    "team": office.site.team_id,
                    "inviter": person.id,
                    "event_ts": office.state.stamp(office.now()),
                }
            )

    def remove(self, room: Room) -> None:
        """Take the bot out of a channel."""
        room.members.discard(self._office.site.bot_user)
        self._office.state.touch()

    def interactive(self, person: Person) -> dict[str, Any]:
        """What every interactive payload carries."""
        office = self._office
        return {
            "user": {
                "id": person.id,
                "username": person.name,
                "name": person.name,
                "team_id": office.site.team_id,
            },
            "team": {"id": office.site.team_id, "domain": office.site.domain},
            "enterprise": None,
            "is_enterprise_install": False,
            "api_app_id": office.site.app_id,
            "token": "not-used",
            "trigger_id": office.state.new_trigger(person.id, office.now()),
        }

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


def elements(blocks: object) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every interactive element of the blocks, with its block_id."""
    if not isinstance(blocks, list):
        return
    for block in named_blocks([block for block in blocks if isinstance(block, dict)]):
        parts = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
        for part in parts:
            if isinstance(part, dict) and part.get("action_id"):
                yield block["block_id"], part


def find_action(blocks: object, action_id: str, value: str | None) -> dict[str, Any]:
    """The action that a press sends; KeyError when nothing there has that action_id and value."""
    for block_id, element in elements(blocks):
        if element["action_id"] != action_id:
            continue
        action = {"type": element["type"], "action_id": action_id, "block_id": block_id}
        if "options" in element:
            for option in element["options"]:
                if value is None or option["value"] == value:
                    return {**action, "selected_option": option}
        elif element["type"] == "feedback_buttons":
            for side in (element["positive_button"], element["negative_button"]):
                if value is None or side["value"] == value:
                    return {**action, "value": side["value"], "text": side["text"]}
        elif value is None or element.get("value", "") == value:
            return action | {key: element[key] for key in ("text", "value", "style") if key in element}
    raise KeyError(f"no action {action_id!r} with value {value!r}")
