"""Parts of a year in a text: quarters, halves, nine months, and whole years.

Each part is written after its year, before it, or alone.
"""

from __future__ import annotations

import re

from bot.core.period import Grain, part_of_year
from bot.core.query import Season, When
from bot.words.numeral import value_of
from bot.words.shape import HAN_NUMBER, NOT_A_FIGURE, YEAR2, YEAR4, Match, Rule, rule, year_from

_FIRST_BARE, _LAST_BARE = 2015, 2035
"""A bare number is a year only between these."""

# 2025q3, 2025年第三季度, 2025-9m, 25q3, fy25 q3, '25 h1
_BEFORE = (
    rf"(?P<year>(?:fy ?)?'?{YEAR4}|fy ?'?{YEAR2}|'?{YEAR2})(?P<gap> ?年度?| ?财年|'s)?(?P<space> ?[-/] ?| the | )?"
)
# q3 2025, q3'25, q3 of 2025, q3 fy25, 3q25, third quarter, 2025
_AFTER = (
    rf"(?:,? ?(?:of |in )?(?:fy ?)?'?(?P<year>{YEAR4})年?|[-/](?P<slashed>{YEAR4}|{YEAR2})"
    rf"|(?: ?'| ?fy ?'?|(?<=[a-z]))(?P<tight>{YEAR2})|(?: of)? (?P<short>1[5-9]|2[0-9]|3[0-5]))[aef]?"
)

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "首": 1, "上": 1, "前": 1, "下": 2, "后": 2}
_ORDINAL = "first|second|third|fourth|[0-9]{1,2}(?:st|nd|rd|th)"
_QUARTER = (
    rf"(?:q ?(?P<a>[0-9]{{1,2}})(?![0-9])|(?P<b>[0-9]{{1,2}})q|(?P<c>{_ORDINAL})[ -]quarter"
    rf"|第? ?(?P<d>{HAN_NUMBER}|首) ?季度?)"
)
_HALF = r"(?:h(?P<a>[0-9])(?![0-9])|(?P<b>[0-9])h|(?P<c>first|second|1st|2nd)[ -]half|(?P<d>[上下前后])半年)"
_NINE = (
    r"(?:9 ?m(?:onths)?|(?:the )?(?:first )?nine[ -]months|first (?:9 months|(?:three|3) quarters)"
    r"|[前首][三3]个?季度?|[前首](?:9|九)个月|1 ?[-~至到] ?9月)"
)


def _part(pattern: str, grain: Grain) -> tuple[Rule, ...]:
    """A part of a year: after its year, before it, and alone."""

    def with_year(found: Match) -> When | None:
        year = _year_of(found)
        return None if year is None else part_of_year(grain, year, _ordinal(found))

    def alone(found: Match) -> When | None:
        if grain is Grain.NINE_MONTHS and _is_amount(found):
            return None
        ordinal = _ordinal(found)
        part_of_year(grain, 2000, ordinal)  # is there such a part in any year?
        return Season(grain, ordinal)

    return (rule(_BEFORE + pattern, with_year), rule(pattern + _AFTER, with_year, NOT_A_FIGURE), rule(pattern, alone))


def _ordinal(found: Match) -> int:
    said = next((found[group] for group in "abcd" if group in found.re.groupindex and found[group]), "1")
    if said in _ORDINALS:
        return _ORDINALS[said]
    value = value_of(re.sub("(?:st|nd|rd|th)$", "", said))
    return -1 if value is None else int(value)


def _is_amount(found: Match) -> bool:
    """Whether 9m is nine million: more than 9m, RMB 9m, 9m users."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    return re.search(r"(?:\$|¥|rmb ?|cny ?|usd ?|hkd ?|than |about |nearly |>=? ?|<=? ?)$", before) is not None or (
        re.match(" ?(?:users|people|persons|用户|人|元)", after) is not None
    )


def _year_of(found: Match) -> int | None:
    """The year a match names; None where two digits stand too loosely to be one."""
    groups = found.groupdict()
    said = next(groups[name] for name in ("year", "slashed", "tight", "short") if groups.get(name))
    digits = re.sub("[fy ']", "", said)
    loose = groups.get("space") and not groups.get("gap")
    if len(digits) == 2 and digits == said and loose:
        return None
    return year_from(digits)


def _last_quarter(found: Match) -> When:
    return part_of_year(Grain.QUARTER, year_from(found["year"]), 4)


def _whole_year(found: Match) -> When | None:
    return part_of_year(Grain.YEAR, year_from(found["year"]))


def _bare_year(found: Match) -> When | None:
    year = year_from(found["year"])
    priced = re.search(r"(?:\$|¥|rmb ?|cny ?|usd ?|hkd ?|人民币)$", found.string[: found.start()])
    return part_of_year(Grain.YEAR, year) if _FIRST_BARE <= year <= _LAST_BARE and not priced else None


def _short_year(found: Match) -> When | None:
    """24年 is a year; 近20年 and 20年来 are so many."""
    year = year_from(found["year"])
    counted = re.search("[近去满超过]$", found.string[: found.start()])
    return part_of_year(Grain.YEAR, year) if _FIRST_BARE <= year <= _LAST_BARE and not counted else None


_YEARS: tuple[Rule, ...] = (
    rule(rf"(?:fy ?'?|full[ -]year (?:of )?)(?P<year>{YEAR4}|{YEAR2})[aef]?", _whole_year),
    rule(rf"(?P<year>{YEAR4}) ?(?:full[ -]year|fy)", _whole_year),
    rule(rf"(?P<year>{YEAR4}) ?(?:年?全年|年度?|财年)", _whole_year, right=""),
    rule(rf"(?P<year>{YEAR2})(?:年全年|年度?|财年)(?![前来间内])", _short_year, right=""),
    rule(rf"(?P<year>{YEAR4})[aef]?", _bare_year, NOT_A_FIGURE),
    rule("full[ -]year|fy", lambda _: Season(Grain.YEAR, 1)),
    rule("全年", lambda _: Season(Grain.YEAR, 1), right=""),
)


PARTS: tuple[Rule, ...] = (
    *_part(_QUARTER, Grain.QUARTER),
    *_part(_HALF, Grain.HALF),
    *_part(_NINE, Grain.NINE_MONTHS),
    rule(rf"(?:the )?last quarter(?: of)?,? (?P<year>{YEAR4})", _last_quarter),
    *_YEARS,
)
