"""The outbox, as the worker sees it: claim a row, then say what became of it.

A mark is kept only while the claim is the worker's own; that a message was posted is kept always.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, and_, func, literal_column, or_, select, true, update

from bot.remember import channels, claim, deliveries, outgoing, pace, tables, threads
from bot.remember.database import Database
from bot.remember.instant import from_millis_or_none, to_millis
from bot.remember.outbox_row import OutboxRow, read
from bot.remember.outgoing import PRIVATELY, Outgoing

_RELEASED: dict[str, Any] = {"claimed_by": None, "claimed_at": None, "claimed_until": None}
_PARENT_LOST = "the message it belongs under was not posted"


class _Busy(Exception):
    """Undoes a claim whose channel another process took at the same moment."""


class Outbox:
    """The rows that are to be posted, over all workspaces. Every method may raise StoreUnavailable.

    `apart` is how long a channel waits from one message to the next, whichever process posts them.
    """

    def __init__(self, database: Database, apart: timedelta) -> None:
        self._database = database
        self._apart = apart

    def claim(self, worker: str, now: datetime, lease: timedelta, workspace: str | None = None) -> OutboxRow | None:
        """Take the next due row whose channel need not wait, until now + lease.

        A bot with one token names its workspace: another's rows are not its to post.
        """
        taking = claim.statement(of_one_workspace=workspace is not None)
        told = claim.parameters(worker, now, lease, workspace)
        while True:
            try:
                with self._database.writing() as connection:
                    row = connection.execute(taking, told).one_or_none()
                    if row is None:
                        return None
                    if row.state == "sending" and not pace.take(
                        connection, row.workspace, row.channel, now, self._apart
                    ):
                        raise _Busy  # noqa: TRY301 (only an exception undoes a transaction)
                    deliveries.settle(connection, row.delivery_id, now)
                    return read(row)
            except _Busy:
                continue

    def next_due(self, now: datetime, workspace: str | None = None) -> datetime | None:
        """When, after now, something may become due; None where nothing will by itself."""
        table = tables.outbox.c
        mine = claim.of_workspace(table.workspace, workspace) if workspace is not None else true()
        is_open = and_(literal_column(tables.OPEN.format("")), mine)
        with self._database.reading() as connection:
            moments = (
                connection.execute(select(func.min(column)).where(is_open, column > to_millis(now))).scalar()
                for column in (table.due_at, table.claimed_until)
            )
            known = [from_millis_or_none(moment) for moment in moments]
            known.append(pace.next_free(connection, now))
            return min((moment for moment in known if moment is not None), default=None)

    def waiting(self) -> int:
        """How many rows are still to be posted."""
        rows = select(func.count()).select_from(tables.outbox).where(literal_column(tables.WAITING))
        with self._database.reading() as connection:
            return int(connection.scalar(rows) or 0)

    def mark_sent(self, row: OutboxRow, message_ts: str, now: datetime) -> None:
        """It was posted: keep its ts, what its thread is about, and the thread its replies go to."""
        table = tables.outbox.c
        with self._database.writing() as connection:
            # Whoever holds the claim now: that Slack has it is true all the same.
            changes = {"state": "sent", "message_ts": message_ts, "due_at": None, "error": None}
            connection.execute(update(tables.outbox).where(table.id == row.id).values(**changes, **_RELEASED))
            self._keep_pace(connection, row, now)
            if row.thread_ts is None:
                _release_under(connection, row, message_ts, now)
                if row.subject is not None:
                    threads.remember(connection, row.workspace, row.channel, message_ts, row.subject, now, anew=False)
            deliveries.settle(connection, row.delivery_id, now)

    def mark_answered_privately(self, row: OutboxRow, now: datetime) -> None:
        """It was answered through its response_url, as the bot cannot post there."""
        self._mark(row, now, state="sent", due_at=None, error=PRIVATELY)

    def mark_later(
        self, row: OutboxRow, due_at: datetime, error: str, now: datetime, hold: timedelta = timedelta()
    ) -> None:
        """It was certainly not posted: plan it for later, or for when it expires, if that is sooner.

        `hold` is how long Slack wants nothing more in the channel.
        """
        if row.expires_at is not None and now < row.expires_at:
            due_at = min(due_at, row.expires_at)
        self._mark(row, now, hold, state="planned", due_at=to_millis(due_at), error=error)

    def mark_unknown(
        self, row: OutboxRow, look_at: datetime | None, error: str, now: datetime, *, notice: Outgoing | None = None
    ) -> None:
        """It may or may not have been posted: look at that time, or, with None, never by itself.

        With None what goes under it fails, as there is no telling its thread; `notice` is put out.
        """
        due_at = None if look_at is None else to_millis(look_at)
        self._mark(row, now, notice=notice, state="unknown", due_at=due_at, error=error)

    def mark_absent(self, row: OutboxRow, look_at: datetime, now: datetime) -> None:
        """It was looked for in vain: look again at that time."""
        self._mark(row, now, state="unknown", due_at=to_millis(look_at), looks=row.looks + 1)

    def mark_again(self, row: OutboxRow, now: datetime) -> None:
        """It was looked for in vain often enough: plan it once more."""
        self._mark(row, now, state="planned", due_at=to_millis(now), looks=0, resends=row.resends + 1)

    def mark_plainer(self, row: OutboxRow, payload: str, without: str, error: str, now: datetime) -> None:
        """Slack would not draw it, and did not post it: plan it at once in a plainer form, and note what that lacks."""
        self._mark(row, now, state="planned", due_at=to_millis(now), payload=payload, plainer=without, error=error)

    def mark_failed(
        self,
        row: OutboxRow,
        error: str,
        now: datetime,
        state: Literal["failed", "expired"] = "failed",
        *,
        notice: Outgoing | None = None,
    ) -> None:
        """It will not be posted, and nothing that goes under it; `notice` is put out."""
        self._mark(row, now, notice=notice, state=state, due_at=None, error=error)

    def learn_member(self, row: OutboxRow, member: bool, now: datetime) -> None:
        """Note whether the bot is a member of the row's channel."""
        with self._database.writing() as connection:
            channels.learn(connection, row.workspace, row.channel, member, now)

    def _mark(
        self,
        row: OutboxRow,
        now: datetime,
        hold: timedelta = timedelta(),
        notice: Outgoing | None = None,
        **changes: Any,
    ) -> None:
        table = tables.outbox.c
        with self._database.writing() as connection:
            marked = connection.execute(
                update(tables.outbox)
                .where(table.id == row.id, table.claimed_by == row.claimed_by, table.state != "sent")
                .values(**changes, **_RELEASED, due_set_at=to_millis(now))
            )
            self._keep_pace(connection, row, now, hold)
            if marked.rowcount == 0:
                return
            if notice is not None:
                outgoing.write(connection, row.workspace, [notice], now)
            if changes["state"] == "sent":
                _release_under(connection, row, None, now)
            elif changes["due_at"] is None:
                _fail_under(connection, row, changes["state"])
            deliveries.settle(connection, row.delivery_id, now)

    def _keep_pace(self, connection: Connection, row: OutboxRow, now: datetime, asked: timedelta = timedelta()) -> None:
        """Count the pace from the end of a post, which may have taken long."""
        if row.state == "sending":
            pace.hold(connection, row.workspace, row.channel, now, max(self._apart, asked))


def _release_under(connection: Connection, row: OutboxRow, thread_ts: str | None, now: datetime) -> None:
    table = tables.outbox.c
    connection.execute(
        update(tables.outbox)
        .where(table.parent_id == row.id, table.state.in_(("planned", "unknown")), table.thread_ts.is_(None))
        .values(thread_ts=thread_ts, due_at=to_millis(now), due_set_at=to_millis(now))
    )


def _fail_under(connection: Connection, row: OutboxRow, state: str) -> None:
    table = tables.outbox.c
    connection.execute(
        update(tables.outbox)
        .where(table.parent_id == row.id, or_(table.state == "planned", table.state == "unknown"))
        .values(state="expired" if state == "expired" else "failed", due_at=None, error=_PARENT_LOST, **_RELEASED)
    )
