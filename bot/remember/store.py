"""The store: all that is remembered, each method its own short transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.core.preference import Attention
from bot.remember import (
    askers,
    channels,
    forgetting,
    given,
    outgoing,
    preferences,
    record,
    reports,
    schema,
    seen,
    threads,
)
from bot.remember.database import Database
from bot.remember.errata import Errata
from bot.remember.given import Given
from bot.remember.outbox import Outbox
from bot.remember.outgoing import Outgoing
from bot.remember.preferences import PreferenceStore
from bot.remember.questions import Questions
from bot.remember.record import Record
from bot.remember.records import Records
from bot.remember.reports import Report, Reported, Settled
from bot.remember.reports import Waiting as WaitingReport
from bot.remember.roster import Roster

APART = timedelta(seconds=1)
"""Slack's pace: chat.postMessage takes one message a second and channel."""


class _SeenBefore(Exception):
    """Undoes the transaction of something taken in twice."""


def open_store(url: str, *, patience: timedelta = timedelta(seconds=2), apart: timedelta = APART) -> Store:
    """Open the database at the URL, making its folder and its tables where they are missing.

    `patience` is how long a transaction waits for another program's, `apart` the time between two
    messages to a channel. Raises StoreUnavailable where the database is locked, cannot be read or
    written, or was made by a newer kwai.
    """
    database = Database(url, patience)
    schema.upgrade(database, patience)
    return Store(database, apart)


