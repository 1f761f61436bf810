"""When a cron comes next: both edges of summer time, leap days, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.schedule.calendar import BadSchedule, next_time, read_cron

NEW_YORK, LONDON, HONG_KONG = "America/New_York", "Europe/London", "Asia/Hong_Kong"


@pytest.mark.parametrize(
    ("cron", "zone", "after", "times"),
    [
        # Nine o'clock stays nine o'clock.
        ("0 9 * * *", NEW_YORK, "2025-03-08 00:00", ["03-08 14:00", "03-09 13:00", "03-10 13:00"]),
        ("0 9 * * *", LONDON, "2025-10-25 00:00", ["10-25 08:00", "10-26 09:00", "10-27 09:00"]),
        ("0 9 * * *", HONG_KONG, "2025-03-08 12:00", ["03-09 01:00", "03-10 01:00"]),
        # Half past one comes twice in autumn, and is sent once.
        ("30 1 * * *", NEW_YORK, "2025-11-01 12:00", ["11-02 05:30", "11-03 06:30"]),
        ("30 1 * * *", LONDON, "2025-10-25 12:00", ["10-26 00:30", "10-27 01:30"]),
        ("*/30 * * * *", NEW_YORK, "2025-11-02 04:50", ["11-02 05:00", "11-02 05:30", "11-02 07:00"]),
        # Asked between the two, the second still does not count.
        ("30 1 * * *", NEW_YORK, "2025-11-02 06:10", ["11-03 06:30"]),
        # Half past two is leapt over in spring, and comes an hour later.
        ("30 2 * * *", NEW_YORK, "2025-03-08 12:00", ["03-09 07:30", "03-10 06:30"]),
        ("30 2 * * *", NEW_YORK, "2025-03-09 07:10", ["03-09 07:30"]),
        ("30 1 * * *", LONDON, "2025-03-29 12:00", ["03-30 01:30", "03-31 00:30"]),
        ("30 2,3 * * *", NEW_YORK, "2025-03-09 06:00", ["03-09 07:30", "03-10 06:30"]),
        ("15,35 2 * * *", "Australia/Lord_Howe", "2025-10-04 12:00", ["10-04 15:35", "10-04 15:45", "10-05 15:15"]),
        # Days.
        ("0 9 29 feb *", HONG_KONG, "2025-01-01 00:00", ["2028-02-29 01:00", "2032-02-29 01:00"]),
        ("0 9 29 2 *", HONG_KONG, "2096-03-01 00:00", ["2104-02-29 01:00"]),
        ("0 9 last * *", HONG_KONG, "2028-02-01 00:00", ["2028-02-29 01:00", "2028-03-31 01:00"]),
        ("0 9 * * mon-fri", LONDON, "2025-11-21 10:00", ["11-24 09:00", "11-25 09:00"]),
        ("0 9 1 jan,apr,jul,oct *", HONG_KONG, "2025-11-21 10:00", ["2026-01-01 01:00", "2026-04-01 01:00"]),
        # Exactly at its time it has come already.
        ("0 9 * * *", HONG_KONG, "2025-11-20 01:00", ["11-21 01:00"]),
    ],
)  # fmt: skip
def test_the_next_times(cron: str, zone: str, after: str, times: list[str]) -> None:
    moment = datetime.fromisoformat(after).replace(tzinfo=UTC)
    for time in times:
        expected = time if len(time) > 11 else f"{after[:4]}-{time}"
        moment = next_time(cron, zone, moment)
        assert moment == datetime.fromisoformat(expected).replace(tzinfo=UTC)
        assert moment.utcoffset() == timedelta()


@pytest.mark.parametrize(
    ("cron", "sentence"),
    [
        ("0 9 * *", "has 4 fields; five are needed"),
        ("", "has 0 fields"),
        ("0 0 9 * * mon", "has 6 fields"),
        ("0 9 * * 1", "weekday as a number.*write its name"),
        ("0 9 * * 1-5", "weekday as a number"),
        ("0 9 * * */2", "weekday as a number"),
        ("0 9 * * funday", "cannot be read"),
        ("0 25 * * *", "cannot be read"),
        ("nine 0 * * *", "cannot be read"),
        ("0 9 30 feb *", "never comes"),
        ("0 9 1 * mon", "a day of the month and a weekday"),
    ],
)
def test_a_bad_cron_is_explained(cron: str, sentence: str) -> None:
    with pytest.raises(BadSchedule, match=sentence):
        read_cron(cron, HONG_KONG)


@pytest.mark.parametrize("zone", ["Mars/Base", "", "America", "../etc/passwd", "/etc/passwd", "HKT+8\0"])
def test_a_bad_zone_is_explained(zone: str) -> None:
    with pytest.raises(BadSchedule, match="There is no time zone"):
        read_cron("0 9 * * *", zone)


def test_a_good_one_is_read() -> None:
    read_cron("0 9 * * mon-fri", HONG_KONG)


@settings(max_examples=60, deadline=None)
@given(
    cron=st.sampled_from(["30 1 * * *", "30 2 * * *", "*/20 1-3 * * *", "0 9 * * mon-fri", "15,35 2 * * *"]),
    zone=st.sampled_from([NEW_YORK, LONDON, HONG_KONG, "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia"]),
    start=st.datetimes(datetime(2011, 1, 1), datetime(2026, 1, 1)),
    step=st.integers(1, 200_000),
)
def test_it_is_later_and_the_same_from_any_moment_before_it(cron: str, zone: str, start: datetime, step: int) -> None:
    after = start.replace(tzinfo=UTC)
    found = next_time(cron, zone, after)
    assert found > after
    between = min(after + timedelta(seconds=step), found - timedelta(microseconds=1))
    assert next_time(cron, zone, between) == found
