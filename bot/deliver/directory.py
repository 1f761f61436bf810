"""Directory: what must be known of channels and people before something is promised to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel or a direct conversation that the bot can see."""

    id: str
    has_bot: bool
    is_archived: bool = False


class Directory(Protocol):
    """Slack, as the counter knows it. Its methods raise where Slack cannot be asked now."""

    def channel(self, id: str) -> Channel | None:
        """A channel; None where the bot cannot see one of that id."""

    def is_in(self, channel: str, user: str) -> bool:
        """Whether a person is a member of a channel."""

    def direct(self, user: str) -> str | None:
        """The id of the direct conversation with a person; None where there can be none."""
