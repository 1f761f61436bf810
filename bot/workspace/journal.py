"""What crossed the wire."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Way = Literal["to bot", "from bot", "here"]


@dataclass(frozen=True, slots=True)
class Line:
    """One call, envelope or ack; `content` is what went over the wire and came back, as JSON."""

    number: int
    at: datetime
    way: Way
    what: str
    ok: bool
    detail: str = ""
    content: str = ""

    def __str__(self) -> str:
        mark = "ok" if self.ok else "NOT OK"
        return f"{self.at:%H:%M:%S} {self.way:8} {self.what} {mark} {self.detail}".rstrip()


class Journal:
    """The newest lines, oldest first."""

    def __init__(self, most: int = 1000) -> None:
        self._lines: deque[Line] = deque(maxlen=most)
        self._number = 0

    def write(
        self, at: datetime, way: Way, what: str, ok: bool = True, detail: str = "", content: object = None
    ) -> None:
        """Add a line."""
        self._number += 1
        # Written out at once: views and messages change later.
        told = "" if content is None else json.dumps(content, ensure_ascii=False, default=str)
        self._lines.append(Line(self._number, at, way, what, ok, detail, told))

    def line(self, number: int) -> Line:
        """The line with that number; KeyError when it is no longer kept."""
        for line in self._lines:
            if line.number == number:
                return line
        raise KeyError(f"no line {number}")

    def __iter__(self) -> Iterator[Line]:
        return iter(tuple(self._lines))

    def __len__(self) -> int:
        return len(self._lines)

    def tail(self, count: int = 15) -> str:
        """The last lines as text."""
        return "\n".join(str(line) for line in tuple(self._lines)[-count:])
