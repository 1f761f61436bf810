"""Faults put into the workspace on purpose."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Literal

Kind = Literal["refuse", "status", "delay", "drop before", "drop after"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happens to one call: an error code, an HTTP status, a delay, or a dropped connection."""

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

    def drop(self, method: str, *, stored: bool, times: int = 1) -> None:
        """Read the request and close the connection, with the work done or not."""
        self._add(Trouble(method, "drop after" if stored else "drop before"), times)

    def clear(self) -> None:
        """Forget every trouble."""
        with self._lock:
            self._waiting.clear()

    def take(self, method: str) -> Trouble | None:
        """The next trouble for a call of the method, used up by asking."""
        with self._lock:
            for index, trouble in enumerate(self._waiting):
                if trouble.method in (method, "*"):
                    return self._waiting.pop(index)
        return None

    def _add(self, trouble: Trouble, times: int) -> None:
        with self._lock:
            self._waiting.extend([trouble] * times)
