"""Everything a workspace remembers; it outlives the server, so that a workspace can go and come back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bot.workspace.fields import Entries
from bot.workspace.journal import Journal, Way
from bot.workspace.room import Kind, Room, Whisper
from bot.workspace.sessions import Sessions
from bot.workspace.site import Person, Site
from bot.workspace.ticket import Hook, Trigger
from bot.workspace.views import Views


class State:
    """Rooms, whispers, views, hooks and the journal; every change is announced."""

    def __init__(self, site: Site) -> None:
        self.changed = threading.Condition(threading.RLock())
        self.version = 0
        self.listeners: list[Callable[[], None]] = []
        self.journal = Journal()
        self.rooms: dict[str, Room] = {}
        self.whispers: list[Whisper] = []
        self.hooks: dict[str, Hook] = {}
        self.triggers: dict[str, Trigger] = {}
        self.views = Views(site)
        self.entered: dict[tuple[str, str], Entries] = {}  # in messages, by person and ts
        self.offered: dict[
            tuple[str, str, str], dict[str, Any]
        ] = {}  # options suggested, by surface, person, action_id
        self.locales: dict[str, str] = {}
        self.sessions = Sessions()
        self.read: dict[tuple[str, str], str] = {}
        self._count = 0
        self._last = 0
        for channel in site.channels:
            kind: Kind = "group" if channel.private else "channel"
            self.rooms[channel.id] = Room(channel.id, channel.name, kind, set(channel.members))
        for person in site.people:
            self.direct(person.id, site.bot_user)

    def direct(self, user: str, bot: str) -> Room:
        """The conversation of a person with the app, opened if it was not."""
        room_id = "D0" + user.removeprefix("U0")
        if room_id not in self.rooms:
            self.rooms[room_id] = Room(room_id, "", "im", {user, bot}, partner=user)
        return self.rooms[room_id]

    def room(self, name_or_id: str) -> Room | None:
        """The room with that id, or the channel with that name."""
        name = name_or_id.removeprefix("#")
        return self.rooms.get(name_or_id) or next(
            (room for room in self.rooms.values() if room.name and room.name == name), None
        )

    def stamp(self, now: datetime) -> str:
        """A ts, later than every one before it, at the clock's time where that is possible."""
        with self.changed:
            at = int(now.timestamp()) * 1_000_000 + now.microsecond
            self._last = max(self._last + 1, at)
            return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def new_id(self, prefix: str) -> str:
        """An id that was not used before."""
        with self.changed:
            self._count += 1
            return f"{prefix}0{self._count:07d}"

    def locale(self, person: Person) -> str:
        """The language a person reads Slack in."""
        return self.locales.get(person.id, person.locale)

    def new_trigger(self, user: str, now: datetime, room: str = "") -> str:
        """A trigger_id, good once and for three seconds."""
        trigger = self.new_id("Tr")
        self.triggers[trigger] = Trigger(user, now + timedelta(seconds=3), room)
        return trigger

    def new_hook(self, room: str, user: str, now: datetime, message_ts: str = "") -> str:
        """The token of a response_url."""
        token = self.new_id("Hk")
        self.hooks[token] = Hook(room, user, now + timedelta(minutes=30), message_ts)
        return token

    def note(
        self, at: datetime, way: Way, what: str, ok: bool = True, detail: str = "", content: object = None
    ) -> None:
        """Write a line into the journal."""
        with self.changed:
            self.journal.write(at, way, what, ok, detail, content)
        self.touch()

    def touch(self) -> None:
        """Say that something changed."""
        with self.changed:
            self.version += 1
            self.changed.notify_all()
            listeners = tuple(self.listeners)
        for listener in listeners:
            listener()
