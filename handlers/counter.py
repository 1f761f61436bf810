"""The counter, as the doors know it: bot/counter behind a plain surface."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypeVar

from bot.core.message import Message
from bot.deliver.mailroom import Address


class Heard(Protocol):
    """A command that is for the counter; `order` is something that must be looked into first."""

    @property
    def messages(self) -> tuple[Message, ...]:
        """What may be said at once."""

    @property
    def order(self) -> object | None:
        """What must be looked into first."""


H = TypeVar("H", bound=Heard)


class Counter(Protocol[H]):
    """What a person can do there; all but hear, wrong_fields and decide ask Slack something."""

    def hear(self, to: Address, text: str) -> H | None:
        """What a command comes to; None where it is a question for the book."""

    def order(self, to: Address, heard: H) -> tuple[Message, ...]:
        """Take the order of a command; what the asker alone hears."""

    def press(self, to: Address, key: str, value: str, *, relist: bool) -> tuple[Message, ...]:
        """What a subscription's button comes to, before the list where that is to be shown anew."""

    def form(self, to: Address, value: str) -> Mapping[str, Any] | Message:
        """The form in which a subscription is changed, or why there is none."""

    def wrong_fields(self, value: str, entered: Mapping[str, str]) -> Mapping[str, str]:
        """What is wrong with what was entered, by field."""

    def change(self, to: Address, value: str, entered: Mapping[str, str]) -> Message | None:
        """Change a subscription; a message where it could not be."""

    def decide(self, to: Address, key: str, value: str) -> Message:
        """What a reviewer's button comes to."""

    def interrupt(self, workspace: str, channel: str, why: str) -> object:
        """Pause the subscriptions of a channel that can no longer be posted to."""
