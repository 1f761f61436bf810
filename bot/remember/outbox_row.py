"""A row of the outbox, as it was claimed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from bot.remember.instant import from_millis, from_millis_or_none


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One message that is being posted, and what has been tried.

    `state` is what is to be done with a claimed row: sending: post it; unknown: it may have been
    posted, look for it; planned: its time ran out before it could be posted.
    `parent_id` without `thread_ts` is a message whose parent was answered privately, so that it
    has no thread to go to. `edits` is the ts of the message it takes the place of.
    """

    id: int
    mark: str
    workspace: str
    channel: str
    thread_ts: str | None
    parent_id: int | None
    kind: str
    payload: str
    state: str
    created_at: datetime
    due_at: datetime | None
    expires_at: datetime | None
    attempts: int
    looks: int
    resends: int
    claimed_by: str | None
    first_sent_at: datetime | None
    last_sent_at: datetime | None
    message_ts: str | None
    error: str | None
    response_url: str | None
    asker: str | None
    subject: str | None
    edits: str | None
    delivery_id: int | None

    @property
    def has_no_thread(self) -> bool:
        """Whether it belongs in a thread that there is not."""
        return self.parent_id is not None and self.thread_ts is None


def read(row: Row[Any]) -> OutboxRow:
    """The row as a value."""
    return OutboxRow(
        id=row.id,
        mark=row.mark,
        workspace=row.workspace,
        channel=row.channel,
        thread_ts=row.thread_ts,
        parent_id=row.parent_id,
        kind=row.kind,
        payload=row.payload,
        state=row.state,
        created_at=from_millis(row.created_at),
        due_at=from_millis_or_none(row.due_at),
        expires_at=from_millis_or_none(row.expires_at),
        attempts=row.attempts,
        looks=row.looks,
        resends=row.resends,
        claimed_by=row.claimed_by,
        first_sent_at=from_millis_or_none(row.first_sent_at),
        last_sent_at=from_millis_or_none(row.last_sent_at),
        message_ts=row.message_ts,
        error=row.error,
        response_url=row.response_url,
        asker=row.asker,
        subject=row.subject,
        edits=row.edits,
        delivery_id=row.delivery_id,
    )
