"""What counts as a figure, what as a time, and what as neither."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.problem import Problem
from bot.load.figures import figures_in
from bot.load.idioms import Idioms, idioms_of, read_idioms
from bot.words.script import fold, traditional

ROOT = Path(__file__).parents[2]
SOURCES = Path(os.environ.get("KWAI_SOURCES", ROOT.parent / "shared" / "seeds"))
IDIOMS = ("01024", "双11", "DeepSeek R1", "二次元", "0-1")
laws = settings(max_examples=200, deadline=None)

# A line, and every figure in it from left to right.
FIGURES = [
    ("卖出1269 億元的茶", ["1269 億元"]),
    ("茶价涨了11.8%，到１．５％", ["11.8%", "１．５％"]),
    ("约1,012.31万名茶客", ["1,012.31万名"]),
    ("欠4亿5000万", ["4亿5000万"]),
    ("高出0.9 個百分點", ["0.9 個百分點"]),
    ("影响1-2pct或1-2百分点", ["1-2pct", "1-2百分点"]),
    ("省下60~70%", ["60~70%"]),
    ("省下60%-70%茶叶", ["60%-70%"]),
    ("10%至 10.1%之间", ["10%至 10.1%"]),
    ("涨10.6%至 191 億元", ["10.6%", "191 億元"]),
    ("由100 提升至1000", ["100", "1000"]),
    ("盖1.0,1.5,2.0三种章", ["1.0", "1.5", "2.0", "三种"]),
    ("20 多個茶馆、2000多部茶经、30+茶点", ["20 多個", "2000多部", "30+"]),
    ("茶机2.5 Turbo和茶机1.6pro", ["2.5", "1.6"]),
    ("破億，撐起兆的生意", ["億", "兆"]),
    ("增长了百分之六十九点九，达到五十三亿元", ["百分之六十九点九", "五十三亿元"]),
    ("百分之百、百之百七十", ["百分之百", "百之百七十"]),
    ("三千八百五十亿加一万零八百亿", ["三千八百五十亿", "一万零八百亿"]),
    ("数百億粒，幾十個茶壶，十餘人喝", ["数百億", "幾十個", "十餘人"]),
    ("第一、第二名、第三大、第30屆、第四代", ["第一", "第二名", "第三大", "第30屆", "第四代"]),
    ("排名前二的茶，二、三名落后", ["排名前二", "二、三名"]),
    ("翻一番，翻倍，翻了3倍，近兩倍，一倍以上", ["翻一番", "翻倍", "3倍", "兩倍", "一倍"]),
    ("个位数、高個位數、中高雙位數", ["个位数", "高個位數", "中高雙位數"]),
    ("只要幾毛錢，一大半免费，减半", ["幾毛錢", "一大半", "减半"]),
    ("兩大茶类、三项、一级茶", ["兩大", "三项", "一级"]),
    ("连续三个季度，晒了十天，能喝27年", ["三个季度", "十天", "27年"]),
    ("一到两个茶杯", ["一到两个"]),
    ("一个月的茶钱", ["一个月"]),
    ("2025.5亿片", ["2025.5亿"]),
    ("1.5亿在句首", ["1.5亿"]),
    (
        "三分之一的茶客，佔三分之二以上，四分之一强，千分之三，万分之五",
        ["三分之一", "三分之二", "四分之一强", "千分之三", "万分之五"],
    ),
    ("高出一個百分點，让一个点。", ["一個百分點", "一个点"]),
    (
        "打五折，八折優惠，打對折，半价，双倍，加倍，收入腰斩，五五开",
        ["五折", "八折", "打對折", "半价", "双倍", "加倍", "腰斩", "五五开"],
    ),
    ("占三成五、九成九、半成，三块五，一倍半", ["三成五", "九成九", "半成", "三块五", "一倍半"]),
    (
        "數千萬，几千万人，十几亿元，十多万人，超千万元，超千万的茶",
        ["數千萬", "几千万人", "十几亿元", "十多万人", "千万元", "千万"],
    ),
    ("成千上万，数以万计，廿万", ["成千上万", "数以万计", "廿万"]),
    ("叁亿元，伍拾万元，3 850 億元", ["叁亿元", "伍拾万元", "3 850 億元"]),
    ("前三甲，前十名，进前十", ["前三甲", "前十名", "前十"]),
    ("½壶，归零", ["½", "归零"]),
    (
        "tea doubled, two-thirds of it, a third of it, half of it, twice",
        ["doubled", "two-thirds of", "a third of", "half of", "twice"],
    ),
    (
        "three million cups, mid-teens, ten percent, hundreds of cups",
        ["three million", "mid-teens", "ten percent", "hundreds of"],
    ),
]

TIMES = [
    ("2025.03.25 14:42开壶", ["2025.03.25", "14:42"]),
    ("2024 年 12 月 31 日，12 月19 日，6月", ["2024 年 12 月 31 日", "12 月19 日", "6月"]),
    ("4Q24、2025Q2、Q3、2025H1", ["4Q24", "2025Q2", "Q3", "2025H1"]),
    ("第四季度、二季度、一季報、前三季", ["第四季度", "二季度", "一季報", "前三季"]),
    ("在23年和24年", ["23年", "24年"]),
    ("2024 下半年、2025全年", ["2024", "2025"]),
    ("二〇二五年六月", ["二〇二五年六月"]),
    ("过去这两年，未来 1-3 年内，前九个月", ["过去这两年", "未来 1-3 年内", "前九个月"]),
    ("兩個月前，1個月後，隨後4個交易日", ["兩個月前", "1個月後", "隨後4個交易日"]),
    ("1.2024年的茶", ["2024年"]),
]

NEITHER = [
    "进一步、統一、一些、一般、一起、一切、程一笑、唯一",
    "一個茶壶，又一次，另一家，上一代，一條路",
    "百度、千方百计、万象、三线、两会",
    "1. 茶", "(2)茶", "3、茶", "4)茶", "喝完。5. 再泡", "理由:1.茶香", "Q1:什么茶？", "①茶",
    "队伍，大陆人，收拾一下，以前十分，目前三线，千万不要，一个点心，打折扣，展开，一成为",
    "the second half of the year, a quarter, mid-air",
    "雙11的茶，雙 11，DeepSeek R1大茶馆，01024.HK，二次元，从0-1 泡茶",
    "",
]  # fmt: skip


@pytest.mark.parametrize(("line", "figures"), FIGURES)
def test_a_figure_is_taken_with_what_belongs_to_it(line: str, figures: list[str]) -> None:
    assert _found(line, "figure") == figures
    assert not _found(line, "time")


@pytest.mark.parametrize(("line", "times"), TIMES)
def test_a_date_is_a_time(line: str, times: list[str]) -> None:
    assert _found(line, "time") == times
    assert not _found(line, "figure")


@pytest.mark.parametrize("line", NEITHER)
def test_names_markers_and_articles_are_neither(line: str) -> None:
    assert not _found(line, "figure") + _found(line, "time")


@pytest.mark.parametrize("line", [line for line, _ in FIGURES + TIMES] + NEITHER)
def test_both_scripts_hold_the_same_figures(line: str) -> None:
    told = [(figure.column, figure.kind) for figure in figures_in(line, idioms_of(IDIOMS))]
    assert [(figure.column, figure.kind) for figure in figures_in(traditional(line), idioms_of(IDIOMS))] == told


@pytest.mark.parametrize(
    ("line", "digits"),
    [
        ("约1.5亿元", {2, 4}),
        ("百分之三十", {4, 5}),
        ("60-70%", {1, 2, 4, 5}),
        ("三千亿元", {1, 2, 3}),
        ("高个位数", {3, 4}),
        ("翻一番", {2}),
    ],
)
def test_a_print_must_cover_the_digits_and_not_the_unit(line: str, digits: set[int]) -> None:
    (figure,) = figures_in(line, Idioms())
    assert figure.digits == digits


@pytest.mark.parametrize("line", ["110", "0-10", "10-1", "0-1.5"])
def test_an_idiom_ends_where_its_digits_end(line: str) -> None:
    assert list(figures_in(line, idioms_of(("11", "0-1"))))


@laws
@given(
    st.text(
        alphabet="0123456789.,-:() %年月日第一二两百千万亿兆点个位数几前伍拾半开折块倍成Qq之分翻番\x00\u2028Ⅷ①²",
        max_size=40,
    )
)
def test_every_figure_stands_where_it_says(line: str) -> None:
    end = 0
    for figure in figures_in(line, Idioms()):
        start = figure.column - 1
        assert line[start : start + len(figure.text)] == figure.text != ""
        assert start >= end
        end = start + len(figure.text)
        assert figure.digits
        assert start < min(figure.digits) <= max(figure.digits) <= end


@laws
@given(st.integers(0, 10**12), st.text(alphabet="茶水杯 ，", max_size=5))
def test_no_digit_is_missed(number: int, around: str) -> None:
    line = f"茶{around}{number}{around}"
    found = {column for figure in figures_in(line, Idioms()) for column in figure.digits}
    assert {at + 1 for at, char in enumerate(line) if char.isdigit()} <= found


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("idioms: [{why: '', words: [茶]}]", "say why"),
        ("idioms: [{why: names, words: [乙, 丙, 甲]}]", "sorted"),
        ("idioms: [{words: [茶]}]", "The key 'idioms.0.why' is missing."),
        ("idioms: [{why: numbers, words: ['14.4']}]", "14.4 is a figure wherever it stands"),
        ("idioms: [{why: numbers, words: ['5亿元']}]", "5亿元 is a figure"),
        ("idioms: [", "not valid YAML"),
    ],
)
def test_bad_idioms_are_a_problem(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "idioms.yaml").write_text(text, encoding="utf-8")
    problem = read_idioms(tmp_path / "idioms.yaml")
    assert isinstance(problem, Problem)
    assert sentence in problem.sentence


def test_the_idioms_are_simplified() -> None:
    for word in _idioms().words:
        assert fold(word) == word.casefold()


@pytest.mark.skipif(not SOURCES.is_dir(), reason=f"the source texts are not at hand in {SOURCES}")
def test_every_idiom_exempts_something() -> None:
    lines = [line for path in SOURCES.glob("*.txt") for line in path.read_text(encoding="utf-8").split("\n")]
    words = _idioms().words
    complete = sum(len(list(figures_in(line, idioms_of(words)))) for line in lines)
    for word in words:
        others = idioms_of(tuple(other for other in words if other != word))
        assert sum(len(list(figures_in(line, others))) for line in lines) > complete, word


def _idioms() -> Idioms:
    idioms = read_idioms(ROOT / "config" / "idioms.yaml")
    assert isinstance(idioms, Idioms)
    return idioms


def _found(line: str, kind: str) -> list[str]:
    return [figure.text for figure in figures_in(line, idioms_of(IDIOMS)) if figure.kind == kind]
