"""Fairness: how much one person, and one channel, may ask at once, so that everybody is answered."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass

_MOST_KEPT = 10_000
"""Buckets remembered before those that are full again are let go."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, and one more every so many seconds."""

    burst: int
    seconds: float


PERSON = Rate(20, 2.0)
CHANNEL = Rate(60, 1.0)
"""A channel takes one post a second of Slack's: what is asked beyond this would be posted too late."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Too much was asked: by whom, when to ask again, in whole seconds, and whether that was just begun."""

    who: str
    seconds: int
    first: bool


class Fairness:
    """Token buckets of people and channels, on a clock that never jumps; safe for many threads."""

    def __init__(self, monotonic: Callable[[], float], *, person: Rate = PERSON, channel: Rate = CHANNEL) -> None:
        self._monotonic = monotonic
        self._rates = {"person": person, "channel": channel}
        self._buckets: dict[tuple[str, Hashable], tuple[float, float]] = {}
        """Who: what is left, and when that was so."""
        self._waiting: set[tuple[str, Hashable]] = set()
        self._lock = threading.Lock()

    def ask(self, person: Hashable, channel: Hashable | None) -> Wait | None:
        """Take one question of the person's, and of the channel's where one is named; a Wait where there is none."""
        keys = [("person", person), *([("channel", channel)] if channel is not None else [])]
        with self._lock:
            now = self._monotonic()
            left = {key: self._left(key, now) for key in keys}
            for key in keys:
                if left[key] < 1:
                    first = key not in self._waiting
                    self._waiting.add(key)
                    return Wait(key[0], math.ceil((1 - left[key]) * self._rates[key[0]].seconds), first)
            for key in keys:
                self._buckets[key] = (left[key] - 1, now)
                self._waiting.discard(key)
            if len(self._buckets) > _MOST_KEPT:
                self._let_go(now)
            return None

    def _left(self, key: tuple[str, Hashable], now: float) -> float:
        rate = self._rates[key[0]]
        left, at = self._buckets.get(key, (float(rate.burst), now))
        return min(float(rate.burst), left + (now - at) / rate.seconds)

    def _let_go(self, now: float) -> None:
        self._buckets = {
            key: kept for key, kept in self._buckets.items() if self._left(key, now) < self._rates[key[0]].burst
        }
        self._waiting &= self._buckets.keys()
