"""When: a stretch of days and its grain.

Stretches are half-open: a period holds its first day and not its end. Labels are the same in
every language: 2025Q3, 2025H1, 2025-9M, 2025, 2025-03, asof:2025-02, cum:2025-02,
event:2025-09-23, undated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Grain(StrEnum):
    """What kind of stretch a period is; different grains never compare silently."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    AS_OF = "as_of"
    CUMULATIVE = "cumulative"
    EVENT = "event"
    UNDATED = "undated"


SPANS: tuple[Grain, ...] = (Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.NINE_MONTHS, Grain.YEAR)
"""Grains that cover a stretch and repeat, shortest first."""

MOMENTS: frozenset[Grain] = frozenset({Grain.AS_OF, Grain.EVENT})
"""Grains of what was so at some time, or happened at one."""

ONE_DAY = timedelta(days=1)

_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6, Grain.NINE_MONTHS: 9, Grain.YEAR: 12}
_STARTS = {Grain.AS_OF: "asof:", Grain.CUMULATIVE: "cum:", Grain.EVENT: "event:"}
_LABEL = re.compile(
    r"(?P<start>asof:|cum:|event:)?(?P<year>[12]\d{3})"
    r"(?:(?P<part>Q[1-4]|H[12])|-(?P<nine>9M)|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?"
)


class NoSuchPeriod(ValueError):
    """A label that names no period."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of days, half-open, plus its grain.

    Periods sort by their end, then by their first day: the newest is the last. A cumulative
    period has no known first day; an undated one has neither and sorts first.
    """

    end: date
    first: date
    grain: Grain

    @property
    def label(self) -> str:
        """The period as it is printed and read."""
        if self.grain is Grain.UNDATED:
            return "undated"
        if self.grain in _STARTS:
            return _STARTS[self.grain] + self._stretch_label()
        year = self.first.year
        if self.grain is Grain.YEAR:
            return f"{year}"
        if self.grain is Grain.NINE_MONTHS:
            return f"{year}-9M"
        if self.grain is Grain.MONTH:
            return f"{year}-{self.first.month:02}"
        letter = "Q" if self.grain is Grain.QUARTER else "H"
        return f"{year}{letter}{self.ordinal}"

    @property
    def ordinal(self) -> int:
        """Which one of its year it is: 3 for a third quarter, 7 for July, 1 for a year."""
        return (self.first.month - 1) // _MONTHS.get(self.grain, 12) + 1

    @property
    def dated(self) -> bool:
        """Whether anything is known of when it was."""
        return self.grain is not Grain.UNDATED

    @property
    def last_day(self) -> date:
        """The last day of it; a cumulative period has no other that is known."""
        return self.end - ONE_DAY

    def shifted(self, steps: int) -> Period:
        """The period of the same grain that many steps later (earlier when negative).

        Raises NoSuchPeriod where none follows on it: after a state or an event, and after nine months.
        """
        if self.grain not in SPANS or self.grain is Grain.NINE_MONTHS:
            raise NoSuchPeriod(f"{self.label} has no neighbour of its own grain")
        return _span(self.grain, _add_months(self.first, steps * _MONTHS[self.grain]))

    def previous(self) -> Period:
        """The period of the same grain that ends where this one begins."""
        return self.shifted(-1)

    def year_before(self) -> Period:
        """The same part of the year before."""
        return self._years_on(-1)

    def year_after(self) -> Period:
        """The same part of the year after."""
        return self._years_on(1)

    def contains(self, other: Period) -> bool:
        """Whether another period lies within this one."""
        return self.dated and other.dated and self.first <= other.first and other.end <= self.end

    def _years_on(self, years: int) -> Period:
        if self.grain not in SPANS:
            raise NoSuchPeriod(f"{self.label} is no part of a year")
        return _span(self.grain, _add_months(self.first, 12 * years))

    def _stretch_label(self) -> str:
        last = self.last_day
        start = self.first if self.grain is not Grain.CUMULATIVE else last
        if self.grain is Grain.CUMULATIVE:
            return f"{last:%Y-%m}" if _is_month_end(self.end) else f"{last:%Y-%m-%d}"
        days = (self.end - self.first).days
        if days == 1:
            return f"{start:%Y-%m-%d}"
        return f"{start:%Y}" if days > 31 else f"{start:%Y-%m}"

    def __str__(self) -> str:
        return self.label


UNDATED = Period(date.min, date.min, Grain.UNDATED)
"""The period of a statement that says no time."""


def quarter(year: int, ordinal: int) -> Period:
    """A quarter of a year, 1 to 4."""
    return part_of_year(Grain.QUARTER, year, ordinal)


def part_of_year(grain: Grain, year: int, ordinal: int = 1) -> Period:
    """The month, quarter, half, nine months or year with that ordinal.

    Raises NoSuchPeriod where the year has no such part (a fifth quarter, a thirteenth month).
    """
    months = _MONTHS[grain]
    if not 1 <= ordinal <= max(1, 12 // months) or not 1 <= year <= 9998:
        raise NoSuchPeriod(f"{year} has no {grain.value} number {ordinal}")
    return _span(grain, date(year, (ordinal - 1) * months + 1, 1))


def as_of(first: date, end: date) -> Period:
    """The state on a day, or in a month or year that the statement leaves open within."""
    return Period(end, first, Grain.AS_OF)


def parse_period(label: str) -> Period:
    """The period a label names; raises NoSuchPeriod."""
    if label == "undated":
        return UNDATED
    match = _LABEL.fullmatch(label)
    if match is None:
        raise NoSuchPeriod(f"{label!r} is no period")
    year = int(match["year"])
    start = match["start"]
    if start is None:
        if match["day"]:
            raise NoSuchPeriod(f"{label!r} is a day: write asof:{label} or event:{label}")
        return _unprefixed(match, year)
    if match["part"] or match["nine"]:
        raise NoSuchPeriod(f"{label!r}: after {start} comes a day, a month or a year")
    stretch = _stretch(match, year)
    if start == "cum:":
        return Period(stretch[1], date.min, Grain.CUMULATIVE)
    grain = Grain.AS_OF if start == "asof:" else Grain.EVENT
    return Period(stretch[1], stretch[0], grain)


def _unprefixed(match: re.Match[str], year: int) -> Period:
    if match["part"]:
        grain = Grain.QUARTER if match["part"][0] == "Q" else Grain.HALF
        return part_of_year(grain, year, int(match["part"][1]))
    if match["nine"]:
        return part_of_year(Grain.NINE_MONTHS, year)
    if match["month"]:
        return part_of_year(Grain.MONTH, year, int(match["month"]))
    return part_of_year(Grain.YEAR, year)


def _stretch(match: re.Match[str], year: int) -> tuple[date, date]:
    try:
        if match["day"]:
            first = date(year, int(match["month"]), int(match["day"]))
            return first, first + timedelta(days=1)
        if match["month"]:
            first = date(year, int(match["month"]), 1)
            return first, _add_months(first, 1)
    except ValueError as error:
        raise NoSuchPeriod(f"{match[0]!r}: {error}") from error
    return date(year, 1, 1), date(year + 1, 1, 1)


def _span(grain: Grain, first: date) -> Period:
    return Period(_add_months(first, _MONTHS[grain]), first, grain)


def _add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _is_month_end(end: date) -> bool:
    return end.day == 1
