"""The clock of the command line: the one place of it that reads the time."""

from __future__ import annotations

from datetime import UTC, date, datetime


def now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day by this machine's clock."""
    return now().astimezone().date()
