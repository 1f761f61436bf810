"""Figures in words: voice.md section 2, literally, in three languages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.quantity import Hedge, Quantity, at_least, at_most, exactly
from bot.core.text import LANGUAGES, Language
from bot.words.figure import Scale, say_bare, say_cell, say_quantity
from bot.words.quantity import read_quantity, read_value

laws = settings(max_examples=200, deadline=None)

VOICE = [
    # as a fact file has it, English, simplified, traditional
    ("3850yi CNY", "RMB 385.0bn", "3,850亿元", "3,850億元"),
    ("1.39tn CNY", "RMB 1.39tn", "1.39万亿元", "1.39萬億元"),
    (">3yi CNY", "more than RMB 300m", "超过3亿元", "超過3億元"),
    (">=30%", "30% or more", "30%以上", "30%以上"),
    ("<1%", "less than 1%", "不足1%", "不足1%"),
    ("about 10yi CNY", "about RMB 1.0bn", "约10亿元", "約10億元"),
    ("nearly 30%", "nearly 30%", "近30%", "近30%"),
    ("1.4yi USD", "US$140m", "1.4亿美元", "1.4億美元"),
    ("92.6 HKD", "HK$92.6", "92.6港元", "92.6港元"),
    ("2690yi yuan", "269.0bn yuan (currency not stated)", "2,690亿元（币种未注明）", "2,690億元（幣種未註明）"),
    ("0.9pp", "0.9 pp", "0.9个百分点", "0.9個百分點"),
    ("4.16yi persons", "416m", "4.16亿", "4.16億"),
    ("113.3wan persons", "1.133m", "113.3万", "113.3萬"),
    ("1314 CNY", "RMB 1,314", "1,314元", "1,314元"),
    # the worked examples
    ("66..1314 CNY", "RMB 66 to 1,314", "66至1,314元", "66至1,314元"),
    (">4500wan persons", "more than 45m", "超过4,500万", "超過4,500萬"),
    ("6000wan USD", "US$60m", "6,000万美元", "6,000萬美元"),
    (">1000wan CNY", "more than RMB 10m", "超过1,000万元", "超過1,000萬元"),
    (">1yi CNY", "more than RMB 100m", "超过1亿元", "超過1億元"),
    (">2.5yi CNY", "more than RMB 250m", "超过2.5亿元", "超過2.5億元"),
    (">=14.8pp", "14.8 pp or more", "14.8个百分点或更多", "14.8個百分點或更多"),
    ("206yi CNY", "RMB 20.6bn", "206亿元", "206億元"),
    ("354yi CNY", "RMB 35.4bn", "354亿元", "354億元"),
    ("about <3yi CNY", "less than about RMB 300m", "不到约3亿元", "不到約3億元"),
    (">7yi CNY", "more than RMB 700m", "超过7亿元", "超過7億元"),
    ("0.46%..1%", "0.46% to 1%", "0.46%至1%", "0.46%至1%"),
    ("4.3yi CNY", "RMB 430m", "4.3亿元", "4.3億元"),
    ("65%", "65%", "65%", "65%"),
    ("1399 CNY", "RMB 1,399", "1,399元", "1,399元"),
    # the rest of the style
    ("355.54yi CNY", "RMB 35.554bn", "355.54亿元", "355.54億元"),
    ("4621yi CNY", "RMB 462.1bn", "4,621亿元", "4,621億元"),
    ("10800yi CNY", "RMB 1,080.0bn", "10,800亿元", "10,800億元"),
    ("8.66yi CNY", "RMB 866m", "8.66亿元", "8.66億元"),
    ("-112yi CNY", "-RMB 11.2bn", "-112亿元", "-112億元"),
    ("<=1%", "1% or less", "1%以内", "1%以內"),
    ("<=2pp", "2 pp or less", "2个百分点或更少", "2個百分點或更少"),
    ("about 18%", "about 18%", "约18%", "約18%"),
    (">=3yi CNY", "RMB 300m or more", "3亿元以上", "3億元以上"),
    (">2690yi yuan", "more than 269.0bn yuan (currency not stated)", "超过2,690亿元（币种未注明）",
     "超過2,690億元（幣種未註明）"),
    ("< -26%", "less than -26%", "低于-26%", "低於-26%"),
    ("2.6 x", "2.6 times", "2.6倍", "2.6倍"),
    ("20 credits", "20 credits", "20积分", "20積分"),
    ("1 credits", "1 credit", "1积分", "1積分"),
    ("134.1 minutes", "134.1 minutes", "134.1分钟", "134.1分鐘"),
    ("2wan count", "20,000", "2万", "2萬"),
    ("14.14yi persons", "1.414bn", "14.14亿", "14.14億"),
    ("1012.31wan persons", "10.1231m", "1,012.31万", "1,012.31萬"),
    ("1700%", "1,700%", "1,700%", "1,700%"),
    ("8.31%", "8.31%", "8.31%", "8.31%"),
    ("0 CNY", "RMB 0", "0元", "0元"),
    ("1..2pp", "1 to 2 pp", "1至2个百分点", "1至2個百分點"),
    ("1 rank", "no. 1", "第1", "第1"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "english", "simplified", "traditional"), VOICE)
def test_in_three_languages(written: str, english: str, simplified: str, traditional: str) -> None:
    q = read_value(written)
    assert [say_quantity(q, language) for language in LANGUAGES] == [english, simplified, traditional]


@pytest.mark.parametrize(
    ("written", "english", "chinese"),
    [
        ("15.2%", "+15.2%", "+15.2%"),
        ("-16%", "-16%", "-16%"),
        ("0%", "0%", "0%"),
        ("about 5%", "about +5%", "约+5%"),
        (">=30%", "30% or more", "30%以上"),
        ("3yi CNY", "+RMB 300m", "+3亿元"),
    ],
)
def test_growth_is_signed(written: str, english: str, chinese: str) -> None:
    q = read_value(written)
    assert (say_quantity(q, "en", signed=True), say_quantity(q, "zh-Hans", signed=True)) == (english, chinese)


@pytest.mark.parametrize(
    ("written", "language", "scale", "money", "said"),
    [
        (">2.5yi CNY", "en", None, False, "more than 250m"),
        (">1.5yi CNY", "zh-Hans", None, True, "超过1.5亿元"),
        (">1.5yi CNY", "zh-Hant", None, False, "超過1.5億"),
        ("12yi CNY", "en", "m", True, "RMB 1,200m"),
        ("1.39tn CNY", "en", "bn", True, "RMB 1,390bn"),
        ("4500wan persons", "zh-Hans", "yi", True, "0.45亿"),
        ("6000wan USD", "en", "one", False, "60,000,000"),
        ("3yi CNY", "en", "yi", False, "300m"),
        ("2690yi yuan", "en", None, False, "269.0bn"),
        ("30%", "en", "m", False, "30%"),
    ],
)
def test_bare_figures(written: str, language: Language, scale: Scale | None, said: str, *, money: bool) -> None:
    assert say_bare(read_value(written), language, scale=scale, money=money) == said


@pytest.mark.parametrize(
    ("written", "exponent", "signed", "said"),
    [
        (">1.5yi CNY", 6, False, ">150"),
        (">3yi CNY", 6, False, ">300"),
        (">2.5yi CNY", 8, False, ">2.5"),
        ("3850yi CNY", 9, False, "385.0"),
        ("3850yi CNY", 8, False, "3,850"),
        (">=30%", 0, False, "≥30%"),
        ("about 18%", 0, False, "~18%"),
        ("nearly 30%", 0, False, "nearly 30%"),
        ("<1%", 6, False, "<1%"),
        ("<=1%", 6, False, "≤1%"),
        ("0.46%..1%", 0, False, "0.46% to 1%"),
        ("14.4%", 0, True, "+14.4%"),
        ("-16%", 0, True, "-16%"),
        (">=14.8pp", 0, True, "≥14.8 pp"),
        ("1399 CNY", 0, False, "1,399"),
        ("66..1314 CNY", 0, False, "66 to 1,314"),
        ("about <3yi CNY", 6, False, "<~300"),
        ("4500wan persons", 6, False, "45"),
    ],
)
def test_cells(written: str, exponent: int, said: str, *, signed: bool) -> None:
    assert say_cell(read_value(written), "en", exponent=exponent, signed=signed) == said


def test_cells_in_chinese() -> None:
    assert say_cell(read_value("0.46%..1%"), "zh-Hant", exponent=0) == "0.46%至1%"
    assert say_cell(read_value(">=14.8pp"), "zh-Hant", exponent=0) == "≥14.8個百分點"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_no_end_is_said_so(language: Language) -> None:
    q = Quantity(None, None, "CNY")
    said = {"en": "cannot tell", "zh-Hans": "无法判断", "zh-Hant": "無法判斷"}[language]
    assert say_quantity(q, language) == say_cell(q, language, exponent=6) == said


# Whole amounts up to 9 万亿 with at most nine digits, as prints are.
_amounts = st.builds(
    lambda digits, exponent: Decimal(digits).scaleb(exponent),
    st.integers(1, 999_999),
    st.sampled_from((0, 2, 4, 6, 7, 8)),
)
_rates = st.builds(
    lambda digits, exponent: Decimal(digits).scaleb(exponent), st.integers(1, 99_999), st.integers(-4, -2)
)


_HEDGES: tuple[Hedge | None, ...] = (None, "about", "nearly")


@st.composite
def _printed(draw: st.DrawFn) -> Quantity:
    unit = draw(st.sampled_from(("CNY", "USD", "HKD", "yuan", "persons", "ratio", "pp")))
    numbers = _rates if unit in {"ratio", "pp"} else _amounts
    value, other = draw(numbers), draw(numbers)
    hedge = draw(st.sampled_from(_HEDGES))
    shape = draw(st.sampled_from(("exact", "floor", "ceiling", "range")))
    included = draw(st.booleans())
    if shape == "floor":
        return at_least(value, unit, included=included, hedge=hedge)
    if shape == "ceiling":
        return at_most(value, unit, included=included, hedge=hedge)
    if shape == "range" and value != other:
        return Quantity(min(value, other), max(value, other), unit, hedge=hedge)
    return exactly(value, unit, hedge)


@settings(max_examples=400, deadline=None)
@given(_printed(), st.sampled_from(LANGUAGES))
def test_what_is_said_reads_back_as_the_same_interval(q: Quantity, language: Language) -> None:
    said = say_quantity(q, language)
    back = read_quantity(said)
    assert back is not None, said
    unit = "count" if q.unit == "persons" else q.unit
    assert (back.low, back.high, back.unit, back.hedge) == (q.low, q.high, unit, q.hedge), said
    assert (back.low_included, back.high_included) == (q.low_included, q.high_included), said


@laws
@given(_printed(), st.sampled_from(LANGUAGES), st.booleans())
def test_no_figure_is_unsayable(q: Quantity, language: Language, signed: bool) -> None:
    for exponent in (0, 6, 8, 9):
        assert say_cell(q, language, exponent=exponent, signed=signed)
    assert "¥" not in say_quantity(q, language, signed=signed)
    assert "E" not in say_quantity(q, language, signed=signed).replace("RMB", "")


@laws
@given(st.decimals(allow_nan=False, allow_infinity=False), st.sampled_from(("CNY", "ratio", "count")))
def test_any_decimal_is_sayable(value: Decimal, unit: str) -> None:
    small = value.adjusted() < 400 and len(value.as_tuple().digits) < 60
    exponent = value.as_tuple().exponent
    if small and isinstance(exponent, int) and exponent > -400:
        assert say_quantity(exactly(value, unit), "en")
