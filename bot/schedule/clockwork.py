"""The clockwork: calls one function every so many seconds, on a thread of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC

from apscheduler.schedulers.background import BackgroundScheduler

_log = logging.getLogger(__name__)


class Clockwork:
    """One job that asks the database what is due; never two calls at once, no error stops it.

    What is due stands in the database, so that a missed call is made up by the next.
    """

    def __init__(self, poll: Callable[[], None], every: float) -> None:
        self._poll = poll
        self._scheduler = BackgroundScheduler(timezone=UTC)
        self._scheduler.add_job(
            self._call, "interval", seconds=every, coalesce=True, max_instances=1, misfire_grace_time=None
        )

    def start(self) -> None:
        """Begin; the first call comes after one interval."""
        self._scheduler.start()

    def stop(self) -> None:
        """End, after the call that is being made."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def _call(self) -> None:
        try:
            self._poll()
        except Exception:
            _log.exception("the clock's call failed; the next one comes as usual")
