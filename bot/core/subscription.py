"""A subscription as a person orders it: which digest, where, when, in which language, and who sees it first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal

from bot.core.text import Language

State = Literal["active", "paused", "stopped"]
Origin = Literal["book", "person"]
REVIEW_TIME = timedelta(hours=24)
"""How long a reviewer has where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of the day in which nothing is posted, from `start` up to `end`, on the clocks of the schedule's zone."""

    start: time
    end: time

    def holds(self, at: time) -> bool:
        """Whether a time of day falls into them."""
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a subscription is due: a cron on the wall clock of a named time zone, and what holds it up.

    `business_days` is the country, as ISO has it ("HK"), on whose business days alone it goes out;
    empty is every day.
    """

    cron: str
    time_zone: str
    quiet: Quiet | None = None
    business_days: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """Who sees each edition first, by their user id, and how long they have."""

    reviewer: str
    within: timedelta = REVIEW_TIME


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody asks for.

    `channel` is an id, empty for the place where it was asked, or "me". `says_nothing_new` is
    whether a time without a new edition is answered with one line or with silence. `mended` is a
    digest's name as it was typed, where a near one was taken.
    """

    digest: str
    schedule: Schedule
    language: Language
    channel: str = ""
    review: Review | None = None
    says_nothing_new: bool = False
    mended: str = ""


@dataclass(frozen=True, slots=True)
class Objection:
    """Why an order cannot be taken: a key of templates, and the words it speaks of."""

    reason: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subscription:
    """A channel that gets a digest: which, in which language, and when it is due next.

    `origin` says whether it is a plan of the book or was made by a person, `maker`, in Slack.
    `review_channel` is the reviewer's direct conversation. `paused_for` is why it is paused: a
    word of ours (person, book, token) or Slack's. `newest` is the newest edition there was when
    the book was last looked at.
    """

    workspace: str
    id: str
    channel: str
    digest: str
    schedule: Schedule
    language: Language
    next_at: datetime
    state: State = "active"
    origin: Origin = "person"
    maker: str = ""
    review: Review | None = None
    review_channel: str = ""
    says_nothing_new: bool = False
    paused_for: str = ""
    newest: str = ""


def read_quiet(text: str) -> Quiet | None:
    """Quiet hours as they are stored: "22:00-08:00"; None for anything else, also for hours without a length."""
    start, _, end = text.partition("-")
    try:
        quiet = Quiet(time.fromisoformat(start), time.fromisoformat(end))
    except ValueError:
        return None
    return quiet if quiet.start != quiet.end else None
