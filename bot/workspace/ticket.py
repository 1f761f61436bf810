"""What an interaction hands to the bot for later: the right to open a view, and an address to answer at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.workspace.refusal import Refusal


@dataclass(slots=True)
class Trigger:
    """A trigger_id: whose act it was and where, until when it opens a view, and whether it has."""

    user: str
    expires: datetime
    room: str = ""
    used: bool = False

    def spend(self, now: datetime) -> None:
        """Use it up; Refusal when it was used before, or is three seconds old."""
        if self.used:
            raise Refusal("exchanged_trigger_id")
        if now > self.expires:
            raise Refusal("expired_trigger_id")
        self.used = True


@dataclass(slots=True)
class Hook:
    """A response_url: where it posts, what it may replace, how often and how long."""

    room: str
    user: str
    expires: datetime
    message_ts: str = ""
    uses: int = 5

    def spend(self, now: datetime) -> None:
        """Use it once; Refusal after five uses or half an hour."""
        if now > self.expires:
            raise Refusal("expired_url")
        if self.uses <= 0:
            raise Refusal("used_url")
        self.uses -= 1
