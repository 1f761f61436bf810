"""The roster: who gets which digest, and which editions went there; each method its own short transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from bot.core.subscription import Subscription
from bot.remember import deliveries, outgoing, reviews, subscriptions, turn
from bot.remember.database import Database
from bot.remember.deliveries import Delivery
from bot.remember.outgoing import Outgoing
from bot.remember.records import Records
from bot.remember.reviews import Waiting
from bot.remember.turn import Outcome, Turn

SentNow = Outcome | Literal["waits", "unsure"]
"""What became of an edition that was wanted at once: as for a turn; or it waits for its reviewer since an
earlier turn; or some of it may have been posted, so that it is not posted again."""


class Roster:
    """Subscriptions, their turns, their reviews, their deliveries. Every method may raise StoreUnavailable."""

    def __init__(self, database: Database, records: Records) -> None:
        self._database = database
        self._records = records

    def put(self, wanted: Subscription) -> Subscription:
        """Write the subscription, and return it as it stands.

        One that exists keeps its origin and its state, and its next_at too unless its schedule
        changed. A plan that was paused because it had left the book goes on.
        """
        with self._database.writing() as connection:
            return subscriptions.put(connection, wanted)

    def all(self, workspace: str) -> tuple[Subscription, ...]:
        """The workspace's subscriptions that are not stopped, by channel."""
        with self._database.reading() as connection:
            return subscriptions.listed(connection, workspace)

    def one(self, workspace: str, id: str) -> Subscription | None:
        """A subscription by its id; None for one that is unknown or stopped."""
        with self._database.reading() as connection:
            return subscriptions.one(connection, workspace, id)

    def due(self, now: datetime, workspace: str | None = None) -> tuple[Subscription, ...]:
        """The active subscriptions whose time has come, of one workspace or of all."""
        with self._database.reading() as connection:
            return subscriptions.due(connection, now, workspace)

    def pause_all_but(self, workspace: str, ids: Sequence[str]) -> tuple[str, ...]:
        """Pause the active plans of the book with other ids; return their ids."""
        with self._database.writing() as connection:
            return subscriptions.pause_all_but(connection, workspace, ids)

    def pause(self, workspace: str, id: str, why: str) -> bool:
        """Pause an active subscription; False where it is not active."""
        with self._database.writing() as connection:
            return subscriptions.pause(connection, workspace, id, why)

    def pause_channel(self, workspace: str, channel: str, why: str) -> tuple[Subscription, ...]:
        """Pause every active subscription of a channel; return them."""
        with self._database.writing() as connection:
            return subscriptions.pause_channel(connection, workspace, channel, why)

    def resume(self, workspace: str, id: str, next_at: datetime, newest: str) -> bool:
        """Let a paused subscription go on from a time, with what is newest then; False where it is not paused."""
        with self._database.writing() as connection:
            return subscriptions.resume(connection, workspace, id, next_at, newest)

    def stop(self, workspace: str, id: str) -> bool:
        """End a subscription; False where it was ended before."""
        with self._database.writing() as connection:
            return subscriptions.stop(connection, workspace, id)

    def look(self, looked: Mapping[tuple[str, str], tuple[str, datetime | None]]) -> None:
        """Note, by (workspace, id), the newest edition there is, and, where it is news, when it goes out."""
        with self._database.writing() as connection:
            subscriptions.look(connection, looked)

    def take(self, turns: Sequence[Turn], now: datetime) -> tuple[Outcome, ...]:
        """Write the editions of subscriptions that are due and move their next times, all or nothing."""
        marked = [one.marked() for one in turns]
        with self._database.writing() as connection:
            outcomes, written = turn.take(connection, marked, now)
            versions = self._records.write(connection, written, now)
        self._records.know(versions)
        return outcomes

    def send_now(self, wanted: Turn, now: datetime) -> SentNow:
        """Write an edition outside its time; one that failed is planned once more."""
        wanted = wanted.marked()
        due, edition = wanted.due, wanted.edition
        with self._database.writing() as connection:
            (outcome,), written = turn.take(connection, (wanted,), now)
            found: SentNow = outcome
            if outcome == "already" and edition is not None:
                before = deliveries.of_edition(connection, due.workspace, due.id, edition)
                if before is not None and before.state == "held":
                    found = "waits"
                elif before is not None and before.state == "failed":
                    again = deliveries.reopen(connection, before, wanted.messages, now)
                    found, written = ("unsure", ()) if again is None else ("planned", again)
                elif before is not None and before.state == "unknown":
                    found = "unsure"
            versions = self._records.write(connection, written, now)
        self._records.know(versions)
        return found

    def waiting(self, workspace: str, subscription: str, edition: str) -> Waiting | None:
        """The edition that waits for a reviewer; None where none does, or no longer."""
        with self._database.reading() as connection:
            return reviews.waiting(connection, workspace, subscription, edition)

    def overdue(self, now: datetime, workspace: str | None = None) -> tuple[Waiting, ...]:
        """What waits for a reviewer beyond its time, of one workspace or of all."""
        with self._database.reading() as connection:
            return reviews.overdue(connection, now, workspace)

    def release(self, held: Waiting, now: datetime) -> bool:
        """Let a held edition be posted; False where it was released before."""
        with self._database.writing() as connection:
            return reviews.release(connection, held.delivery_id, now)

    def hold(self, held: Waiting, message: Outgoing | None, now: datetime) -> bool:
        """Let an edition wait without a time, and say so, all or nothing; False where it does already."""
        with self._database.writing() as connection:
            if not reviews.hold(connection, held.delivery_id):
                return False
            if message is not None:
                outgoing.write(connection, held.subscription.workspace, (message,), now)
            return True

    def deliveries(self, workspace: str) -> tuple[Delivery, ...]:
        """The workspace's deliveries, the newest first."""
        with self._database.reading() as connection:
            return deliveries.listed(connection, workspace)

    def delivery(self, workspace: str, subscription: str, edition: str) -> Delivery | None:
        """The delivery of an edition to a subscription, or None."""
        with self._database.reading() as connection:
            return deliveries.of_edition(connection, workspace, subscription, edition)

    def last(self, workspace: str) -> Mapping[str, Delivery]:
        """The newest delivery of each subscription, by its id."""
        with self._database.reading() as connection:
            return deliveries.last(connection, workspace)
