"""Threads with the app as an agent: their titles, where they stand, and what the app says it is doing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from bot.workspace.manifest import Prompt

Life = Literal["active", "processing", "suspended", "closed"]

SAYING = timedelta(minutes=2)  # a status that nothing follows goes after that
PROCESSING = timedelta(hours=1)


@dataclass(slots=True)
class Session:
    """One thread with the app."""

    title: str = ""
    life: Life = "active"
    since: datetime | None = None
    doing: str = ""
    doing_since: datetime | None = None
    loading: tuple[str, ...] = ()

    def says(self, now: datetime) -> str:
        """What the app says it is doing, until two minutes after it last said so."""
        return self.doing if self.doing_since is not None and now < self.doing_since + SAYING else ""

    def processing(self, now: datetime) -> bool:
        """Whether the app works on it, which Slack believes for an hour."""
        return self.life == "processing" and self.since is not None and now < self.since + PROCESSING


@dataclass(frozen=True, slots=True)
class Prompts:
    """What the app suggests to ask in a conversation, and the line above."""

    prompts: tuple[Prompt, ...]
    title: str = ""


@dataclass(slots=True)
class Sessions:
    """Every thread with the app by room and ts, and its suggestions by room."""

    threads: dict[tuple[str, str], Session] = field(default_factory=dict)
    prompts: dict[str, Prompts] = field(default_factory=dict)

    def at(self, room: str, thread_ts: str) -> Session:
        """The session of a thread, begun if there was none."""
        return self.threads.setdefault((room, thread_ts), Session())

    def seen(self, room: str, thread_ts: str) -> Session:
        """The session of a thread as it stands, an empty one where there is none."""
        return self.threads.get((room, thread_ts), Session())

    def answered(self, room: str, thread_ts: str) -> None:
        """The app wrote in a thread: what it was doing is done."""
        found = self.threads.get((room, thread_ts))
        if found is not None:
            found.doing, found.loading = "", ()
