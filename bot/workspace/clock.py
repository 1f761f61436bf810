"""The workspace's time, which it never reads from anywhere but here."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time, aware and in UTC, and can be moved to another moment."""

    def now(self) -> datetime: ...

    def move_to(self, moment: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class Moment:
    """A point of time that the page offers to jump to; `labels` by language, where there is more than one."""

    label: str
    at: datetime
    labels: Mapping[str, str] = field(default_factory=dict)


class TravelClock:
    """A clock that runs on from wherever it is put."""

    def __init__(self, start: datetime) -> None:
        self._lock = threading.Lock()
        self.move_to(start)

    def now(self) -> datetime:
        with self._lock:
            return self._start + timedelta(seconds=time.monotonic() - self._since)

    def move_to(self, moment: datetime) -> None:
        with self._lock:
            self._start = moment.astimezone(UTC)
            self._since = time.monotonic()


class HandClock:
    """A clock that stands still until it is moved."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def move_to(self, moment: datetime) -> None:
        self._now = moment.astimezone(UTC)
