"""Times: periods, days, and when guidance was given."""

from __future__ import annotations

import datetime as dt
import re

from bot.core.answer import Line
from bot.core.period import Grain, Period
from bot.core.query import Season
from bot.render.tongue import Tongue
from bot.words.period import say_date, say_period, say_season


class Times(Tongue):
    """How periods and days are said."""

    def period(self, period: Period) -> str:
        """A period."""
        return say_period(period, self.language)

    def date(self, day: str) -> str:
        """A day or a month."""
        return say_date(day, self.language)

    def day_month(self, day: str | Period) -> str:
        """A day without its year: 23 Sep."""
        said = self.period(day) if isinstance(day, Period) else self.date(day)
        return re.sub(r"^\d{4}年(?=\d)", "", said) if self.chinese else re.sub(r" \d{4}$", "", said)

    def season(self, period: Period) -> str:
        """A part of the year without its year: Q3."""
        if period.grain in {Grain.QUARTER, Grain.HALF}:
            return period.label[4:]
        if period.grain is Grain.NINE_MONTHS:
            return period.label[5:]
        if period.grain is Grain.MONTH:
            said = say_date(period.label, self.language)
            return re.sub(r"^\d{4}年", "", said) if self.chinese else said.split(" ")[0]
        return ""

    def part(self, when: Season | Period) -> str:
        """A part of the year as it was asked for, without its year: Q3, Mar, 15 Apr."""
        return say_season(when, self.language) if isinstance(when, Season) else self.season(when)

    def year_later(self, period: Period) -> str:
        """The same part of the next year."""
        return self.period(period.year_after())

    def day_before(self, day: dt.date) -> str:
        """The last day before another."""
        return self.date((day - dt.timedelta(days=1)).isoformat())

    def is_as_of(self, period: Period) -> bool:
        """Whether a period is a state on a day rather than a stretch."""
        return period.grain is Grain.AS_OF

    def happened(self, line: Line) -> bool:
        """Whether a line tells what happened, whose day is what is asked for."""
        return line.period.grain is Grain.EVENT and line.text is not None

    def said_short(self, day: str) -> str:
        """When guidance was given, without its year."""
        return self.phrases.say("vintage.start") if len(day) == len("2025") else self.day_month(day)

    def vintage(self, day: str) -> str:
        """When guidance was given."""
        return self.phrases.say("vintage.start") if len(day) == len("2025") else self.date(day)
