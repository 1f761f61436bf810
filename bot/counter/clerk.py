"""The clerk: the one door of the counter, as Slack's doors know it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.message import Message
from bot.core.subscription import Subscription
from bot.counter import change, command, interruption, press, review
from bot.counter.command import Heard
from bot.counter.counter import Counter
from bot.deliver.mailroom import Address


class Clerk:
    """Everything a person can do at the counter; what asks Slack something says so."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter

    def hear(self, to: Address, text: str) -> Heard | None:
        """What a command comes to; None where it is a question for the book."""
        return command.hear(self._counter, to, text)

    def order(self, to: Address, heard: Heard) -> tuple[Message, ...]:
        """Take the order of a command, and return what the asker alone hears; asks Slack who is where."""
        assert heard.order is not None
        return self._counter.subscribe(to, heard.order, heard.language)

    def press(self, to: Address, key: str, value: str, *, relist: bool) -> tuple[Message, ...]:
        """What a subscription's button comes to, before the list where that is to be shown anew; asks Slack."""
        said = press.press(self._counter, to, key, value)
        if not relist:
            return (said,)
        language, _ = press.read_value(value)
        return command.listing(self._counter, to, language, said)

    def form(self, to: Address, value: str) -> Mapping[str, Any] | Message:
        """The form in which a subscription is changed, or why there is none; asks Slack who is where."""
        return change.form(self._counter, to, value)

    def wrong_fields(self, value: str, entered: Mapping[str, str]) -> Mapping[str, str]:
        """What is wrong with what was entered, by field."""
        return change.wrong_fields(self._counter, value, entered)

    def change(self, to: Address, value: str, entered: Mapping[str, str]) -> Message | None:
        """Change a subscription; a message where it could not be. Asks Slack who is where."""
        return change.change(self._counter, to, value, entered)

    def decide(self, to: Address, key: str, value: str) -> Message:
        """What a reviewer's button comes to."""
        return review.decide(self._counter, to, key, value)

    def interrupt(self, workspace: str, channel: str, why: str) -> tuple[Subscription, ...]:
        """Pause the subscriptions of a channel that can no longer be posted to, and tell who made them; asks Slack."""
        return interruption.interrupt(self._counter, workspace, channel, why)
