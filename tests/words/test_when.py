"""Times named in a text, in three scripts; dates and periods in words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.period import Grain, parse_period
from bot.core.query import Impossible, Relative, Season, When
from bot.core.text import LANGUAGES
from bot.words.period import find_whens, say_date, say_period
from bot.words.script import fold

laws = settings(max_examples=200, deadline=None)

PERIODS = {
    "2025Q3": "2025Q3|2025 q3|2025-Q3|Q3 2025|q3, 2025|Q3 of 2025|25Q3|3Q25|3Q2025|Q3'25|Q3 '25|q3 25|q3/25|Q3 FY25|FY25 Q3|fy2025 q3"
    "|third quarter of 2025|third quarter 2025|third-quarter 2025|3rd quarter 2025|2025's third quarter|2025 third quarter"
    "|2025年第三季度|2025年三季度|2025年第3季|2025 年 第三季度|2025第三季度|25年三季度|二零二五年第三季度|2025年第三季|2025年Q3|3Q25E|２０２５Ｑ３",
    "2024Q4": "二零二四年第四季|4Q24|4q24e|last quarter of 2024|Q4'24|24Q4|2024年第四季度",
    "2025H1": "2025H1|1H25|1H 2025|H1 2025|H1'25|25H1|first half of 2025|2025年上半年|2025上半年|25年上半年|first-half 2025",
    "2025H2": "2H25|2025年下半年|second half 2025",
    "2025-9M": "2025-9M|9M25|9M 2025|nine months 2025|first nine months of 2025|2025年前三季度|2025年前三季|2025年前九个月|2025年前9個月"
    "|first three quarters of 2025|2025年1-9月",
    "2025": "2025|2025年|FY25|FY2025|FY 2025|fy25e|2025e|2025年全年|2025全年|2025財年|2025年度|full year 2025|25年|二零二五年|二〇二五年",
    "2025-03": "2025-03|2025/3|2025/03|2025.03|2025年3月|2025年3月份|2025年三月|25年3月|March 2025|Mar 2025|mar. 2025|mar 25|mar'25|Mar-25"
    "|2025 march|2025 年 3 月|March, 2025|march of 2025",
    "2025-05": "may 2025|2025年5月",
    "2025-12": "2025年十二月|dec 2025|end of 2025|at the end of 2025|year end 2025|year-end of 2025|2025 year-end|2025年底|2025年末|25年底",
    "asof:2025-02": "asof:2025-02|ASOF:2025-02",
    "cum:2025-02": "cum:2025-02",
    "event:2025-09-23": "event:2025-09-23",
    "asof:2025-11-19": "19 nov 25|19 Nov '25|2025-11-19|19 nov 2025|Nov 19, 2025|2025年11月19日|2025.11.19|19th November 2025|asof:2025-11-19",
    "undated": "undated|未注日期",
}


def whens(text: str) -> list[When]:
    return [found.when for found in find_whens(fold(text))]


@pytest.mark.parametrize(
    ("text", "label"), [(text, label) for label, texts in PERIODS.items() for text in texts.split("|")]
)
def test_periods(text: str, label: str) -> None:
    assert whens(text) == [parse_period(label)]
    assert whens(f"可灵 {text} 收入") == [parse_period(label)]
    assert whens(f"kling revenue, {text}?") == [parse_period(label)]


SEASONS = {
    (Grain.QUARTER, 3): "q3|Q3|Q 3|3Q|third quarter|3rd quarter|三季度|第三季度|第三季|第3季|第3季度|3季度|第 三 季度",
    (Grain.QUARTER, 1): "q1|一季度|第1季|第一季|首季|first quarter",
    (Grain.HALF, 1): "h1|1H|上半年|first half|1st half",
    (Grain.HALF, 2): "h2|下半年|second half",
    (Grain.NINE_MONTHS, 1): "9M|前三季度|前三季|前九个月|前9个月|nine months|first nine months|前三個季度",
    (Grain.MONTH, 3): "3月|三月|3月份|march|mar|三月份",
    (Grain.MONTH, 9): "9月|sept|september",
    (Grain.MONTH, 5): "5月|五月",
    (Grain.MONTH, 9, 23): "9月23日|九月23日|23 sep|23rd of september|sep 23rd|9月23号",
    (Grain.MONTH, 9, 9): "sep 9|9 sep|9月9日",
    (Grain.MONTH, 5, 29): "29 may|5月29日|may 29th",
    (Grain.MONTH, 2, 29): "29 feb|2月29日",
    (Grain.MONTH, 12): "12月|十二月|december",
    (Grain.YEAR, 1): "全年|full year",
}


@pytest.mark.parametrize(
    ("text", "season"), [(text, season) for season, texts in SEASONS.items() for text in texts.split("|")]
)
def test_seasons(text: str, season: tuple[Grain, int]) -> None:
    assert whens(text) == [Season(*season)]
    assert whens(f"可靈{text}收入" if not text.isascii() else f"kling {text} revenue") == [Season(*season)]


RELATIVES = {
    Relative(
        Grain.QUARTER, -1
    ): "last quarter|the last quarter|上季度|上个季度|上個季度|上一季|上一季度|上一个季度|上季",
    Relative(Grain.QUARTER, 0): "this quarter|current quarter|本季度|本季|这个季度|這一季",
    Relative(Grain.QUARTER, 1): "next quarter|下季度|下个季度",
    Relative(Grain.YEAR, -1): "last year|去年|上年|上一年",
    Relative(Grain.YEAR, 0): "this year|今年|本年度",
    Relative(Grain.YEAR, 1): "next year|明年",
    Relative(Grain.YEAR, -2): "前年",
    Relative(Grain.MONTH, -1): "last month|上月|上个月",
    Relative(Grain.MONTH, 0): "this month|本月|这个月",
    Relative(
        Grain.YEAR, -1, "thread"
    ): "a year ago|one year ago|year-ago|a year earlier|the year before|去年同期|上年同期"
    "|same quarter last year|the same period last year",
    Relative(
        Grain.QUARTER, -1, "thread"
    ): "the previous quarter|prior quarter|the quarter before|a quarter ago|前一季度|前一個季度",
}


@pytest.mark.parametrize(
    ("text", "relative"), [(text, rel) for rel, texts in RELATIVES.items() for text in texts.split("|")]
)
def test_relatives(text: str, relative: Relative) -> None:
    assert whens(text) == [relative]
    assert whens(f"收入{text}呢" if not text.isascii() else f"and {text}?") == [relative]


@pytest.mark.parametrize(
    "text",
    ["2025Q5", "Q5", "Q0", "Q11", "2025-13", "13月", "H3", "0月", "五季度", "第五季度", "5Q25", "3H25", "2025年13月", "Q5 2025", "5th quarter",
     "asof:2025-13", "2025-02-30", "2025年2月30日", "2025H3", "2025-00", "31 april", "2月30日", "feb 30th"],
)  # fmt: skip
def test_what_names_no_period(text: str) -> None:
    assert whens(text) == [Impossible(fold(text))]


@pytest.mark.parametrize(
    "text",
    ["", "3.1", "2.5 turbo", "kling 1.6", "RMB 1,314", "rmb 2025", "US$2025", "seq3", "q3a", "faq4u", "h100", "h20", "iq", "growth may slow", "top 5 may be", "may",
     "2025元", "2025万", "2025%", "1999", "2014", "12025", "3个季度", "近6个季度", "4个月", "每月", "66元/月", "more than 9m users", "RMB 9m",
     "近20年", "marching", "decline", "octopus", "second", "first", "2.0版", "3850亿", "0.46%", "v2.2025", "半年"],
)  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    assert whens(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024 Q3 vs 2025 Q3", [parse_period("2024Q3"), parse_period("2025Q3")]),
        ("revenue in may", [Season(Grain.MONTH, 5)]),
        ("since may?", [Season(Grain.MONTH, 5)]),
        ("march to may 2025", [Season(Grain.MONTH, 3), parse_period("2025-05")]),
        ("room to may be better", []),
        ("2024-2025", [parse_period("2024"), parse_period("2025")]),
        ("去年三季度", [Relative(Grain.YEAR, -1), Season(Grain.QUARTER, 3)]),
        ("q3 last year", [Season(Grain.QUARTER, 3), Relative(Grain.YEAR, -1)]),
        ("q1、q2和q3", [Season(Grain.QUARTER, n) for n in (1, 2, 3)]),
        ("可灵q3月活", [Season(Grain.QUARTER, 3)]),
        ("q3 25% up", [Season(Grain.QUARTER, 3)]),
        ("kling 2.5 turbo price sep 2025", [parse_period("2025-09")]),
        ("q3人均使用時長", [Season(Grain.QUARTER, 3)]),
        ("2025人均使用时长", [parse_period("2025")]),
        ("9m用户", []),
        ("top 25 q3", [Season(Grain.QUARTER, 3)]),
        ("2025年快手GMV", [parse_period("2025")]),
    ],
)
def test_more_than_one_word(text: str, expected: list[When]) -> None:
    assert whens(text) == expected


def test_places_are_those_of_the_folded_text() -> None:
    text = fold("可靈 Q3 2025 收入，對比去年")
    assert [text[found.start : found.end] for found in find_whens(text)] == ["q3 2025", "去年"]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2025-11-19", ["19 Nov 2025", "2025年11月19日", "2025年11月19日"]),
        ("2025-09-03", ["3 Sep 2025", "2025年9月3日", "2025年9月3日"]),
        ("2025-11", ["Nov 2025", "2025年11月", "2025年11月"]),
        ("2025", ["2025", "2025年", "2025年"]),
    ],
)
def test_dates(day: str, said: list[str]) -> None:
    assert [say_date(day, language) for language in LANGUAGES] == said


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("2025Q3", ["2025Q3"] * 3),
        ("2025H1", ["2025H1"] * 3),
        ("2025-9M", ["2025-9M"] * 3),
        ("2025", ["2025"] * 3),
        ("2025-03", ["Mar 2025", "2025年3月", "2025年3月"]),
        ("asof:2025-09", ["Sep 2025", "2025年9月", "2025年9月"]),
        ("asof:2024-12-31", ["31 Dec 2024", "2024年12月31日", "2024年12月31日"]),
        ("event:2025-09-23", ["23 Sep 2025", "2025年9月23日", "2025年9月23日"]),
        ("cum:2025-02", ["to Feb 2025", "截至2025年2月", "截至2025年2月"]),
        ("undated", ["undated", "未注日期", "未註日期"]),
    ],
)
def test_periods_in_words(label: str, said: list[str]) -> None:
    assert [say_period(parse_period(label), language) for language in LANGUAGES] == said


@laws
@given(st.integers(2000, 2035), st.sampled_from(("Q1", "Q2", "Q3", "Q4", "H1", "H2", "-9M", "-01", "-07", "-12")))
def test_labels_are_found(year: int, part: str) -> None:
    assert whens(f"{year}{part}") == [parse_period(f"{year}{part}")]


@laws
@given(
    st.one_of(
        st.text(max_size=100),
        st.lists(
            st.sampled_from(
                "2025 25 Q3 3Q q h1 9m 年 季度 第 三 月 日 - / . ' of march may last 上 个 去年 同期 asof: fy 前 全年 ٣".split()
            ),
            max_size=12,
        ).map(" ".join),
        st.lists(
            st.sampled_from("2025 25 q3 3q h 9m 年 季度 第 三 月 日 - / . ' 13 0 上 个 去年 同期 asof: fy 前".split()),
            max_size=12,
        ).map("".join),
    )
)
def test_no_text_raises_and_finds_stand_in_order(text: str) -> None:
    folded = fold(text)
    found = find_whens(folded)
    for one, other in pairwise(found):
        assert one.end <= other.start
    assert all(0 <= one.start < one.end <= len(folded) for one in found)
