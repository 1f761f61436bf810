"""The laws of periods: labels read back, neighbours touch, order is total."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.period import SPANS, UNDATED, Grain, NoSuchPeriod, Period, parse_period, part_of_year, quarter

laws = settings(max_examples=200, deadline=None)

_PARTS = {Grain.MONTH: 12, Grain.QUARTER: 4, Grain.HALF: 2, Grain.NINE_MONTHS: 1, Grain.YEAR: 1}

years = st.integers(1000, 2999)
months = st.integers(1, 12)


@st.composite
def spans(draw: st.DrawFn) -> Period:
    grain = draw(st.sampled_from(SPANS))
    return part_of_year(grain, draw(years), draw(st.integers(1, _PARTS[grain])))


@st.composite
def points(draw: st.DrawFn) -> Period:
    start = draw(st.sampled_from(("asof:", "cum:", "event:")))
    day = draw(st.dates(date(1000, 1, 1), date(2999, 12, 31)))
    return parse_period(start + f"{day:%Y-%m-%d}"[: draw(st.sampled_from((4, 7, 10)))])


periods = st.one_of(spans(), points(), st.just(UNDATED))


@laws
@given(periods)
def test_a_period_reads_back_from_its_label(period: Period) -> None:
    assert parse_period(period.label) == period
    assert str(period) == period.label


@laws
@given(spans())
def test_the_previous_ends_where_this_begins(period: Period) -> None:
    if period.grain is Grain.NINE_MONTHS:
        with pytest.raises(NoSuchPeriod):
            period.previous()
        return
    before = period.previous()
    assert before.end == period.first
    assert before.grain is period.grain
    assert before < period
    assert before.shifted(1) == period


@laws
@given(spans(), st.integers(-30, 30), st.integers(-30, 30))
def test_shifts_add_up(period: Period, first: int, second: int) -> None:
    if period.grain is not Grain.NINE_MONTHS:
        assert period.shifted(first).shifted(second) == period.shifted(first + second)


@laws
@given(spans())
def test_the_year_before_keeps_its_part(period: Period) -> None:
    before = period.year_before()
    assert (before.grain, before.ordinal, before.first.year) == (period.grain, period.ordinal, period.first.year - 1)


@laws
@given(spans())
def test_the_ordinal_makes_the_period_again(period: Period) -> None:
    assert part_of_year(period.grain, period.first.year, period.ordinal) == period


@laws
@given(periods, periods, periods)
def test_order_is_total(a: Period, b: Period, c: Period) -> None:
    assert (a < b) + (b < a) + (a == b) == 1
    if a <= b <= c:
        assert a <= c
    if a == b:
        assert hash(a) == hash(b)
    if a.end < b.end:
        assert a < b


@laws
@given(periods)
def test_the_undated_sorts_first(period: Period) -> None:
    assert period >= UNDATED
    assert not UNDATED.contains(period)
    assert not period.contains(UNDATED)


@laws
@given(spans(), spans())
def test_containing_is_by_days(a: Period, b: Period) -> None:
    assert a.contains(a)
    if a.contains(b):
        assert b.end - b.first <= a.end - a.first
        assert a == b or not b.contains(a) or (a.first, a.end) == (b.first, b.end)


@pytest.mark.parametrize(
    ("label", "first", "end"),
    [
        ("2025Q3", date(2025, 7, 1), date(2025, 10, 1)),
        ("2025H1", date(2025, 1, 1), date(2025, 7, 1)),
        ("2025-9M", date(2025, 1, 1), date(2025, 10, 1)),
        ("2025", date(2025, 1, 1), date(2026, 1, 1)),
        ("2024-02", date(2024, 2, 1), date(2024, 3, 1)),
        ("asof:2025-02", date(2025, 2, 1), date(2025, 3, 1)),
        ("cum:2025-02", date.min, date(2025, 3, 1)),
        ("event:2025-09-23", date(2025, 9, 23), date(2025, 9, 24)),
    ],
)
def test_labels_and_their_days(label: str, first: date, end: date) -> None:
    period = parse_period(label)
    assert (period.first, period.end, period.label) == (first, end, label)


@pytest.mark.parametrize(
    "label",
    ["2025Q5", "2025Q0", "2025H3", "2025-13", "2025-00", "2025-10M", "2025-02-30", "2025-03-01", "asof:2025Q1",
     "event:2025-02-30", "cum:2025-9M", "25Q3", "2025q3", "", "Q3", "3025", " 2025", "2025\n", "asof:", "２０２５"],
)  # fmt: skip
def test_what_is_no_period_is_refused(label: str) -> None:
    with pytest.raises(NoSuchPeriod):
        parse_period(label)


def test_quarters_lie_in_their_year() -> None:
    year = part_of_year(Grain.YEAR, 2025)
    assert [year.contains(quarter(2025, n)) for n in (1, 2, 3, 4)] == [True] * 4
    assert max(quarter(2025, 2), part_of_year(Grain.NINE_MONTHS, 2025), quarter(2025, 1)).grain is Grain.NINE_MONTHS
