"""Lanes: who speaks first in a thread is answered first, however many are spoken to at once.

A request is given to whichever of the program's threads is free, so that the later of two may be
ahead. Its place in line is taken where requests still come one after the other: at the socket.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue
from typing import Any

import msgspec

_PATIENCE_SECONDS = 5.0
"""Beyond what any answer takes: who is ahead is then stuck, and the line does not wait for them."""
_KINDS = frozenset({"message", "app_mention"})


class _Said(msgspec.Struct):
    type: str = ""
    channel: Any = ""
    ts: Any = ""
    thread_ts: Any = ""


class _Payload(msgspec.Struct):
    event_id: str = ""
    event: _Said | None = None


class _Envelope(msgspec.Struct):
    payload: _Payload | None = None


_ENVELOPES = msgspec.json.Decoder(_Envelope)


class Lanes:
    """A line for each thread in which something is being answered."""

    def __init__(self) -> None:
        self._moved = threading.Condition()
        self._lines: dict[str, deque[str]] = {}
        self._lane_of: dict[str, str] = {}

    def arrive(self, raw: str) -> None:
        """Give words that came through the socket their place in the line of their thread; nothing else has one."""
        try:
            payload = _ENVELOPES.decode(raw).payload
        except msgspec.DecodeError:
            return
        said = payload.event if payload is not None else None
        if payload is None or said is None or said.type not in _KINDS:
            return
        with self._moved:
            self._join(lane(said.channel, said.thread_ts or said.ts), payload.event_id)

    @contextmanager
    def turn(self, lane: str, event: str) -> Iterator[None]:
        """Wait until who came before is answered; what has no place yet, as over HTTP, takes the last one."""
        with self._moved:
            if self._lane_of.get(event) != lane:
                self._join(lane, event)
            self._moved.wait_for(lambda: self._is_next(lane, event), _PATIENCE_SECONDS)
        try:
            yield
        finally:
            self.leave(event)

    def leave(self, event: str) -> None:
        """Give the place up, whatever came of the words."""
        with self._moved:
            lane = self._lane_of.pop(event, None)
            if lane is None:
                return
            line = self._lines[lane]
            line.remove(event)
            if not line:
                del self._lines[lane]
            self._moved.notify_all()

    def __len__(self) -> int:
        """How many threads have somebody waiting."""
        return len(self._lines)

    def _is_next(self, lane: str, event: str) -> bool:
        # What came twice gives its place up with the first of the two.
        return self._lane_of.get(event) != lane or self._lines[lane][0] == event

    def _join(self, lane: str, event: str) -> None:
        # What Slack sends a second time keeps its first place.
        if event not in self._lane_of:
            self._lane_of[event] = lane
            self._lines.setdefault(lane, deque()).append(event)


class Arrivals(Queue[str]):
    """The queue of a Socket Mode client, which gives each message its place as it is put in."""

    def __init__(self, lanes: Lanes) -> None:
        """Begin empty."""
        super().__init__()
        self._lanes = lanes

    def put(self, item: str, block: bool = True, timeout: float | None = None) -> None:  # noqa: FBT002 (Queue's own)
        """Add a message."""
        if item:
            self._lanes.arrive(item)
        super().put(item, block, timeout)


def lane(channel: str, root: str) -> str:
    """The lane of a thread."""
    return f"{channel}:{root}"
