"""The shape of a time in a text: a pattern, what it means, and where a word or a figure ends it."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.core.query import When
from bot.words.numeral import value_of

Match = re.Match[str]
Rule = tuple[re.Pattern[str], Callable[[Match], When | None]]
"""A pattern on folded text and what a match means; NoSuchPeriod is raised where it cannot be."""

LEFT = r"(?<![a-z0-9])(?<![0-9][.,])"
RIGHT = r"(?![a-z0-9])(?![.,][0-9])"
NO_LETTER = "(?![a-z])"
NOT_A_FIGURE = RIGHT + r"(?! ?(?:%|[万亿元]|人(?![均民])|[美港]元|percent|million|billion|yuan|pp(?![a-z])))"
"""What must not follow a bare number for it to be a year."""
YEAR4 = "(?:[12][0-9]{3}|二[零〇][零〇一二三四五六七八九]{2})"
YEAR2 = "[0-9]{2}"
HAN_NUMBER = "[零一二三四五六七八九十]{1,3}|[0-9]{1,2}"


def rule(pattern: str, read: Callable[[Match], When | None], right: str = RIGHT) -> Rule:
    """A pattern between word ends; `right` is what must not follow."""
    # A 汉字 ends a word by itself: 去年ABC is two words.
    ended = rf"(?:(?<=[\u3400-\u9fff])(?![0-9])|{right})" if right in {RIGHT, NO_LETTER} else right
    return re.compile(rf"{LEFT}(?:{pattern}){ended}"), read


def year_from(digits: str) -> int:
    """The year that two or four digits write, in either script."""
    value = value_of(digits)
    assert value is not None
    return int(value) + (2000 if len(digits) == 2 else 0)
