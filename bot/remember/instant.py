"""A moment as the database keeps it: milliseconds since 1970, UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

SET_BACK = timedelta(minutes=1)
"""What was written so much later than now was written before the clock was set back, and binds nobody.

Less may be two processes that read the clock one after the other.
"""


def to_millis(moment: datetime) -> int:
    """The moment in milliseconds since 1970; a naive one is refused with ValueError."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return (moment - EPOCH) // timedelta(milliseconds=1)


def from_millis(millis: int) -> datetime:
    """The moment, in UTC, that so many milliseconds after 1970 is."""
    return EPOCH + timedelta(milliseconds=millis)


def from_millis_or_none(millis: int | None) -> datetime | None:
    """As from_millis, for a column that may be empty."""
    return None if millis is None else from_millis(millis)
