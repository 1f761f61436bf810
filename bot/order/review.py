"""Who sees an edition first, and until when, as people write it in an order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.core.subscription import REVIEW_TIME, Objection, Review, Schedule
from bot.order.cadence import fixed_time
from bot.order.clock import CLOCK, read_time, take_length
from bot.order.slip import Slip

_BY = (
    rf"(?:\s*(?:,|，)?\s*(?:by|before|until|deadline:?|最晚|截止)\s*{CLOCK}"
    rf"|\s*(?:,|，)?\s*{CLOCK}\s*(?:前|之前|以前|截止))"
)
_WITHIN = (
    r"\s*(?:within |in |for )?(?P<n>\d{1,4}|[一二两三四五六七八九十]{1,3})\s*"
    r"(?P<unit>hours?|hrs?|h|minutes?|mins?|m|days?|d|个?小时|分钟|天)(?![a-z])(?:之?内)?"
)
_REVIEW = r"(?:(?<![a-z])(?:review(?:ed|er)?(?: first)?(?: by)?|approved? by)|审阅人?|审核人?|复核|先给)\s*:?\s*"
_PERSON = r"<@(?P<user>[uw]\w+)(?:\|[^>]*)?>(?:\s*(?:审阅|审核|复核|先看))?"


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A reviewer, with a length of time or a time of day, as it was said."""

    user: str
    within: timedelta | None = None
    by: time | None = None


def take_review(slip: Slip) -> Reviewer | Objection | None:
    """Who sees each edition first."""
    for pattern, read in ((f"{_REVIEW}{_PERSON}{_BY}", "by"), (f"{_REVIEW}{_PERSON}{_WITHIN}", "within")):
        found = slip.take(_once(pattern))
        if found is not None and read == "within":
            return Reviewer(found["user"].upper(), within=take_length(found))
        if found is not None:
            at = _clock_in(found)
            return at if isinstance(at, Objection) else Reviewer(found["user"].upper(), by=at)
    found = slip.take(rf"{_REVIEW}{_PERSON}")
    if found is not None:
        return Reviewer(found["user"].upper())
    if slip.take(_REVIEW) is not None:
        return Objection("reviewer_unknown")
    return None


def _once(pattern: str) -> str:
    """The pattern with the group names of its later clocks numbered, as a name may stand once."""
    seen: dict[str, int] = {}

    def numbered(found: re.Match[str]) -> str:
        seen[found[1]] = seen.get(found[1], 0) + 1
        return found[0] if seen[found[1]] == 1 else f"(?P<{found[1]}__{seen[found[1]]}>"

    return re.sub(r"\(\?P<(\w+)>", numbered, pattern)


def _clock_in(found: re.Match[str]) -> time | Objection:
    clock = re.search(CLOCK, found[0])
    assert clock is not None
    return read_time(clock)


def review_of(said: Reviewer, schedule: Schedule) -> Review | Objection:
    """The review as a length of time: a deadline counts from the time the digest is due."""
    if said.by is None:
        within = REVIEW_TIME if said.within is None else said.within
        return Review(said.user, within) if within > timedelta() else Objection("no_review_time")
    due = fixed_time(schedule.cron)
    if due is None:
        return Objection("deadline_of_no_time")
    day = datetime(2000, 1, 1)  # noqa: DTZ001 (two wall clocks of one day)
    within = datetime.combine(day, said.by) - datetime.combine(day, due)
    if within <= timedelta():
        return Objection("past_deadline", (f"{said.by:%H:%M}", f"{due:%H:%M}"))
    return Review(said.user, within)
