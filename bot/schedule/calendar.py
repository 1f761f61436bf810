"""The calendar: when a cron comes next, on the wall clock of its time zone.

APScheduler reads the cron and steps along a wall clock without clock changes; placing that wall
clock in its zone is done here, so that a time repeated in autumn counts once and a time left out
in spring is not lost.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

_FIELDS = ("minute", "hour", "day", "month", "day_of_week")
_DAY = timedelta(days=1)
_TICK = timedelta(microseconds=1)


_SENTENCES = {
    "cron_fields": "“{0}” has {1} fields; five are needed: minute, hour, day, month, weekday, like “0 9 * * mon-fri”.",
    "cron_weekday": "“{0}” gives the weekday as a number. Programs disagree on which day is 1; "
    "write its name: mon, tue, wed, thu, fri, sat, sun.",
    "cron_two_days": "“{0}” names a day of the month and a weekday. Programs disagree on whether both must "
    "hold or either; name one and put * for the other.",
    "cron_unreadable": "“{0}” cannot be read: {1}",
    "cron_never": "“{0}” never comes: there is no such day.",
    "unknown_zone": "There is no time zone “{0}”. Name one like Asia/Hong_Kong or Europe/London.",
    "no_holidays": "The public holidays of “{0}” are not known. Name a country by its two letters, like HK.",
}


class BadSchedule(ValueError):
    """A schedule that cannot be kept; its text is a sentence for the owner of the book.

    `reason` and `about` are what templates say it by.
    """

    def __init__(self, reason: str, about: tuple[str, ...]) -> None:
        super().__init__(_SENTENCES[reason].format(*about))
        self.reason = reason
        self.about = about


def read_cron(cron: str, zone: str) -> None:
    """Check that the cron and the zone can be used; raises BadSchedule."""
    if _next_wall(_trigger(cron), datetime(2000, 1, 1)) is None:  # noqa: DTZ001 (a wall clock has no zone)
        raise BadSchedule("cron_never", (cron,))
    _zone(zone)


def next_time(cron: str, zone: str, after: datetime) -> datetime:
    """The first time after `after`, in UTC, at which the zone's clocks show what the cron names.

    A time the clocks show twice counts the first time only; one they leap over comes as much
    later as they leapt. Raises BadSchedule.
    """
    trigger, place = _trigger(cron), _zone(zone)
    after = after.astimezone(UTC)
    # A time that was leapt over stands earlier on the wall than on the clock: begin before the leap.
    leap = max(timedelta(), _offset(after, place) - _offset(after - _DAY, place))
    wall = after.astimezone(place).replace(tzinfo=None) - leap
    best: datetime | None = None
    while True:
        found = _next_wall(trigger, wall + _TICK)
        if found is None:
            if best is None:
                raise BadSchedule("cron_never", (cron,))
            return best
        wall = found
        moment = wall.replace(tzinfo=place).astimezone(UTC)  # fold=0: the first time the clocks show it
        if moment <= after:
            continue
        is_shown = moment.astimezone(place).replace(tzinfo=None) == wall
        best = moment if best is None else min(best, moment)
        if is_shown:  # beyond the leap the wall and the clock run alike
            return best


@lru_cache(maxsize=512)
def _trigger(cron: str) -> CronTrigger:
    fields = cron.split()
    if len(fields) != len(_FIELDS):
        raise BadSchedule("cron_fields", (cron, str(len(fields))))
    if any(character.isdigit() for character in fields[4]):
        raise BadSchedule("cron_weekday", (cron,))
    if not fields[2].startswith("*") and not fields[4].startswith("*"):
        raise BadSchedule("cron_two_days", (cron,))
    try:
        return CronTrigger(**dict(zip(_FIELDS, fields, strict=True)), timezone=UTC)
    except (ValueError, TypeError) as error:
        raise BadSchedule("cron_unreadable", (cron, str(error))) from error


@lru_cache(maxsize=128)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:  # a folder's name, a path, or no such zone
        raise BadSchedule("unknown_zone", (name,)) from error


def _next_wall(trigger: CronTrigger, wall: datetime) -> datetime | None:
    found = trigger.get_next_fire_time(None, wall.replace(tzinfo=UTC))
    return None if found is None else datetime(*found.timetuple()[:6])  # noqa: DTZ001 (a wall clock has no zone)


def _offset(moment: datetime, place: ZoneInfo) -> timedelta:
    return moment.astimezone(place).utcoffset() or timedelta()
