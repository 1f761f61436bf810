"""The opening: quiet hours, days off, public holidays, and clock changes among them."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.subscription import Quiet, Schedule
from bot.schedule.calendar import BadSchedule
from bot.schedule.opening import coming, coming_times, opening, read_schedule

HONG_KONG, LONDON, NEW_YORK = "Asia/Hong_Kong", "Europe/London", "America/New_York"
NIGHT, NOON = Quiet(time(22), time(8)), Quiet(time(12), time(13))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "quiet", "days", "moment", "opens"),
    [
        # Nothing holds it up.
        (HONG_KONG, None, "", "2025-11-20 15:30", "2025-11-20 15:30"),
        (HONG_KONG, NIGHT, "HK", "2025-11-20 01:00", "2025-11-20 01:00"),
        # Quiet hours: over midnight, before it, after it, at their end; and by day.
        (HONG_KONG, NIGHT, "", "2025-11-20 15:30", "2025-11-21 00:00"),
        (HONG_KONG, NIGHT, "", "2025-11-20 22:30", "2025-11-21 00:00"),
        (HONG_KONG, NIGHT, "", "2025-11-21 00:00", "2025-11-21 00:00"),
        (HONG_KONG, NOON, "", "2025-11-20 04:00", "2025-11-20 05:00"),
        # A weekend: at the same time of day, or at the end of the quiet hours.
        (HONG_KONG, None, "HK", "2025-11-22 01:00", "2025-11-24 01:00"),
        (HONG_KONG, NIGHT, "HK", "2025-11-22 03:00", "2025-11-24 00:00"),
        # Friday at night is quiet, and Saturday is off.
        (HONG_KONG, NIGHT, "HK", "2025-11-21 15:00", "2025-11-24 00:00"),
        # Lunar New Year 2026 is 17 to 19 February; Easter and Ching Ming stand together.
        (HONG_KONG, None, "HK", "2026-02-17 01:00", "2026-02-20 01:00"),
        (HONG_KONG, None, "HK", "2026-04-05 01:00", "2026-04-08 01:00"),
        # Mainland China works on Saturday 14 February 2026 in exchange.
        ("Asia/Shanghai", None, "CN", "2026-02-14 01:00", "2026-02-14 01:00"),
        # The end of quiet hours on a day whose clocks change.
        (LONDON, NIGHT, "", "2026-03-29 00:30", "2026-03-29 07:00"),
        (NEW_YORK, Quiet(time(1), time(2, 30)), "", "2026-03-08 06:10", "2026-03-08 07:30"),
        (NEW_YORK, Quiet(time(0), time(1, 30)), "", "2026-11-01 04:10", "2026-11-01 05:30"),
        # Half past one comes twice in autumn: at its second showing the quiet hours are over.
        (NEW_YORK, Quiet(time(0), time(1, 30)), "", "2026-11-01 06:40", "2026-11-01 06:40"),
        # A leap day.
        (HONG_KONG, Quiet(time(20), time(8)), "", "2028-02-28 13:00", "2028-02-29 00:00"),
    ],
)  # fmt: skip
def test_it_opens(zone: str, quiet: Quiet | None, days: str, moment: str, opens: str) -> None:
    assert opening(Schedule("0 9 * * *", zone, quiet, days), at(moment)) == at(opens)


def test_the_next_times_are_each_shown_once() -> None:
    """Saturday, Sunday and Monday are all Monday's."""
    found = coming_times(Schedule("0 9 * * *", HONG_KONG, None, "HK"), at("2025-11-21 00:00"), 3)
    assert found == (at("2025-11-21 01:00"), at("2025-11-24 01:00"), at("2025-11-25 01:00"))


def test_a_quarterly_day_that_is_a_sunday_moves() -> None:
    schedule = Schedule("0 9 5 apr,jun,sep,dec *", HONG_KONG, None, "HK")
    assert coming_times(schedule, at("2025-11-28 01:00"), 3) == (
        at("2025-12-05 01:00"),
        at("2026-04-08 01:00"),
        at("2026-06-05 01:00"),
    )


@pytest.mark.parametrize(
    ("schedule", "reason"),
    [
        (Schedule("0 9 * * 1", HONG_KONG), "cron_weekday"),
        (Schedule("0 9 * *", HONG_KONG), "cron_fields"),
        (Schedule("0 9 1 * mon", HONG_KONG), "cron_two_days"),
        (Schedule("0 25 * * *", HONG_KONG), "cron_unreadable"),
        (Schedule("0 9 31 feb *", HONG_KONG), "cron_never"),
        (Schedule("0 9 * * *", "Mars/Base"), "unknown_zone"),
        (Schedule("0 9 * * *", HONG_KONG, None, "ZZ"), "no_holidays"),
    ],
)
def test_what_cannot_be_kept_has_a_reason(schedule: Schedule, reason: str) -> None:
    with pytest.raises(BadSchedule) as raised:
        read_schedule(schedule)
    assert raised.value.reason == reason


TIMES = st.times().map(lambda one: one.replace(second=0, microsecond=0))


@settings(max_examples=80, deadline=None)
@given(
    zone=st.sampled_from([HONG_KONG, LONDON, NEW_YORK, "Pacific/Apia"]),
    quiet=st.tuples(TIMES, TIMES).filter(lambda pair: pair[0] != pair[1]).map(lambda pair: Quiet(*pair)),
    days=st.sampled_from(["", "HK", "US"]),
    moment=st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)),
)
def test_it_is_never_earlier_and_stays_where_it_opened(zone: str, quiet: Quiet, days: str, moment: datetime) -> None:
    schedule = Schedule("0 9 * * *", zone, quiet, days)
    after = moment.replace(tzinfo=UTC)
    opened = opening(schedule, after)
    assert opened >= after
    assert coming(schedule, after) > after
    assert opening(schedule, opened) >= opened
