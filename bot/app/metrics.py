"""Metrics: what the bot has done, counted for Prometheus; numbers only, nobody's words or ids."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_BUCKETS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
"""Seconds; Slack waits three for an acknowledgement."""


class Metrics:
    """Counts of one bot; `waiting` and `healthy` are looked up when somebody reads."""

    def __init__(self, waiting: Callable[[], int], healthy: Callable[[], bool]) -> None:
        self._registry = CollectorRegistry()
        self._requests = Histogram(
            "kwai_request_seconds",
            "Seconds until a request of Slack's was acknowledged.",
            ["kind"],
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._failures = Counter(
            "kwai_messages_failed", "Messages that were not posted, or may not have been.", registry=self._registry
        )
        gauge = Gauge("kwai_outbox_waiting", "Messages that wait to be posted.", registry=self._registry)
        gauge.set_function(waiting)
        up = Gauge("kwai_healthy", "1 where a question can be taken in and answered.", registry=self._registry)
        up.set_function(healthy)

    @contextmanager
    def request(self, body: dict[str, Any]) -> Iterator[None]:
        """Time a request."""
        start = perf_counter()
        try:
            yield
        finally:
            self._requests.labels(_kind(body)).observe(perf_counter() - start)

    def failed(self) -> None:
        """Count a message that was not posted."""
        self._failures.inc()

    def written(self) -> bytes:
        """The metrics in Prometheus' text format."""
        return generate_latest(self._registry)


def _kind(body: dict[str, Any]) -> str:
    """What a request is: few words, so that there are few series."""
    if "command" in body:
        return "command"
    return "event" if "event" in body else "interaction"
