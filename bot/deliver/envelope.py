"""An envelope: one message and where it goes, as the posting side sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.remember.outbox_row import OutboxRow


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message to post or to look for.

    `delivery_id` is what the posted message carries, signed, so that it is known again; it is
    the outbox row's own random mark. `payload` is the JSON text of {"text", "blocks"}; `edits`
    the ts of a message to change in place of a new one.
    """

    workspace: str
    channel: str
    thread_ts: str | None
    payload: str
    delivery_id: str
    kind: str
    first_sent_at: datetime
    last_sent_at: datetime
    edits: str | None = None


def envelope(row: OutboxRow, now: datetime) -> Envelope:
    """The row as the posting side sees it; sent between its times, whichever way the clock was set since."""
    return Envelope(
        workspace=row.workspace,
        channel=row.channel,
        thread_ts=row.thread_ts,
        payload=row.payload,
        delivery_id=row.mark,
        kind=row.kind,
        first_sent_at=min(row.first_sent_at or now, now),
        last_sent_at=max(row.last_sent_at or now, now),
        edits=row.edits,
    )
