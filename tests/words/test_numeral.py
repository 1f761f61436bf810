"""Numbers as documents and people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.words.numeral import read_numeral

laws = settings(max_examples=200, deadline=None)

NUMERALS = [
    ("0", "0"),
    ("3,850", "3850"),
    ("４９．９", "49.9"),
    ("53256", "53256"),
    ("1,012.31", "1012.31"),
    ("零", "0"),
    ("一万零五", "10005"),
    ("百八十", "180"),
    ("十", "10"),
    ("十五", "15"),
    ("五十三", "53"),
    ("一百一十二", "112"),
    ("一千零五", "1005"),
    ("一千零五十", "1050"),
    ("三千八百五十", "3850"),
    ("四十九点九", "49.9"),
    ("九十五點七四", "95.74"),
    ("一万零八百", "10800"),
    ("三万五", "35000"),
    ("三千八", "3800"),
    ("两百五", "250"),
    ("二零二四", "2024"),
    ("二〇二五", "2025"),
    ("壹佰贰拾", "120"),
    ("一百二十萬五千", "1205000"),
    ("三亿五千万", "350000000"),
    ("千万", "1000E4"),
    ("百万", "100E4"),
    ("十亿", "10E8"),
    ("兩百萬", "200E4"),
    ("五百一十二万", "512E4"),
    ("五十三億", "53E8"),
    ("四十九点九亿", "49.9E8"),
    ("三千八百五十亿", "3850E8"),
    ("一万零八百亿", "10800E8"),
    ("一点三九万亿", "1.39E12"),
    ("两万亿", "2E12"),
    ("4.16億", "4.16E8"),
    ("1269 亿", "1269E8"),
    ("1.39兆", "1.39E12"),
    ("1.39万亿", "1.39E12"),
    ("5千万", "5E7"),
    ("4亿5000万", "450000000"),
    ("385.0bn", "385.0E9"),
    ("45 million", "45E6"),
    ("10K", "10E3"),
]


@pytest.mark.parametrize(("text", "value"), NUMERALS)
def test_numerals(text: str, value: str) -> None:
    assert read_numeral(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "exponent"),
    [
        ("3850亿", 8),
        ("三千八百五十亿", 8),
        ("1.39兆", 10),
        ("49.90", -2),
        ("4500万", 4),
        ("一万零八百亿", 8),
        ("6000", 0),
    ],
)
def test_the_digits_of_the_print_are_kept(text: str, exponent: int) -> None:
    value = read_numeral(text)
    assert value is not None
    assert value.as_tuple().exponent == exponent


@pytest.mark.parametrize(
    "text",
    ["", " ", "x", "12,34", "1,23,456", "1.", ".5", "1.2.3", "--1", "10²", "½", "①", "点五", "万", "亿", "數十", "几百",
     "一二十", "十百", "百千", "三三百", "٣", "9" * 31, "1e5", "NaN", "Infinity", "0x10", "1_000", "四十九点", "五五万万亿亿", "七八亿", "两三万", "三四百万", "十七八", "五三"],
)  # fmt: skip
def test_what_is_no_numeral(text: str) -> None:
    assert read_numeral(text) is None


_DIGITS = "零一二三四五六七八九"


def spelled(value: int) -> str:
    """A number below 10,000 in Chinese, as it is taught at school."""
    said, gap = "", False
    for exponent, unit in ((3, "千"), (2, "百"), (1, "十"), (0, "")):
        digit = value // 10**exponent % 10
        if digit:
            said += ("零" if gap and said else "") + _DIGITS[digit] + unit
            gap = False
        else:
            gap = True
    return said or "零"


@laws
@given(st.integers(0, 9999), st.integers(1, 9999), st.sampled_from([("", 0), ("万", 4), ("亿", 8), ("万亿", 12)]))
def test_chinese_numerals_below_ten_thousand(value: int, high: int, scale: tuple[str, int]) -> None:
    assert read_numeral(spelled(value) + scale[0]) == value * 10 ** scale[1]
    gap = "零" if 0 < value < 1000 else ""
    if value > 9 or value == 0:
        whole = f"{spelled(high)}万{gap}{spelled(value) if value else ''}"
        assert read_numeral(whole) == high * 10_000 + value


@laws
@given(st.decimals(0, 10**9, places=2))
def test_grouped_arabic_numbers(value: Decimal) -> None:
    assert read_numeral(f"{value:,}") == value
    assert str(read_numeral(f"{value}")) == str(value)


@laws
@given(st.one_of(st.text(max_size=60), st.text("0123456789,.零一二十百千万亿兆点兩mbnk ", max_size=40)))
def test_no_text_raises(text: str) -> None:
    value = read_numeral(text)
    assert value is None or value.is_finite()
