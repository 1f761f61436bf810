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


class BadCron(ValueError):
    """A cron or a time zone that cannot be used; its text is a sentence for the person who wrote it."""


def read_cron(cron: str, zone: str) -> None:
    """Check that the cron and the zone can be used; raises BadCron."""
    if _next_wall(_trigger(cron), datetime(2000, 1, 1)) is None:  # noqa: DTZ001 (a wall clock has no zone)
        raise BadCron(f"“{cron}” never comes: there is no such day.")
    _zone(zone)


def next_time(cron: str, zone: str, after: datetime) -> datetime:
    """The first time after `after`, in UTC, at which the zone's clocks show what the cron names.

    A time the clocks show twice counts the first time only; one they leap over comes as much
    later as they leapt. Raises BadCron.
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
                raise BadCron(f"“{cron}” does not come again.")
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
        raise BadCron(
            f"“{cron}” has {len(fields)} fields; five are needed: minute, hour, day, month, weekday, "
            "like “0 9 * * mon-fri”."
        )
    if any(character.isdigit() for character in fields[4]):
        raise BadCron(
            f"“{cron}” gives the weekday as a number. Programs disagree on which day is 1; "
            "write its name: mon, tue, wed, thu, fri, sat, sun."
        )
    if not fields[2].startswith("*") and not fields[4].startswith("*"):
        raise BadCron(
            f"“{cron}” names a day of the month and a weekday. Programs disagree on whether both must "
            "hold or either; name one and put * for the other."
        )
    try:
        return CronTrigger(**dict(zip(_FIELDS, fields, strict=True)), timezone=UTC)
    except (ValueError, TypeError) as error:
        raise BadCron(f"“{cron}” cannot be read: {error}") from error


@lru_cache(maxsize=128)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:  # a folder's name, a path, or no such zone
        raise BadCron(f"There is no time zone “{name}”. Name one like Asia/Hong_Kong or Europe/London.") from error


def _next_wall(trigger: CronTrigger, wall: datetime) -> datetime | None:
    found = trigger.get_next_fire_time(None, wall.replace(tzinfo=UTC))
    return None if found is None else datetime(*found.timetuple()[:6])  # noqa: DTZ001 (a wall clock has no zone)


def _offset(moment: datetime, place: ZoneInfo) -> timedelta:
    return moment.astimezone(place).utcoffset() or timedelta()
