"""What crossed the wire."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Way = Literal["to bot", "from bot", "here"]


@dataclass(frozen=True, slots=True)
class Line:
    """One call, envelope or ack."""

    number: int
    at: datetime
    way: Way
    what: str
    ok: bool
    detail: str = ""

    def __str__(self) -> str:
        mark = "ok" if self.ok else "NOT OK"
        return f"{self.at:%H:%M:%S} {self.way:8} {self.what} {mark} {self.detail}".rstrip()


class Journal:
    """The newest lines, oldest first."""

    def __init__(self, most: int = 1000) -> None:
        self._lines: deque[Line] = deque(maxlen=most)
        self._number = 0

    def write(self, at: datetime, way: Way, what: str, ok: bool = True, detail: str = "") -> None:
        """Add a line."""
        self._number += 1
        self._lines.append(Line(self._number, at, way, what, ok, detail))

    def __iter__(self) -> Iterator[Line]:
        return iter(tuple(self._lines))

    def __len__(self) -> int:
        return len(self._lines)

    def tail(self, count: int = 15) -> str:
        """The last lines as text."""
        return "\n".join(str(line) for line in tuple(self._lines)[-count:])
