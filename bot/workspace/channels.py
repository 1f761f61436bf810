"""What people do with channels: make, join, leave, invite, rename, archive, delete."""

from __future__ import annotations

import re
from typing import Any

from bot.workspace.office import Office
from bot.workspace.room import Message, Room
from bot.workspace.site import Person

NAME = re.compile(r"[\w-]{1,80}")


class Channels:
    """Changes a channel, says so in it, and tells the bot where it listens."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def create(self, person: Person, name: str) -> Room:
        """Make a public channel with the person in it; ValueError for a name that cannot be."""
        office = self._office
        room = Room(office.state.new_id("C"), self._name(name), "channel", {person.id})
        with office.state.changed:
            office.state.rooms[room.id] = room
        office.state.touch()
        self._tell("channel_created", channel={**self._described(room), "creator": person.id})
        return room

    def join(self, room: Room, user: str, inviter: str = "") -> None:
        """Bring somebody, or the app, into a channel."""
        if user in room.members:
            return
        room.members.add(user)
        self._note(room, user, "channel_join", f"<@{user}> has joined the channel", {"inviter": inviter})
        self._tell_members(room, "member_joined_channel", user, {"inviter": inviter})

    def leave(self, room: Room, user: str, remover: str = "") -> None:
        """Take somebody, or the app, out of a channel."""
        if user not in room.members:
            return
        office = self._office
        room.members.discard(user)
        done = "was removed from" if remover else "has left"
        self._note(room, user, "channel_leave", f"<@{user}> {done} the channel")
        if user == office.site.bot_user:
            self._tell(_kind(room, "left"), channel=room.id, actor_id=remover or user)
        else:
            self._tell_members(room, "member_left_channel", user)

    def rename(self, room: Room, person: Person, name: str) -> None:
        """Give a channel another name; ValueError for one that cannot be."""
        old, room.name = room.name, self._name(name, room)
        if old == room.name:
            return
        text = f'has renamed the channel from "{old}" to "{room.name}"'
        self._note(room, person.id, "channel_name", text, {"old_name": old, "name": room.name})
        self._tell(_kind(room, "rename"), channel=self._described(room))

    def archive(self, room: Room, person: Person, archived: bool = True) -> None:
        """Close a channel to new messages, or open it again."""
        if room.archived == archived:
            return
        word = "archive" if archived else "unarchive"
        self._note(room, person.id, f"channel_{word}", f"{word}d the channel")
        room.archived = archived
        self._office.state.touch()
        self._tell(_kind(room, word), channel=room.id, user=person.id)

    def delete(self, room: Room) -> None:
        """Take a channel away with everything in it."""
        with self._office.state.changed:
            del self._office.state.rooms[room.id]
        self._office.state.touch()
        self._tell(_kind(room, "deleted"), channel=room.id)

    def _name(self, name: str, room: Room | None = None) -> str:
        name = name.strip().removeprefix("#").lower().replace(" ", "-")
        if not NAME.fullmatch(name):
            raise ValueError("bad_name")
        other = self._office.state.room(name)
        if other is not None and other is not room:
            raise ValueError("name_taken")
        return name

    def _described(self, room: Room) -> dict[str, Any]:
        created = int(self._office.now().timestamp())
        return {"id": room.id, "name": room.name, "name_normalized": room.name, "created": created}

    def _note(self, room: Room, user: str, subtype: str, text: str, more: Message | None = None) -> None:
        stamp = self._office.state.stamp(self._office.now())
        told = {key: value for key, value in (more or {}).items() if value}
        message = {"type": "message", "subtype": subtype, "user": user, "text": text, "ts": stamp, **told}
        self._office.store(room, message)

    def _tell_members(self, room: Room, kind: str, user: str, more: Message | None = None) -> None:
        if self._office.site.bot_user in room.members:
            told = {key: value for key, value in (more or {}).items() if value}
            letter = "G" if room.kind == "group" else "C"
            self._tell(kind, user=user, channel=room.id, channel_type=letter, team=self._office.site.team_id, **told)

    def _tell(self, kind: str, **fields: Any) -> None:
        stamp = self._office.state.stamp(self._office.now())
        self._office.courier.event({"type": kind, **fields, "event_ts": stamp})


def _kind(room: Room, what: str) -> str:
    return f"{'group' if room.kind == 'group' else 'channel'}_{what}"
