"""Faults put into the workspace on purpose."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["refuse", "status", "delay", "late", "drop before", "drop after", "twice"]

EVENT = "event"
"""The method of a trouble that befalls an event on its way to the bot."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happens to one call: an error code, an HTTP status, a delay, a dropped connection; or to an event."""

    method: str
    kind: Kind
    error: str = ""
    status: int = 200
    seconds: float = 0


class Faults:
    """Troubles waiting for the next calls of a method; `*` means any method, `response_url` those posts."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Trouble] = []

    def refuse(self, method: str, error: str, times: int = 1) -> None:
        """Answer ok:false with the error code."""
        self._add(Trouble(method, "refuse", error=error), times)

    def limit(self, method: str, retry_after: float = 1, times: int = 1) -> None:
        """Answer 429 with Retry-After."""
        self._add(Trouble(method, "status", "ratelimited", 429, retry_after), times)

    def fail(self, method: str, status: int = 500, times: int = 1) -> None:
        """Answer with an HTTP status and no work done."""
        self._add(Trouble(method, "status", "internal_error", status), times)

    def delay(self, method: str, seconds: float, times: int = 1) -> None:
        """Do the work, then answer late."""
        self._add(Trouble(method, "delay", seconds=seconds), times)

    def hold(self, method: str, seconds: float, times: int = 1) -> None:
        """Do the work late, whether or not the caller still waits, then answer."""
        self._add(Trouble(method, "late", seconds=seconds), times)

    def repeat(self, times: int = 1) -> None:
        """Send the next event twice at once."""
        self._add(Trouble(EVENT, "twice"), times)

    def drop(self, method: str, *, stored: bool, times: int = 1) -> None:
        """Read the request and close the connection, with the work done or not."""
        self._add(Trouble(method, "drop after" if stored else "drop before"), times)

    def clear(self) -> None:
        """Forget every trouble."""
        with self._lock:
            self._waiting.clear()

    def waiting(self) -> tuple[Trouble, ...]:
        """Every trouble that is still to come."""
        with self._lock:
            return tuple(self._waiting)

    def take(self, method: str) -> Trouble | None:
        """The next trouble for a call of the method, used up by asking."""
        with self._lock:
            for index, trouble in enumerate(self._waiting):
                if trouble.method == method or (trouble.method == "*" and method != EVENT):
                    return self._waiting.pop(index)
        return None

    def _add(self, trouble: Trouble, times: int) -> None:
        with self._lock:
            self._waiting.extend([trouble] * times)


class Storm(Faults):
    """Troubles that come by dice: each call meets one of its method's, with the chance given, or none.

    The same dice and the same calls in the same order give the same troubles. `came` counts them by kind.
    """

    def __init__(self, dice: random.Random, chances: Mapping[Trouble, float]) -> None:
        super().__init__()
        self._dice = dice
        self._chances = chances
        self.came: Counter[Kind] = Counter()

    def take(self, method: str) -> Trouble | None:
        """The trouble for a call of the method: one that waits, or else one by dice."""
        if (waiting := super().take(method)) is not None:
            return waiting
        with self._lock:
            thrown = self._dice.random()
            for trouble, chance in self._chances.items():
                if trouble.method == method:
                    if thrown < chance:
                        self.came[trouble.kind] += 1
                        return trouble
                    thrown -= chance
        return None
