"""Days and hours as a person reads them: in their language, at their place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.workspace.room import Message


class Dates:
    """Says moments in one language and one time zone."""

    def __init__(self, tz: str, say: Mapping[str, str]) -> None:
        self._zone = ZoneInfo(tz)
        self._say = say

    def here(self, moment: datetime) -> datetime:
        """The moment at the person's place."""
        return moment.astimezone(self._zone)

    def of(self, message: Message) -> datetime:
        """When a message was sent, at the person's place."""
        return self.here(datetime.fromtimestamp(float(message["ts"]), UTC))

    def time(self, moment: datetime, seconds: bool = False) -> str:
        """09:00, or 09:00:00."""
        return self.here(moment).strftime("%H:%M:%S" if seconds else "%H:%M")

    def day(self, moment: datetime) -> str:
        """Friday, 28 November 2025."""
        return self._written("day", moment)

    def date(self, moment: datetime) -> str:
        """28 Nov 2025."""
        return self._written("date", moment)

    def both(self, moment: datetime) -> str:
        """28 Nov 2025, 09:00."""
        return self._say["date_and_time"].format(self.date(moment), self.time(moment))

    def _written(self, key: str, moment: datetime) -> str:
        at = self.here(moment)
        return self._say[key].format(
            weekday=self._say["weekdays"].split()[at.weekday()],
            day=at.day,
            month=self._say["months"].split()[at.month - 1],
            mon=self._say["mons"].split()[at.month - 1],
            year=at.year,
        )
