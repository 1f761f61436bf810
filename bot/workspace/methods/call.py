"""One call of a Web API method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.workspace.office import Office
from bot.workspace.refusal import Refusal
from bot.workspace.room import Room

Answer = dict[str, Any]

HISTORY = {"channel": "channels:history", "group": "groups:history", "im": "im:history"}
READ = {"channel": "channels:read", "group": "groups:read", "im": "im:read"}


@dataclass(frozen=True, slots=True)
class Call:
    """The arguments of a call and the office it is made at."""

    office: Office
    args: Mapping[str, Any]

    def need(self, scope: str) -> None:
        """Refuse unless the app has the scope."""
        scopes = self.office.site.manifest.scopes
        if scope not in scopes:
            raise Refusal("missing_scope", needed=scope, provided=",".join(sorted(scopes)))

    def text(self, name: str, otherwise: str = "") -> str:
        """An argument as text."""
        value = self.args.get(name)
        return otherwise if value is None else str(value)

    def count(self, name: str, otherwise: int) -> int:
        """An argument as a number above zero."""
        value = self.text(name)
        return int(value) if value.isdigit() and int(value) > 0 else otherwise

    def room(self) -> Room:
        """The room that the call is about; a private one without the bot is not found."""
        room = self.office.state.room(self.text("channel"))
        if room is None or (room.kind != "channel" and self.office.site.bot_user not in room.members):
            raise Refusal("channel_not_found")
        return room

    def joined(self) -> Room:
        """The room, with the bot in it."""
        room = self.room()
        if self.office.site.bot_user not in room.members:
            raise Refusal("not_in_channel")
        return room

    def open_to_posts(self, room: Room) -> Room:
        """The room, unless it was archived."""
        if room.archived:
            raise Refusal("is_archived")
        return room

    def page(self, rows: list[Any], otherwise: int = 100) -> tuple[list[Any], Answer]:
        """One page of rows by cursor and limit, and the metadata that leads to the next."""
        cursor = self.text("cursor").removeprefix("next:")
        if cursor and not cursor.isdigit():
            raise Refusal("invalid_cursor")
        start = int(cursor or 0)
        end = start + min(self.count("limit", otherwise), 999)
        following = f"next:{end}" if end < len(rows) else ""
        return rows[start:end], {"response_metadata": {"next_cursor": following}}
