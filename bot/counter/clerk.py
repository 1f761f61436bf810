"""The clerk: the one door of the counter, as Slack's doors know it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.message import Message
from bot.core.subscription import Subscription
from bot.core.text import Language
from bot.counter import command, interruption, press, review
from bot.counter import form as forms
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

    def new_form(self, to: Address, language: Language) -> Mapping[str, Any] | Message:
        """The form for a new subscription, or why there is none."""
        return forms.new(self._counter, to, language)

    def form(self, to: Address, value: str) -> Mapping[str, Any] | Message:
        """The form in which a subscription is changed, or why there is none; asks Slack who is where."""
        language, which = press.read_value(value)
        return forms.change(self._counter, to, which, language)

    def warm(self) -> None:
        """Look up what the first form needs, so that nobody waits for it."""
        forms.new(self._counter, Address("", "", ""), "en")
        forms.zones_offered(self._counter, "", "a")

    def zones(self, metadata: str, typed: str) -> list[dict[str, Any]]:
        """The time zones that a form offers for the letters typed."""
        return forms.zones_offered(self._counter, metadata, typed)

    def wrong_fields(self, metadata: str, entered: Mapping[str, str]) -> Mapping[str, str]:
        """What is wrong with what was entered, by field."""
        return forms.wrong_fields(self._counter, metadata, entered)

    def confirm(self, to: Address, metadata: str, entered: Mapping[str, str]) -> forms.Looked:
        """What would come, as a view to agree to, or what keeps it from coming; asks Slack who is where."""
        return forms.confirm(self._counter, to, metadata, entered)

    def settle(self, to: Address, metadata: str, once: str) -> tuple[Message, ...]:
        """Do what was agreed to, once; what the person alone hears. Asks Slack who is where."""
        return forms.settle(self._counter, to, metadata, once)

    def left(self, metadata: str) -> tuple[Language, str, str]:
        """Of a form that was closed: its language, where it was opened, and which form it was."""
        note = forms.note_of(metadata)
        return note.language, note.origin, "change" if note.id else "subscribe"

    def decide(self, to: Address, key: str, value: str) -> Message:
        """What a reviewer's button comes to."""
        return review.decide(self._counter, to, key, value)

    def interrupt(self, workspace: str, channel: str, why: str) -> tuple[Subscription, ...]:
        """Pause the subscriptions of a channel that can no longer be posted to, and tell who made them; asks Slack."""
        return interruption.interrupt(self._counter, workspace, channel, why)
