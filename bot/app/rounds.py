"""What is looked after every few seconds while the bot runs."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import date, datetime, timedelta
from time import monotonic

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.app.edition import Editions
from bot.app.errata import correct
from bot.app.owner import Owner
from bot.app.plans import seed
from bot.app.shelf import Shelf
from bot.core.digest import Plan
from bot.counter.counter import Counter
from bot.counter.review import hold_overdue
from bot.remember.store import Store
from bot.remember.unavailable import StoreUnavailable
from bot.schedule.due import Tally, bring_forward, send_due

_SEEN_FOR = timedelta(days=2)
"""Longer than Slack repeats an event, or replays what was missed in an outage."""
_STRAGGLERS, _LOOK_AGAIN = 30.0, 5.0
"""Seconds after a change in which an answer that was begun before may still be put out, and between two looks."""


class Rounds:
    """A changed book, corrections, digests that fall due, and what is to be forgotten, in one workspace."""

    def __init__(
        self,
        workspace: str,
        store: Store,
        shelf: Shelf,
        counter: Counter,
        editions: Editions,
        owner: Owner,
        client: WebClient,
        *,
        now: Callable[[], datetime],
        keep: timedelta,
        correct_for: timedelta,
        wake: Callable[[], None],
        renewed: Callable[[], None],
    ) -> None:
        """`wake` tells the worker that there is something to post, `renewed` that the desk is another."""
        self._workspace = workspace
        self._store = store
        self._shelf = shelf
        self._counter = counter
        self._editions = editions
        self._owner = owner
        self._client = client
        self._now = now
        self._keep = keep
        self._correct_for = correct_for
        self._wake = wake
        self._renewed = renewed
        self._correct_at: float | None = 0.0
        self._correct_until = 0.0
        self._pruned_on: date | None = None
        self.corrected_by: str | None = None
        """The version of the book by which what was said was last looked through."""

    def seed(self) -> None:
        """Write the book's plans down, and send what has landed since.

        Raises StoreUnavailable, SlackApiError, OSError.
        """
        ledger = self._shelf.desk.ledger
        newest = {digest: self._counter.newest(digest) for digest in ledger.digests}
        seed(ledger.plans, self._store, self._client, self._workspace, self._now(), self._owner.tell, newest)
        stuck = [s.id for s in self._store.roster.all(self._workspace) if s.paused_for == "token"]
        if stuck:
            self._owner.tell(
                f"Paused since Slack refused the token: {', '.join(stuck)}. Resume them with /kwai subscriptions."
            )
        self.send_landed()

    def send_landed(self) -> int:
        """Compose and plan what has become due as the book is now; call it whenever the desk's ledger changed.

        A subscription goes out at once, or after its quiet hours, when its digest has a newer
        edition than when it was last looked at. Returns how many were brought forward. Raises
        StoreUnavailable.
        """
        newest = {digest: self._counter.newest(digest) for digest in self._shelf.desk.ledger.digests}
        found = bring_forward(self._store, newest, self._now(), self._workspace)
        if found:
            self._send_due()
        return len(found)

    def go(self) -> None:
        """One round."""
        plans = self._shelf.desk.ledger.plans
        if self._shelf.look():
            self._renew(plans)
            self._correct_at, self._correct_until = 0.0, monotonic() + _STRAGGLERS
        self._correct()
        self._prune()
        self._send_due()
        hold_overdue(self._counter, self._now(), self._workspace)

    def _send_due(self) -> None:
        done = send_due(self._store, self._editions, self._now, self._owner.digest_failed, workspace=self._workspace)
        if done != Tally():
            self._wake()

    def _renew(self, plans: tuple[Plan, ...]) -> None:
        """Go on with a book that was read anew."""
        # What the book before was made of is let go, and what is there now lives as long as the program.
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._renewed()
        try:
            if self._shelf.desk.ledger.plans != plans:
                self.seed()
            else:
                self.send_landed()
        except (SlackApiError, OSError, StoreUnavailable) as error:
            self._owner.tell(f"The changed plans could not be written down: {error}. They are at the next start.")

    def _correct(self) -> None:
        """Look through what was said from another book, at start and after a change, until nothing of it is to come."""
        if self._correct_at is None or monotonic() < self._correct_at:
            return
        self._correct_at = monotonic() + _LOOK_AGAIN
        desk, report = self._shelf.desk, self._owner.correction_failed
        found = correct(self._store, desk, self._workspace, self._now(), self._correct_for, report)
        self.corrected_by = desk.provenance.book
        if found.waits_anew:
            self._owner.corrections_wait(found.facts, found.notes)
        elif found.notes and not found.waits:
            self._wake()
        is_over = monotonic() >= self._correct_until
        if is_over and not self._store.errata.is_more_coming(self._workspace, desk.provenance.book):
            self._correct_at = None

    def _prune(self) -> None:
        """Forget, once a day, what was seen too long ago to come again, and what is older than its keep."""
        today = self._now().date()
        if self._pruned_on != today:
            self._pruned_on = today
            self._store.prune(self._now() - _SEEN_FOR)
            self._store.forget(self._now() - self._keep)
