"""Standing orders: how schedules, moments and places are said."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import get_timezone_location

from bot.core.subscription import Schedule
from bot.render.mark import AS_IS, CHANNEL, MARKS, STAR
from bot.render.tongue import Tongue
from bot.words.period import say_date
from bot.words.script import clean

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Standing(Tongue):
    """How subscriptions are said."""

    def digest(self, key: str) -> str:
        """A digest's title; its id where the book has it no more."""
        digest = self.ledger.digests.get(key)
        return key if digest is None else self.words(digest.title)

    def sections(self, key: str) -> str:
        """The titles of a digest's sections."""
        digest = self.ledger.digests.get(key)
        return self.phrases.say("list").join(self.words(one.title) for one in digest.sections) if digest else ""

    def digests_known(self, _: object = None) -> str:
        """The digests there are, as one may name them."""
        return self.phrases.say("list").join(
            f"{key} ({self.words(one.title)})" for key, one in self.ledger.digests.items()
        )

    def code(self, text: str) -> str:
        """Words that someone typed, or may type, as they stand: a cron keeps its asterisks."""
        bare = MARKS.sub("", clean(text)).replace("`", "").replace("*", STAR)
        return f"{AS_IS[0]}`{bare[:80]}`{AS_IS[1]}"

    def channel(self, id: str) -> str:
        """A channel's id, to be drawn as its name; a direct conversation has none."""
        if id.startswith("D"):
            return self.phrases.say("standing.direct")
        return f"{CHANNEL[0]}{re.sub(r'[^A-Z0-9]', '', id)}{CHANNEL[1]}"

    def tongue(self, language: str) -> str:
        """A language's name."""
        return self.phrases.say(f"tongue.{language}")

    def place(self, zone: str) -> str:
        """The place that a time zone is named for: Hong Kong."""
        if zone in {"UTC", "Etc/UTC", "GMT"}:
            return "UTC"
        return str(get_timezone_location(zone, locale=self._locale, return_city=True))

    def country(self, code: str) -> str:
        """A country, short: Hong Kong, not its long name."""
        known = f"country.{code}"
        return self.phrases.words.get(known) or str(self._locale.territories.get(code, code))

    def delivery_state(self, state: str) -> str:
        """What became of a delivery that was not sent."""
        return self.phrases.say(f"state.{state}")

    def at(self, moment: datetime, zone: str) -> str:
        """A moment with its day, on the clocks of a zone, without the place."""
        local = moment.astimezone(ZoneInfo(zone))
        day = say_date(local.date().isoformat(), self.language)
        return f"{day}{'' if self.chinese else ' '}{local:%H:%M}"

    def clock_at(self, moment: datetime, zone: str) -> str:
        """A moment's time of day on the clocks of a zone."""
        return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"

    def same_day(self, one: datetime, other: datetime, zone: str) -> bool:
        """Whether two moments are of one day in a zone."""
        place = ZoneInfo(zone)
        return one.astimezone(place).date() == other.astimezone(place).date()

    def length_of(self, length: timedelta) -> str:
        """A length of time in whole hours, else in minutes."""
        minutes = length // timedelta(minutes=1)
        key = "hours" if minutes % 60 == 0 else "minutes"
        return self.phrases.say(f"standing.{key}", n=str(minutes // 60 if key == "hours" else minutes))

    def cadence(self, schedule: Schedule) -> str:
        """How often, in words; a cron that has no simple ones as it is written."""
        words = self.often(schedule)
        return words if words is not None else self.phrases.say("cadence.cron", cron=self.code(schedule.cron))

    def often(self, schedule: Schedule) -> str | None:
        """How often, in words; None where there are no simple ones."""
        minute, hour, day, month, weekday = schedule.cron.split()
        if not (minute.isdigit() and hour.isdigit()):
            return None
        clock = f"{int(hour):02}:{int(minute):02}"
        if (day, month, weekday) == ("*", "*", "*"):
            return self.phrases.say("cadence.daily", clock=clock)
        if (day, month, weekday) == ("*", "*", "mon-fri"):
            return self.phrases.say("cadence.weekdays", clock=clock)
        if (day, month) == ("*", "*") and weekday in _WEEKDAYS:
            name = str(self._locale.days["format"]["wide"][_WEEKDAYS.index(weekday)])
            return self.phrases.say("cadence.weekly", day=name, clock=clock)
        if day.isdigit() and (month, weekday) == ("*", "*"):
            return self.phrases.say("cadence.monthly", day=day, clock=clock)
        months = month.split(",")
        if day.isdigit() and weekday == "*" and all(one in _MONTHS for one in months):
            names = [str(self._locale.months["format"]["abbreviated"][_MONTHS.index(one) + 1]) for one in months]
            return self.phrases.say("cadence.months", day=day, months=self.phrases.say("list").join(names), clock=clock)
        return None

    @property
    def _locale(self) -> Locale:
        return Locale("zh", script="Hans") if self.chinese else Locale("en")
