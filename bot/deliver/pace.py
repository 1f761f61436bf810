"""Slack's pace: about one message a second to a channel."""

from __future__ import annotations

from collections.abc import Callable

Channel = tuple[str, str]
"""A workspace and a channel in it."""


class Pace:
    """When each channel may be posted to again, on a clock that never jumps."""

    def __init__(self, monotonic: Callable[[], float], seconds: float) -> None:
        self._monotonic = monotonic
        self._seconds = seconds
        self._free_at: dict[Channel, float] = {}
        self._first_free: float | None = None

    def posted(self, channel: Channel, wait: float = 0.0) -> None:
        """Note that a post has ended; `wait` is what Slack asked for, where it asked for more."""
        free_at = self._monotonic() + max(self._seconds, wait)
        self._free_at[channel] = max(free_at, self._free_at.get(channel, free_at))

    def busy(self) -> tuple[Channel, ...]:
        """The channels that may not be posted to yet."""
        now = self._monotonic()
        self._free_at = {channel: at for channel, at in self._free_at.items() if at > now}
        self._first_free = min(self._free_at.values(), default=None)
        return tuple(sorted(self._free_at))

    def wait(self) -> float | None:
        """Seconds until the first of the channels that were last called busy is free; None where none was.

        A channel that became free since then counts: who passed its rows over must look again.
        """
        return None if self._first_free is None else max(0.0, self._first_free - self._monotonic())
