"""The counter, as the doors know it: bot/counter behind a plain surface."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypeVar

from bot.core.message import Message
from bot.core.text import Language
from bot.deliver.mailroom import Address


class Heard(Protocol):
    """A command that is for the counter; `order` is something that must be looked into first."""

    @property
    def messages(self) -> tuple[Message, ...]:
        """What may be said at once."""

    @property
    def order(self) -> object | None:
        """What must be looked into first."""

    @property
    def wants_form(self) -> bool:
        """Whether it is the form that is wanted."""

    @property
    def language(self) -> Language:
        """The language it was said in."""


class Looked(Protocol):
    """What came of looking at a form that was filled in."""

    @property
    def wrong(self) -> Mapping[str, str]:
        """What is wrong, by field."""

    @property
    def view(self) -> Mapping[str, Any] | None:
        """What to agree to."""


H = TypeVar("H", bound=Heard)


class Counter(Protocol[H]):
    """What a person can do there; all but hear, new_form, zones, wrong_fields, left and decide ask Slack something."""

    def hear(self, to: Address, text: str) -> H | None:
        """What a command comes to; None where it is a question for the book."""

    def order(self, to: Address, heard: H) -> tuple[Message, ...]:
        """Take the order of a command; what the asker alone hears."""

    def press(self, to: Address, key: str, value: str, *, relist: bool) -> tuple[Message, ...]:
        """What a subscription's button comes to, before the list where that is to be shown anew."""

    def new_form(self, to: Address, language: Language) -> Mapping[str, Any] | Message:
        """The form for a new subscription, or why there is none."""

    def form(self, to: Address, value: str) -> Mapping[str, Any] | Message:
        """The form in which a subscription is changed, or why there is none."""

    def zones(self, metadata: str, typed: str) -> list[dict[str, Any]]:
        """The time zones that a form offers for the letters typed."""

    def wrong_fields(self, metadata: str, entered: Mapping[str, str]) -> Mapping[str, str]:
        """What is wrong with what was entered, by field."""

    def confirm(self, to: Address, metadata: str, entered: Mapping[str, str]) -> Looked:
        """What would come, to be agreed to, or what keeps it from coming, by field."""

    def settle(self, to: Address, metadata: str, once: str) -> tuple[Message, ...]:
        """Do what was agreed to, once; what the person alone hears."""

    def left(self, metadata: str) -> tuple[Language, str, str]:
        """Of a form that was closed: its language, where it was opened, and which form it was."""

    def decide(self, to: Address, key: str, value: str) -> Message:
        """What a reviewer's button comes to."""

    def interrupt(self, workspace: str, channel: str, why: str) -> object:
        """Pause the subscriptions of a channel that can no longer be posted to."""
