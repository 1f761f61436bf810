"""Post: what the worker needs of Slack, and the ways in which it fails."""

from __future__ import annotations

from typing import Protocol

from bot.deliver.envelope import Envelope

_OF_BLOCKS = ("invalid_blocks", "msg_blocks_too_long", "invalid_arguments")


class PostError(Exception):
    """Something kept a message from being posted or looked for."""


class Refused(PostError):
    """Slack said no, and would say so again; `error` is its word for it."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error

    @property
    def is_of_blocks(self) -> bool:
        """Whether Slack will not draw the blocks, and may take the message in a plainer form."""
        return any(word in self.error for word in _OF_BLOCKS)


class NotMember(PostError):
    """The bot is not in the channel, or cannot see it; `error` is Slack's word for it."""

    def __init__(self, error: str = "not_in_channel") -> None:
        super().__init__(error)
        self.error = error


class SlowDown(PostError):
    """Slack did not take the message and asks to wait so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"asked to wait {seconds:g} s")
        self.seconds = seconds


class Unsure(PostError):
    """The message may or may not have been posted: the line broke, or Slack, after it was sent."""


class Unreachable(PostError):
    """The message was certainly not sent: no connection was made."""


class Post(Protocol):
    """Slack, as the worker knows it. Any of its methods may raise any PostError."""

    def send(self, envelope: Envelope) -> str:
        """Post the message once, without any retry, and return its ts."""

    def find(self, envelope: Envelope) -> str | None:
        """The ts of the message if it is there, known by our signed mark; None if it is not."""

    def answer_privately(self, response_url: str, payload: str) -> None:
        """Show the message to the asker alone, without any retry."""
