"""How dates, quarters and stretches of time are written; on folded text."""

from __future__ import annotations

import re

_YEAR = r"(?<![0-9.])(?:19|20)[0-9]{2}"
_HAN_YEAR = "[一二][零〇一二三四五六七八九]{3}"
_HAN = "[零〇一二三四五六七八九十百千万亿兆]"
_MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
# 日活 and 日均 are a metric's name: 30日活跃.
_DAY = r"[0-9]{1,2}\s?[日号](?![活均])"
_SOME = r"(?:(?<![0-9.])[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十几]+)"
_STRETCH = r"(?:年|个?(?:月|季度?|周|星期|交易日)|天|日|小时)"
_TIMES = (
    # 2025.03.25, 2025-03-25; no 2025.5亿.
    rf"{_YEAR}(?P<dot>[-./])[0-9]{{1,2}}(?:(?P=dot)[0-9]{{1,2}})?(?![0-9]|\s?[%万亿兆元])",
    r"(?<![0-9:])(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?(?![0-9:])",
    # 2025Q3, 4Q24, Q3, 2025H1, FY25.
    r"(?<![0-9a-z.])(?:(?:20)?[0-9]{2}\s?)?(?:q[1-4]|h[12])(?![0-9a-z])",
    r"(?<![0-9a-z.])[1-4]q\s?(?:20)?[0-9]{2}(?![0-9])",
    r"(?<![0-9a-z.])fy\s?(?:20)?[0-9]{2}(?![0-9])",
    rf"(?:{_YEAR}|{_HAN_YEAR})\s?年(?:度?\s?{_MONTH}\s?月(?:\s?{_DAY})?)?",
    rf"{_YEAR}\s?(?=[上下]半年|全年|财年|双)",
    # A year of two digits needs its preposition: 播放27年 is a stretch.
    r"(?<=[在和与从自至到于较])[0-9]{2}年(?![前后内])",
    rf"(?<![0-9.])(?<!{_HAN})(?:{_MONTH}\s?月(?:\s?{_DAY})?|{_DAY})",
    # 第四季度, 一季报.
    rf"(?:第\s?)?(?<![0-9.])(?<!{_HAN})[一二三四1-4]\s?季(?:度|报)?",
    # A stretch counted from the day of speaking: 过去一年, 未来1-3年, 前九个月, 两个月前.
    rf"(?:过去|未来|随后|[上前])的?[这那]?\s?{_SOME}(?:\s?[-~至到]\s?{_SOME})?\s?多?{_STRETCH}[来内]?",
    r"[这那近][一二两三四五六七八九十几]+年",
    rf"{_SOME}\s?{_STRETCH}(?:[前内](?!容)|之?[前后])",
)

TIME = re.compile("|".join(_TIMES))
"""A date, a quarter or a stretch counted from the day of speaking: when something is so, not how much."""
