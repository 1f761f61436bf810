"""A Slack that behaves, and misbehaves when told; a clock that moves when told."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.deliver.envelope import Envelope
from bot.deliver.failure import Failure
from bot.deliver.post import Unsure


class Clock:
    """Both clocks: the wall's and the one that never jumps."""

    def __init__(self) -> None:
        self.moment = datetime(2025, 11, 20, 9, 0, tzinfo=UTC)
        self.ticks = 1000.0

    def now(self) -> datetime:
        return self.moment

    def advance(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)
        self.ticks += seconds


@dataclass(frozen=True, slots=True)
class Message:
    channel: str
    thread_ts: str | None
    payload: str
    delivery_id: str
    ts: str
    at: float


class Lost(Unsure):
    """The message arrives, the answer does not."""


@dataclass
class Slack:
    """`sends`, `finds`, `privates`: what goes wrong with the next calls; None is nothing.

    `takes` is how long a send takes, `shows_after` how long after it a message is seen.
    """

    clock: Clock
    messages: list[Message] = field(default_factory=list)
    private: list[tuple[str, str]] = field(default_factory=list)
    sends: deque[Exception | None] = field(default_factory=deque)
    finds: deque[Exception | None] = field(default_factory=deque)
    privates: deque[Exception | None] = field(default_factory=deque)
    looks: int = 0
    takes: float = 0.0
    shows_after: float = 0.0

    def send(self, envelope: Envelope) -> str:
        error = self.sends.popleft() if self.sends else None
        if error is not None and not isinstance(error, Lost):
            raise error
        ts = f"{len(self.messages) + 1}.000"
        self.messages.append(
            Message(
                envelope.channel,
                envelope.thread_ts,
                envelope.payload,
                envelope.delivery_id,
                ts,
                self.clock.ticks,
            )
        )
        self.clock.advance(self.takes)
        if error is not None:
            raise error
        return ts

    def find(self, envelope: Envelope) -> str | None:
        self.looks += 1
        error = self.finds.popleft() if self.finds else None
        if error is not None:
            raise error
        shown = (message for message in self.messages if message.at + self.shows_after <= self.clock.ticks)
        return next((message.ts for message in shown if message.delivery_id == envelope.delivery_id), None)

    def answer_privately(self, response_url: str, payload: str) -> None:
        error = self.privates.popleft() if self.privates else None
        if error is not None:
            raise error
        self.private.append((response_url, payload))

    @property
    def said(self) -> list[str]:
        return [message.payload for message in self.messages]


class Owner:
    """The person who is told."""

    def __init__(self) -> None:
        self.heard: list[Failure] = []

    def report(self, failure: Failure) -> None:
        self.heard.append(failure)

    @property
    def errors(self) -> list[tuple[str, str, bool]]:
        return [(failure.row.payload, failure.error, failure.is_unsure) for failure in self.heard]