class Store:
    """The rows of one database. Every method may raise StoreUnavailable, with nothing changed."""

    def __init__(self, database: Database, apart: timedelta = APART) -> None:
        self.database = database
        self.outbox = Outbox(database, apart)
        self._records = Records()
        self.errata = Errata(database, self._records)
        self.roster = Roster(database, self._records)
        self.questions = Questions(database)
        self.preferences = PreferenceStore(database)

    def clock(self, own: Callable[[], datetime]) -> Callable[[], datetime]:
        """The clock of all who share the database: a server's own, or, for a file, that of the computer it is on.

        A server's may raise StoreUnavailable.
        """
        return own if self.database.is_sqlite else self.database.now

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def take_in(
        self,
        workspace: str,
        keys: Sequence[str],
        messages: Sequence[Outgoing],
        *,
        thread: tuple[str, str, str] | None = None,
        asker: tuple[str, str, str] | None = None,
        attention: tuple[str, str, Attention] | None = None,
        now: datetime,
    ) -> bool:
        """Keep, all or nothing: the keys, the messages to post, and what was asked.

        `thread` is (channel, root ts, subject), `asker` (channel, user, subject), `attention` what a
        channel, or a thread of it where the root is not empty, is from now on. False, and nothing
        kept, where any key was seen before.
        """
        batch = outgoing.marked(messages)
        try:
            with self.database.writing() as connection:
                if not seen.add(connection, workspace, keys, now):
                    raise _SeenBefore  # noqa: TRY301 (only an exception undoes a transaction)
                outgoing.write(connection, workspace, batch, now)
                versions = self._records.write(connection, batch, now)
                if thread is not None:
                    threads.remember(connection, workspace, *thread, now)
                if asker is not None:
                    askers.remember(connection, workspace, *asker, now)
                if attention is not None:
                    channel, root, chosen = attention
                    preferences.choose(connection, workspace, channel, now, root, attention=chosen)
        except _SeenBefore:
            return False
        self._records.know(versions)
        return True

    def thread(self, workspace: str, channel: str, root_ts: str) -> str | None:
        """What the thread is about, or None."""
        with self.database.reading() as connection:
            return threads.subject(connection, workspace, channel, root_ts)

    def is_posting(self, workspace: str, channel: str) -> bool:
        """Whether a message that opens a thread is on its way into the channel."""
        with self.database.reading() as connection:
            return threads.is_opening(connection, workspace, channel)

    def is_under_way(self, workspace: str, channel: str, root_ts: str) -> bool:
        """Whether a message is still to be posted in a thread."""
        with self.database.reading() as connection:
            return threads.is_under_way(connection, workspace, channel, root_ts)

    def message_about(self, workspace: str, channel: str, root_ts: str, subject: str) -> str | None:
        """Our newest message about a subject in a thread, or None."""
        with self.database.reading() as connection:
            return threads.message_about(connection, workspace, channel, root_ts, subject)

    def subject_of_message(self, workspace: str, channel: str, message_ts: str) -> str | None:
        """What one of our own messages is about, or None."""
        with self.database.reading() as connection:
            return threads.subject_of_message(connection, workspace, channel, message_ts)

    def given(self, workspace: str, channel: str, asker: str, mark: str) -> Given | None:
        """A private answer of that mark, where it was given to this person in this channel; or None."""
        with self.database.reading() as connection:
            return given.by_mark(connection, workspace, channel, asker, mark)

    def remember_thread(self, workspace: str, channel: str, root_ts: str, subject: str, now: datetime) -> None:
        """Note what the thread is about."""
        with self.database.writing() as connection:
            threads.remember(connection, workspace, channel, root_ts, subject, now)

    def last_asked(self, workspace: str, channel: str, user: str, since: datetime) -> str | None:
        """The subject of what the user last asked in the channel, not before `since`; or None."""
        with self.database.reading() as connection:
            return askers.subject(connection, workspace, channel, user, since)

    def is_member(self, workspace: str, channel: str) -> bool | None:
        """Whether the bot is a member of the channel; None where it has not learned."""
        with self.database.reading() as connection:
            return channels.is_member(connection, workspace, channel)

    def learn_member(self, workspace: str, channel: str, member: bool, now: datetime) -> None:
        """Note whether the bot is a member of the channel."""
        with self.database.writing() as connection:
            channels.learn(connection, workspace, channel, member, now)

    def prune(self, older_than: datetime) -> int:
        """Forget keys, askers and private addresses from before; return how many keys and askers."""
        with self.database.writing() as connection:
            forgetting.addresses(connection, older_than)
            return seen.prune(connection, older_than) + askers.prune(connection, older_than)

    def reported(self, workspace: str, channel: str, sought: str) -> Reported | None:
        """One of our messages in a channel, by its ts or its mark, as it can be reported; or None."""
        with self.database.reading() as connection:
            return reports.reported(connection, workspace, channel, sought)

    def report(
        self, workspace: str, channel: str, id: str, about: Reported, reporter: str, notice: Outgoing, now: datetime
    ) -> bool:
        """Keep a report with the notice of it; False, and neither kept, where the person reported it before."""
        with self.database.writing() as connection:
            if not reports.add(connection, workspace, channel, id, about, reporter, now):
                return False
            outgoing.write(connection, workspace, [notice], now)
        return True

    def find_report(self, workspace: str, id: str) -> Report | None:
        """A report, or None."""
        with self.database.reading() as connection:
            return reports.find(connection, workspace, id)

    def waiting_reports(self, workspace: str, most: int) -> tuple[tuple[WaitingReport, ...], int]:
        """The open reports, the oldest first, and how many there are beyond those."""
        with self.database.reading() as connection:
            return reports.waiting(connection, workspace, most)

    def settle_report(self, workspace: str, id: str, state: Settled, by: str, notice: Outgoing, now: datetime) -> bool:
        """Settle an open report with the notice of it; False, and neither kept, where it is settled."""
        with self.database.writing() as connection:
            if not reports.settle(connection, workspace, id, state, by, now):
                return False
            outgoing.write(connection, workspace, [notice], now)
        return True

    def forget(self, older_than: datetime) -> int:
        """Forget the words of messages from before, who asked, and what they rested on; return how many messages.

        What each was about stays, and so do deliveries: no edition goes out twice. Languages of people
        who did not come since are forgotten too, and what threads were told.
        """
        with self.database.writing() as connection:
            preferences.forget(connection, older_than)
        forgotten = 0
        while True:
            with self.database.writing() as connection:
                gone = forgetting.words(connection, older_than)
                if not gone:
                    forgetting.versions(connection, older_than)
                    reports.forget(connection, older_than)
                    return forgotten
            forgotten += gone

    def record(self, id: int) -> Record | None:
        """The record of a message, by the reference an owner sees."""
        with self.database.reading() as connection:
            return record.by_id(connection, id)

    def record_of(self, channel: str, message_ts: str) -> Record | None:
        """The record of a posted message."""
        with self.database.reading() as connection:
            return record.by_message(connection, channel, message_ts)

    def newest_records(self, count: int) -> tuple[Record, ...]:
        """The newest records, the newest first."""
        with self.database.reading() as connection:
            return record.newest(connection, count)
