"""The opening: the first moment, from another on, that quiet hours and days off do not hold up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from bot.core.subscription import Schedule
from bot.schedule.calendar import BadSchedule, next_time, read_cron

_DAY = timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6
_MOST_STEPS = 800
"""More than two steps for every day of a year: no country rests longer."""


def read_schedule(schedule: Schedule) -> None:
    """Check that a schedule can be kept; raises BadSchedule."""
    read_cron(schedule.cron, schedule.time_zone)
    if schedule.business_days:
        _calendar(schedule.business_days)


def coming(schedule: Schedule, after: datetime) -> datetime:
    """The first time after `after`, in UTC, at which the schedule's cron comes, moved to the next opening.

    Raises BadSchedule.
    """
    return opening(schedule, next_time(schedule.cron, schedule.time_zone, after))


def coming_times(schedule: Schedule, after: datetime, count: int) -> tuple[datetime, ...]:
    """The next so many times it goes out, each once; raises BadSchedule."""
    found: list[datetime] = []
    while len(found) < count:
        after = next_time(schedule.cron, schedule.time_zone, after)
        moved = opening(schedule, after)
        if not found or moved > found[-1]:
            found.append(moved)
    return tuple(found)


def opening(schedule: Schedule, moment: datetime) -> datetime:
    """The moment itself where nothing holds it up, else the next opening, in UTC.

    Quiet hours open at their end. A day off opens on the next business day, when its quiet hours
    end, or, without quiet hours, at the same time of day. Raises BadSchedule.
    """
    wall = moment.astimezone(ZoneInfo(schedule.time_zone)).replace(tzinfo=None)
    first, quiet = wall, schedule.quiet
    for _ in range(_MOST_STEPS):
        if quiet is not None and quiet.holds(wall.time()):
            later = quiet.end <= wall.time()
            wall = datetime.combine(wall.date() + (_DAY if later else timedelta()), quiet.end)
        elif schedule.business_days and not _is_business_day(schedule.business_days, wall.date()):
            wall = datetime.combine(wall.date() + _DAY, quiet.end if quiet is not None else first.time())
        else:
            break
    if wall == first:
        return moment.astimezone(UTC)
    placed = wall.replace(tzinfo=ZoneInfo(schedule.time_zone)).astimezone(UTC)
    # Where clocks are set back, the end of the quiet hours may be shown before the moment, too.
    return max(placed, moment.astimezone(UTC))


def knows_days_of(country: str) -> bool:
    """Whether the public holidays of a country are known, by its ISO code."""
    try:
        _calendar(country)
    except BadSchedule:
        return False
    return True


def _is_business_day(country: str, day: date) -> bool:
    """Whether offices work: Hong Kong's law counts Saturday as a working day, its offices do not."""
    calendar = _calendar(country)
    is_saturday_off = calendar.weekend == {_SUNDAY} and day.weekday() == _SATURDAY
    return calendar.is_working_day(day) and not is_saturday_off


@lru_cache(maxsize=64)
def _calendar(country: str) -> holidays.HolidayBase:
    try:
        found = holidays.country_holidays(country)
    except NotImplementedError:
        raise BadSchedule("no_holidays", (country,)) from None
    if getattr(found, "country", None) != country:  # a market, or a country by another code
        raise BadSchedule("no_holidays", (country,))
    return found
