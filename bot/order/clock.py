"""Times of day, hours and time zones as people write them in an order."""

from __future__ import annotations

import re
from datetime import time, timedelta
from difflib import get_close_matches
from functools import lru_cache
from zoneinfo import available_timezones

from bot.core.subscription import Objection, Quiet
from bot.order.slip import Slip
from bot.words.numeral import value_of

_HAN = "[零〇一二三四五六七八九十两]"
_PART = r"(?P<part>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上)?\s*"
CLOCK = (
    r"(?:(?P<word>noon|midnight|正午|午夜)"
    r"|(?<![\d:])(?P<h>\d{1,2})[:.](?P<m>\d{2})(?![\d:])\s*(?P<half>am|pm)?(?![a-z])"
    r"|(?<![\d:])(?P<hh>\d{1,2})\s*(?P<half2>am|pm)(?![a-z])"
    rf"|{_PART}(?P<han>\d{{1,2}}|{_HAN}{{1,3}})\s*[点时](?:\s*(?P<hanm>\d{{1,2}}|{_HAN}{{1,3}})\s*分|(?P<halfpast>半)|整|钟)?)"
)
"""A time of day on folded text: 09:00, 9am, 9:30 pm, noon, 早上9点, 下午三点半."""

_QUIET = r"(?:quiet(?: hours| time)?|no posts|do not disturb|dnd|免打扰|静默|安静)(?:时段|时间)?"
_SPAN = rf"{_QUIET}\s*:?\s*(?:from |between |从)?"
_TO = r"\s*(?:-|–|—|~|to|until|till|and|至|到)\s*"
_ABBREVIATED = (
    r"(?<![\w/+-])(?:(?:utc|gmt)\s?[+-]\s?\d{1,2}(?::?\d{2})?|[a-z]{1,3}[sd]t|cet|cest|hkt|sgt|ist|jst|kst)(?![\w/])"
)
_NAMED = r"(?<![\w/.])(?!\d)[a-z]+(?:/[a-z0-9_+-]+)+(?![\w/])"
PLACES = {"香港": "Asia/Hong_Kong", "北京": "Asia/Shanghai", "上海": "Asia/Shanghai", "深圳": "Asia/Shanghai",
           "台北": "Asia/Taipei", "新加坡": "Asia/Singapore", "东京": "Asia/Tokyo", "首尔": "Asia/Seoul",
           "伦敦": "Europe/London", "巴黎": "Europe/Paris", "纽约": "America/New_York", "洛杉矶": "America/Los_Angeles",
           "旧金山": "America/Los_Angeles", "悉尼": "Australia/Sydney", "迪拜": "Asia/Dubai",
           "beijing": "Asia/Shanghai", "shenzhen": "Asia/Shanghai", "hk": "Asia/Hong_Kong",
           "san francisco": "America/Los_Angeles", "boston": "America/New_York", "washington": "America/New_York",
           "mumbai": "Asia/Kolkata", "utc": "UTC"}  # fmt: skip
"""Places that no zone is named for, and the Chinese names of some that are."""


def take_time(slip: Slip) -> time | Objection | None:
    """The time of day; an Objection to one that no clock shows."""
    found = slip.take(rf"(?:(?<![a-z])at )?{CLOCK}")
    return None if found is None else read_time(found)


def take_quiet(slip: Slip) -> Quiet | Objection | None:
    """The quiet hours."""
    bare = re.sub(r"\?P<(\w+)>", lambda name: f"?P<{name[1]}_>", CLOCK)
    found = slip.take(rf"{_SPAN}{CLOCK}{_TO}{bare}")
    if found is None:
        return Objection("quiet_unread") if slip.take(rf"{_QUIET}\s*:?") else None
    ends = {key: value for key, value in found.groupdict().items() if not key.endswith("_")}
    start = _time_of(ends)
    end = _time_of({key.rstrip("_"): value for key, value in found.groupdict().items() if key.endswith("_")})
    if isinstance(start, Objection):
        return start
    if isinstance(end, Objection):
        return end
    return Quiet(start, end) if start != end else Objection("quiet_all_day")


def take_zone(slip: Slip) -> str | Objection | None:
    """The time zone, by its name or by a city that it is named for; an abbreviation is no name of a place."""
    zones = _zones()
    # "America/New York": the underscore is easily forgotten.
    wide = slip.has(rf"{_NAMED} [a-z]+(?![\w/])")
    if wide is not None and wide[0].replace(" ", "_") in zones:
        slip.take(re.escape(wide[0]))
        return zones[wide[0].replace(" ", "_")]
    named = slip.take(rf"({_NAMED})(?: ?time(?![a-z]))?")
    if named is not None:
        near = get_close_matches(named[1], zones, 1)
        return zones.get(named[1]) or Objection("unknown_zone", (named[1], *(zones[one] for one in near)))
    short = slip.take(_ABBREVIATED)
    if short is not None:
        return Objection("unknown_zone", (short[0].strip().upper(),))
    for place in sorted((*PLACES, *_cities()), key=len, reverse=True):
        if place not in slip.left:
            continue
        edge = r"(?<![a-z])", r"(?![a-z])"
        if slip.take(rf"{edge[0]}(?:in )?{re.escape(place)}{edge[1]}(?:\s*(?:standard )?time(?![a-z])|\s*时间)?"):
            return PLACES.get(place) or _cities()[place]
    return None


def take_length(found: re.Match[str]) -> timedelta:
    """A length of time from a match with the groups `n` and `unit`."""
    n = value_of(found["n"]) or 0
    unit = found["unit"]
    if unit.startswith(("m", "分")):
        return timedelta(minutes=int(n))
    return timedelta(days=int(n)) if unit.startswith(("d", "天", "日")) else timedelta(hours=int(n))


def read_time(found: re.Match[str]) -> time | Objection:
    """The time of day that a match of CLOCK says."""
    return _time_of(found.groupdict(), found[0].strip())


def _time_of(said: dict[str, str | None], typed: str = "") -> time | Objection:
    word = said.get("word")
    if word:
        return time(12) if word in {"noon", "正午"} else time(0)
    if said.get("han"):
        hour = int(value_of(said["han"] or "") or 0)
        minute = 30 if said.get("halfpast") else int(value_of(said.get("hanm") or "") or 0)
        part = said.get("part")
        if (part in {"下午", "傍晚", "晚上"} and 0 < hour < 12) or (part == "中午" and hour < 3):
            hour += 12
    else:
        hour, minute = int(said.get("h") or said.get("hh") or 0), int(said.get("m") or 0)
        half = said.get("half") or said.get("half2")
        if half:
            if not 1 <= hour <= 12:
                return Objection("bad_time", (typed or f"{hour}{half}",))
            hour = hour % 12 + (12 if half == "pm" else 0)
    if hour == 24 and minute == 0:
        hour = 0
    if hour > 23 or minute > 59:
        return Objection("bad_time", (typed or f"{hour}:{minute:02}",))
    return time(hour, minute)


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    """The city each zone is named for; one that two zones are named for is left out."""
    found: dict[str, set[str]] = {}
    for name in available_timezones():
        region, _, city = name.rpartition("/")
        if region.partition("/")[0] in {
            "Africa",
            "America",
            "Asia",
            "Australia",
            "Europe",
            "Pacific",
            "Indian",
            "Atlantic",
        }:
            found.setdefault(city.replace("_", " ").casefold(), set()).add(name)
    return {city: next(iter(names)) for city, names in found.items() if len(names) == 1}
