"""Timing: many calls of one thing, interleaved with the others, the middle value of each."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping


def medians(calls: Mapping[str, Callable[[], object]], rounds: int, warm: int = 20, run: int = 1) -> dict[str, float]:
    """The median of each call in milliseconds; the calls take turns in runs, so that noise hits all alike."""
    for call in calls.values():
        for _ in range(warm):
            call()
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds // run):
        for name, call in calls.items():
            for _ in range(run):
                begun = time.perf_counter()
                call()
                taken[name].append((time.perf_counter() - begun) * 1000)
    return {name: statistics.median(times) for name, times in taken.items()}


def rows(measured: Mapping[str, float], against: str) -> list[str]:
    """The medians as lines, each with its ratio to one of them."""
    base = measured[against]
    width = max(map(len, measured))
    return [f"  {name:<{width}}  {value:9.3f} ms  {value / base:8.3f} x" for name, value in measured.items()]
