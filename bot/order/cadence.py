"""How often: a cron as it is written, or the words for one."""

from __future__ import annotations

import re
from datetime import time

from bot.core.subscription import Objection
from bot.order.slip import Slip

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONG = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HAN_DAYS = {"一": "mon", "二": "tue", "三": "wed", "四": "thu", "五": "fri", "六": "sat", "日": "sun", "天": "sun"}
_DAY = "|".join((*_LONG, *_DAYS, "tues", "thur", "thurs"))
_FIELD = r"[\d*][\d*/,-]*"
_NAMED_FIELD = r"(?:[\d*a-z][\d*a-z/,#-]*)"
_QUOTED = r"[\"“”„'‘’「『`](?P<words>[^\"“”'‘’」』`]*)[\"“”'‘’」』`]"
_CRON = rf"(?<!\S){_FIELD} {_FIELD} (?:{_FIELD}|last) {_NAMED_FIELD} {_NAMED_FIELD}(?!\S)"
_ANY_CRON = r"(?:cron ?:? ?)(?P<words>[^\x00]+)"
_QUARTERLY = r"(?:(?<![a-z])(?:quarterly|(?:every|each|once a) quarter)(?! digest)(?![a-z])|每个?季度?|按季度?)"
_MONTH = r"(?:(?<![a-z])(?:monthly|(?:every|each) month)(?![a-z])|每个?月)"
_MONTHLY = (
    r"(?:(?<![a-z])(?:on )?day (?P<first>\d{1,2}) of (?:every|each) month(?![a-z])"
    rf"|{_MONTH}(?:\s*(?:on )?(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th|日|号))?)"
)
_TO_FRIDAY = (
    r"(?:(?<![a-z])mon(?:day)?s?(?: to | through | ?[-\u2013] ?)fri(?:day)?s?(?![a-z])"
    r"|(?:周|星期)一[至到](?:周|星期)?五)"
)
_WEEKDAYS = rf"(?:(?<![a-z])(?:on |every |each )?(?:weekdays?|work ?days?)(?![a-z])|每个?工作日|工作日|{_TO_FRIDAY})"
_WEEKLY = (
    r"(?:(?<![a-z])(?:weekly(?: on)?|every week(?: on)?|each week(?: on)?|every|each|on)?\s?"
    rf"(?<![a-z])(?P<one>{_DAY})s?(?![a-z])"
    r"|(?<![a-z])(?:weekly|(?:every|each) week)(?![a-z])|每个?(?:周|星期|礼拜)(?P<han>[一二三四五六日天])?)"
)
_DAILY = r"(?:(?<![a-z])(?:daily|(?:every|each) day)(?![a-z])|每天|每日)"
BY_DATE = frozenset({"quarterly", "monthly"})
"""Cadences whose day may fall on a weekend."""


def take_cadence(slip: Slip, usual: str) -> tuple[str, str] | Objection | None:
    """The cadence and its cron with {minute} and {hour} still open; ("cron", cron) where a cron is written.

    `usual` is the cron by which the book sends the digest: a quarterly order takes its days from there.
    """
    quoted = slip.take(_QUOTED)
    if quoted is not None:
        words = " ".join(quoted["words"].split())
        if not is_cadence(words):
            return "cron", words
        slip.put(words)
    written = slip.take(_CRON)
    if written is not None:
        return "cron", written[0].strip()
    named = slip.take(_ANY_CRON)
    if named is not None:
        return "cron", " ".join(named["words"].split())
    if slip.take(_QUARTERLY) is not None:
        day, month = _days_of(usual)
        return "quarterly", f"{{minute}} {{hour}} {day} {month} *"
    if slip.take(_WEEKDAYS) is not None:
        return "weekdays", "{minute} {hour} * * mon-fri"
    monthly = slip.take(_MONTHLY)
    if monthly is not None:
        return "monthly", f"{{minute}} {{hour}} {monthly['first'] or monthly['day'] or 1} * *"
    weekly = slip.take(_WEEKLY)
    if weekly is not None:
        day = _HAN_DAYS.get(weekly["han"] or "") or (weekly["one"] or "mon")[:3]
        return "weekly", f"{{minute}} {{hour}} * * {day}"
    if slip.take(_DAILY) is not None:
        return "daily", "{minute} {hour} * * *"
    return None


def fixed_time(cron: str) -> time | None:
    """The time of day at which a cron comes, where it is one."""
    minute, hour, *_ = [*cron.split(), "", ""]
    if not (minute.isdigit() and hour.isdigit() and int(hour) < 24 and int(minute) < 60):
        return None
    return time(int(hour), int(minute))


def is_cadence(words: str) -> bool:
    """Whether words begin like a cadence: they say when, and name nothing."""
    return any(re.match(way, words) for way in (_QUARTERLY, _MONTHLY, _WEEKDAYS, _WEEKLY, _DAILY))


def _days_of(usual: str) -> tuple[str, str]:
    """Day and months of a quarterly cron; results come within two months of a quarter's end."""
    fields = usual.split()
    is_quarterly = len(fields) == 5 and fields[4] == "*" and fields[2] != "*" and len(fields[3].split(",")) == 4
    return (fields[2], fields[3]) if is_quarterly else ("1", "mar,jun,sep,dec")
