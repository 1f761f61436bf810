"""Months and days in a text."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta

from bot.core.period import Grain, NoSuchPeriod, as_of, part_of_year
from bot.core.query import Impossible, Season, When
from bot.words.numeral import value_of
from bot.words.shape import HAN_NUMBER, NOT_A_FIGURE, YEAR2, YEAR4, Match, Rule, rule, year_from

_MONTHS = {
    name: number
    for number, full in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
    for name in {full, full[:3], *(("sept",) if full == "september" else ())}
}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = "(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"


def _month(found: Match) -> When | None:
    groups = found.groupdict()
    said = groups["month"]
    ordinal = _MONTHS[said] if said in _MONTHS else int(value_of(said) or 0)
    year = groups.get("year") or groups.get("tight")
    if year:
        return part_of_year(Grain.MONTH, year_from(year), ordinal)
    part_of_year(Grain.MONTH, _LEAP_YEAR, ordinal)
    # The verb is commoner than the month: a bare "may" is not one.
    return None if said == "may" else Season(Grain.MONTH, ordinal)


def _named_month(found: Match) -> When | None:
    """Mar 25 is a month of 2025; May 25 may be a day or a verb."""
    return None if found["month"] == "may" else _month(found)


_NO_VERB = r"(?! (?:be|have|not|also|well|still|i|we|you|they|it)(?![a-z]))"
"""What does not follow a day of May, as it follows the verb."""
_BEFORE_MAY = "|".join(f"(?<={word} )" for word in ("in", "for", "of", "since", "until", "to", "through"))
"""The words after which "may" is the month."""
_YEAR15_35 = "1[5-9]|2[0-9]|3[0-5]"
_HAN_MONTH = rf"(?P<month>{HAN_NUMBER}) ?月份?"
_MONTH_RULES: tuple[Rule, ...] = (
    rule(rf"(?P<year>{YEAR4})[-/](?P<month>[0-9]{{1,2}})(?![-/])", _month),
    rule(rf"(?P<year>{YEAR4})\.(?P<month>0[1-9]|1[0-2])", _month),
    rule(rf"(?P<year>{YEAR4}|{YEAR2}) ?年 ?{_HAN_MONTH}", _month, right=""),
    rule(_HAN_MONTH, _month, right=""),
    rule(rf"{_MONTH},?(?: of)? ?'?(?P<year>{YEAR4})", _month),
    rule(rf"(?P<year>{YEAR4}) {_MONTH}", _month),
    rule(rf"{_MONTH}(?: ?'|-)(?P<year>{YEAR2})", _month),
    rule(rf"{_MONTH} (?P<year>{_YEAR15_35})", _named_month, NOT_A_FIGURE),
    rule(_MONTH, _month),
    rule(rf"(?:{_BEFORE_MAY})may{_NO_VERB}", lambda _: Season(Grain.MONTH, 5)),
)


def _day(found: Match) -> When:
    said = found["month"]
    month = _MONTHS[said] if said in _MONTHS else int(value_of(said) or 0)
    try:
        first = date(year_from(found["year"]), month, int(found["day"]))
    except ValueError:
        return Impossible(found[0])
    return as_of(first, first + timedelta(days=1))


def _day_of_any_year(found: Match) -> Season:
    said = found["month"]
    ordinal = _MONTHS[said] if said in _MONTHS else int(value_of(said) or 0)
    season = Season(Grain.MONTH, ordinal, int(found["day"]))
    season.of(_LEAP_YEAR)  # is there such a day in any year?
    return season


_LEAP_YEAR = 2000
_DAYS: tuple[Rule, ...] = (
    *(rule(rf"(?P<year>{YEAR4}){s}(?P<month>[0-9]{{1,2}}){s}(?P<day>[0-9]{{1,2}})", _day) for s in ("-", "/", r"\.")),
    rule(rf"(?P<year>{YEAR4}|{YEAR2}) ?年 ?{_HAN_MONTH} ?(?P<day>[0-9]{{1,2}}) ?[日号]", _day, right=""),
    rule(rf"{_DAY} (?:of )?{_MONTH},? (?P<year>{YEAR4})", _day),
    rule(rf"{_MONTH} {_DAY},? (?P<year>{YEAR4})", _day),
    rule(rf"{_DAY} {_MONTH},? '?(?P<year>{_YEAR15_35})", _day, NOT_A_FIGURE),
    rule(rf"{_HAN_MONTH} ?(?P<day>[0-9]{{1,2}}) ?[日号]", _day_of_any_year, right=""),
    rule(rf"{_DAY} (?:of )?{_MONTH}{_NO_VERB}", _day_of_any_year),
    rule(rf"{_MONTH} (?P<day>0?[1-9]|1[0-4]|[0-9]{{1,2}}(?=st|nd|rd|th))(?:st|nd|rd|th)?", _day_of_any_year),
)


_MONTH_AND_NUMBER = re.compile(rf"{_MONTH} (?P<day>1[5-9]|2[0-9]|3[01])")


def day_instead(text: str) -> Season | None:
    """The day that was meant, perhaps, by what was read as a month of a year: Apr 15, which is April 2015 too."""
    found = _MONTH_AND_NUMBER.fullmatch(text)
    when = None
    if found is not None:
        with suppress(NoSuchPeriod):
            when = _day_of_any_year(found)
    return when


def _year_end(found: Match) -> When:
    """The end of a year is its December: a state on its last day is found by the month."""
    return part_of_year(Grain.MONTH, year_from(found["year"]), 12)


_YEAR_ENDS: tuple[Rule, ...] = (
    rule(rf"(?:at |by )?(?:the )?(?:year[ -])?end(?: of)? '?(?P<year>{YEAR4})", _year_end),
    rule(rf"(?P<year>{YEAR4}) year[ -]end", _year_end),
    rule(rf"(?P<year>{YEAR4}|{YEAR2}) ?(?:年[底末终]|年年[底末])", _year_end, right=""),
)

MONTHS: tuple[Rule, ...] = (*_MONTH_RULES, *_DAYS, *_YEAR_ENDS)
