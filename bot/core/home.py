"""The home tab: what it holds for one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.core.glance import Glance
from bot.core.preference import Preference
from bot.core.subscription import Subscription
from bot.core.text import Language


@dataclass(frozen=True, slots=True)
class Sent:
    """The newest delivery of a subscription: which edition, and what became of it."""

    edition: str
    state: str
    sent_at: datetime | None
    error: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question somebody asked: the mark of its answer, when, and how it is understood, as one line of mrkdwn."""

    mark: str
    asked_at: datetime
    reading: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A reported figure that waits for the owner: its id, what was said, who reported it and when."""

    id: str
    said: str
    reporter: str
    reported_at: datetime


@dataclass(frozen=True, slots=True)
class Duties:
    """What the owner alone sees.

    `expected` counts the deliveries there should have been, `delivered` those that were, `open` the
    others by their state. `problems` are those of a book or of templates that were refused when
    they were last read, `conflicts` counts what the machine finds to contradict itself in the book in use.
    `reports` are the first that wait, `reports_left` counts the others.
    """

    expected: int
    delivered: int
    open: tuple[tuple[str, int], ...]
    problems: tuple[str, ...]
    problems_left: int
    conflicts: int
    reports: tuple[Waiting, ...]
    reports_left: int


NoteKind = Literal[
    "asked",
    "limited",
    "forgotten",
    "left_book",
    "not_owner",
    "settled",
    "settled_before",
    "report_gone",
    "database",
    "broken",
]


@dataclass(frozen=True, slots=True)
class Note:
    """What the last press came to, told once: `about` is the question, the seconds to wait, or a reference."""

    kind: NoteKind
    about: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on one person's home tab.

    `subscriptions` are theirs, each with its newest delivery, `subscriptions_left` counts those not
    shown. `duties` is None for everybody but the owner. Where `is_whole` is False the database
    could not be read, and what is kept in it is missing.
    """

    language: Language
    glance: Glance
    preference: Preference
    subscriptions: tuple[tuple[Subscription, Sent | None], ...] = ()
    subscriptions_left: int = 0
    asked: tuple[Asked, ...] = ()
    duties: Duties | None = None
    note: Note | None = None
    is_whole: bool = True
