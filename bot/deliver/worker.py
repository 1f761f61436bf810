"""The worker: takes one row of the outbox after the other, on a thread of its own."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.deliver.attempt import Attempts, Outcome
from bot.deliver.failure import Failure
from bot.deliver.post import Post
from bot.remember.outbox_row import OutboxRow
from bot.remember.outgoing import Outgoing
from bot.remember.store import Store
from bot.remember.unavailable import StoreUnavailable

_log = logging.getLogger(__name__)

_REST = 5.0
"""Seconds between looks at a database in which nothing seems due: another process may have written."""

_PAUSE_AFTER_ERROR = 2.0


class Bell(Protocol):
    """What wakes the worker: a threading.Event, or a test's stand-in."""

    def set(self) -> None:
        """Ring."""

    def clear(self) -> None:
        """Be silent."""

    def wait(self, timeout: float | None = None) -> bool:
        """Return when it rings or the time is over."""


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of work: the row as it was claimed, and what became of it."""

    row: OutboxRow
    outcome: Outcome


class Worker:
    """Posts the outbox's rows, each once, answers first, at the outbox's pace.

    `now` is the clock of all who share the database (Store.clock). `lease` must be longer than the
    posting side's timeout: a claim that outlives it counts as a crashed worker's, and its row is
    looked for before anything is posted again. `report` hears of what will not be posted by itself,
    and may give a notice of it, which is kept in the transaction that closes the row.
    `look_again_after` must be that timeout plus what Slack may take to show a message.
    """

    def __init__(
        self,
        store: Store,
        post: Post,
        *,
        now: Callable[[], datetime],
        report: Callable[[Failure], Outgoing | None],
        expired_payload: Callable[[OutboxRow], str],
        look_again_after: timedelta = timedelta(seconds=40),
        lease: timedelta = timedelta(seconds=120),
        pause: timedelta = timedelta(seconds=1),
        bell: Bell | None = None,
        name: str | None = None,
    ) -> None:
        self._outbox = store.outbox
        self._now = now
        self._lease = lease
        self._bell: Bell = threading.Event() if bell is None else bell
        self._name = name or uuid.uuid4().hex
        self._attempts = Attempts(store.outbox, post, now, report, expired_payload, look_again_after, lease, pause)
        self.workspace: str | None = None
        """Whose rows to post: those of the workspace the token belongs to; None posts all."""
        self._looked_at = now()
        self._stopping = False
        self._thread: threading.Thread | None = None

    def step(self) -> Step | None:
        """Do one piece of work and return it; None where nothing can be done now.

        Raises StoreUnavailable; what was posted and could not be noted is found again later.
        """
        self._looked_at = self._now()
        row = self._outbox.claim(self._name, self._looked_at, self._lease, self.workspace)
        if row is None:
            return None
        if row.state == "sending":
            outcome = self._attempts.send(row)
        elif row.state == "unknown":
            outcome = self._attempts.look(row)
        else:
            outcome = self._attempts.expire(row)
        _log.info("outbox row %s (%s to %s): %s", row.id, row.kind, row.channel, outcome)
        return Step(row, outcome)

    def wake(self) -> None:
        """Say that there is something new in the outbox."""
        self._bell.set()

    def run(self) -> None:
        """Work until stop() is called; no exception ends it."""
        while not self._stopping:
            self._bell.clear()  # before looking, so that no ring is missed
            try:
                pause = 0.0 if self.step() is not None else self._idle()
            except StoreUnavailable as error:
                _log.warning("%s", error)
                pause = _PAUSE_AFTER_ERROR
            except Exception:
                _log.exception("working on the outbox")
                pause = _PAUSE_AFTER_ERROR
            if pause > 0 and not self._stopping:
                self._bell.wait(pause)

    def start(self) -> None:
        """Run on a thread of its own."""
        self._stopping = False
        self._thread = threading.Thread(target=self.run, name="kwai-deliver", daemon=True)
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether its thread works."""
        return self._thread is not None and self._thread.is_alive()

    def stop(self, timeout: float | None = None) -> bool:
        """End after the piece of work at hand; False where that took longer than the timeout."""
        self._stopping = True
        self._bell.set()
        if self._thread is None:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _idle(self) -> float:
        """Seconds until something may be due, at most _REST."""
        # From the moment of the look: what became due since then was not seen.
        due = self._outbox.next_due(self._looked_at, self.workspace)
        return _REST if due is None else max(0.001, min(_REST, (due - self._now()).total_seconds()))
