"""A channel or a direct conversation, and what is said in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Message = dict[str, Any]
Kind = Literal["channel", "group", "im"]


@dataclass(slots=True)
class Room:
    """A channel or a direct conversation, with its messages oldest first."""

    id: str
    name: str
    kind: Kind
    members: set[str]
    partner: str = ""
    archived: bool = False
    messages: list[Message] = field(default_factory=list)

    def message(self, ts: str) -> Message | None:
        """The message with that ts, in the room or in one of its threads."""
        return next((message for message in self.messages if message["ts"] == ts), None)

    def roots(self) -> list[Message]:
        """What stands in the room itself, without the answers in threads."""
        return [m for m in self.messages if m.get("thread_ts", m["ts"]) == m["ts"]]

    def replies(self, ts: str) -> list[Message]:
        """The answers in a thread, without its root."""
        return [m for m in self.messages if m.get("thread_ts") == ts and m["ts"] != ts]


@dataclass(slots=True)
class Whisper:
    """A message that one person sees."""

    room: str
    user: str
    message: Message
