"""Figures from fact files, documents and people."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.quantity import Quantity
from bot.words.quantity import read_quantity, read_value

laws = settings(max_examples=200, deadline=None)


def q(
    low: str | None, unit: str, *, high: str | None = "", hedge: str | None = None, open_low: bool = False,
    open_high: bool = False,
) -> Quantity:  # fmt: skip
    """A quantity in the fewest words: exact unless high is given."""
    top = low if high == "" else high
    return Quantity(
        None if low is None else Decimal(low),
        None if top is None else Decimal(top),
        unit,
        not open_low,
        not open_high,
        "about" if hedge == "about" else "nearly" if hedge else None,
    )


VALUES = [
    ("3850yi CNY", q("3850E8", "CNY")),
    ("1.39tn CNY", q("1.39E12", "CNY")),
    ("15.2%", q("0.152", "ratio")),
    ("15.2% ratio", q("0.152", "ratio")),
    ("14.8pp", q("0.148", "pp")),
    ("14.8 pp", q("0.148", "pp")),
    ("2 x", q("2", "x")),
    ("4500wan persons", q("4500E4", "persons")),
    ("> -5%", q("-0.05", "ratio", high=None, open_low=True)),
    ("about 10yi CNY", q("10E8", "CNY", hedge="about")),
    ("nearly 30%", q("0.30", "ratio", hedge="nearly")),
    (">3yi CNY", q("3E8", "CNY", high=None, open_low=True)),
    (">= 30%", q("0.30", "ratio", high=None)),
    ("<1%", q(None, "ratio", high="0.01", open_high=True)),
    ("<=1%", q(None, "ratio", high="0.01")),
    ("= 92.6 HKD", q("92.6", "HKD")),
    ("1,314 CNY", q("1314", "CNY")),
    ("60%..70%", q("0.60", "ratio", high="0.70")),
    ("66..1314 CNY", q("66", "CNY", high="1314")),
    (">0.46%..<1%", q("0.0046", "ratio", high="0.01", open_low=True, open_high=True)),
    ("about 150yi .. 300yi CNY", q("150E8", "CNY", high="300E8", hedge="about")),
    ("416m persons", q("416E6", "persons")),
    ("10k count", q("10E3", "count")),
    ("+5%", q("0.05", "ratio")),
    ("1 rank", q("1", "rank")),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_values_of_fact_files(text: str, value: Quantity) -> None:
    assert read_value(text) == value


@pytest.mark.parametrize(
    ("text", "low"),
    [("3850yi CNY", "3.850E+11"), ("30%", "0.30"), ("1.0bn CNY", "1.0E+9"), ("4500wan persons", "4.500E+7")],
)
def test_values_keep_their_digits(text: str, low: str) -> None:
    assert str(read_value(text).low) == low


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "write"),
        ("three", "write"),
        ("5", "no unit"),
        ("5 EUR", "CNY, USD, HKD"),
        ("5 cny", "CNY, USD, HKD"),
        ("5 text", "no unit 'text'"),
        ("5% pp", "cannot be pp"),
        ("2..1 x", "above"),
        ("150..300yi CNY", "both ends"),
        ("<1..2 x", "before the low end"),
        ("1,00 CNY", "write"),
        ("1e5 CNY", "write"),
        ("> > 1 CNY", "write"),
        ("roughly 1 CNY", "write"),
        ("５ CNY", "write"),
        ("5k pp", "no scale"),
        ("5yi ratio", "no scale"),
        ("30 %", "write"),
        ("1" * 31 + "%", "more than 30 digits"),
    ],
)
def test_a_bad_value_says_what_to_mend(text: str, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        read_value(text)


PRINTS = [
    # voice.md section 2, as printed
    ("3,850億元", q("3850E8", "CNY")),
    ("1.39兆元", q("1.39E12", "CNY")),
    ("1.39万亿元", q("1.39E12", "CNY")),
    ("超過3億元", q("3E8", "CNY", high=None, open_low=True)),
    ("突破2億", q("2E8", "count", high=None, open_low=True)),
    ("3億多元", q("3E8", "CNY", high=None, open_low=True)),
    ("30%+", q("0.30", "ratio", high=None)),
    ("30%以上", q("0.30", "ratio", high=None)),
    ("不足1%", q(None, "ratio", high="0.01", open_high=True)),
    ("約合10億元", q("10E8", "CNY", hedge="about")),
    ("10億元左右", q("10E8", "CNY", hedge="about")),
    ("近30%", q("0.30", "ratio", hedge="nearly")),
    ("将近30%", q("0.30", "ratio", hedge="nearly")),
    ("1.4億美元", q("1.4E8", "USD")),
    ("92.6港元", q("92.6", "HKD")),
    ("2,690億元", q("2690E8", "CNY")),
    ("年增15.2%", q("0.152", "ratio")),
    ("下跌16%", q("-0.16", "ratio")),
    ("0.9 個百分點", q("0.009", "pp")),
    ("4.16億", q("4.16E8", "count")),
    ("113.3萬", q("113.3E4", "count")),
    ("1314元/月", q("1314", "CNY")),
    # voice.md section 2, as said
    ("RMB 385.0bn", q("385.0E9", "CNY")),
    ("RMB 1.39tn", q("1.39E12", "CNY")),
    ("more than RMB 300m", q("3E8", "CNY", high=None, open_low=True)),
    ("30% or more", q("0.30", "ratio", high=None)),
    ("less than 1%", q(None, "ratio", high="0.01", open_high=True)),
    ("about RMB 1.0bn", q("1.0E9", "CNY", hedge="about")),
    ("nearly 30%", q("0.30", "ratio", hedge="nearly")),
    ("US$140m", q("140E6", "USD")),
    ("HK$92.6", q("92.6", "HKD")),
    ("269.0bn yuan (currency not stated)", q("2690E8", "yuan")),
    ("2,690億元（幣種未註明）", q("2690E8", "yuan")),
    ("+15.2% YoY", q("0.152", "ratio")),
    ("-16% QoQ", q("-0.16", "ratio")),
    ("同比+15.2%", q("0.152", "ratio")),
    ("0.9 pp", q("0.009", "pp")),
    ("416m", q("416E6", "count")),
    ("1.133m", q("1.133E6", "count")),
    ("RMB 1,314 a month", q("1314", "CNY")),
    ("less than about RMB 300m", q(None, "CNY", high="3E8", open_high=True, hedge="about")),
    ("不到约3亿元", q(None, "CNY", high="3E8", open_high=True, hedge="about")),
    ("14.8个百分点或更多", q("0.148", "pp", high=None)),
    ("66至1,314元/月", q("66", "CNY", high="1314")),
    ("0.46% to 1%", q("0.0046", "ratio", high="0.01")),
    # the seeds
    ("人民幣 1269 億元", q("1269E8", "CNY")),
    ("1269 億元人民幣", q("1269E8", "CNY")),
    ("人民幣 8.66 億元", q("8.66E8", "CNY")),
    ("約 60 億港元", q("60E8", "HKD", hedge="about")),
    ("4 億以上", q("4E8", "count", high=None)),
    ("40%以上", q("0.40", "ratio", high=None)),
    ("近 5 個百分點", q("0.05", "pp", hedge="nearly")),
    ("1-2pct", q("0.01", "pp", high="0.02")),
    ("60-70%", q("0.60", "ratio", high="0.70")),
    ("4%-5%", q("0.04", "ratio", high="0.05")),
    ("1%-2%", q("0.01", "ratio", high="0.02")),
    ("10%至 10.1%", q("0.10", "ratio", high="0.101")),
    ("150-300 億元", q("150E8", "CNY", high="300E8")),
    ("超過 3 倍", q("3", "x", high=None, open_low=True)),
    ("2.6 倍", q("2.6", "x")),
    ("13.12倍", q("13.12", "x")),
    ("134.1 分鐘", q("134.1", "minutes")),
    ("35積分", q("35", "credits")),
    ("20 credits", q("20", "credits")),
    ("6000萬美元", q("6000E4", "USD")),
    ("100億美元", q("100E8", "USD")),
    ("417.34港元", q("417.34", "HKD")),
    ("1,012.31萬名", q("1012.31E4", "persons")),
    ("958.9萬", q("958.9E4", "count")),
    ("4500万用户", q("4500E4", "persons")),
    ("500萬付費會員", q("500E4", "persons")),
    ("超2萬家", q("2E4", "count", high=None, open_low=True)),
    ("超千萬元", q("1000E4", "CNY", high=None, open_low=True)),
    ("300多萬", q("300E4", "count", high=None, open_low=True)),
    ("約10元/月", q("10", "CNY", hedge="about")),
    ("大约5%", q("0.05", "ratio", hedge="about")),
    ("百分之六十九点九", q("0.699", "ratio")),
    ("百分之二點五", q("0.025", "ratio")),
    ("百分之十五左右", q("0.15", "ratio", hedge="about")),
    ("近百分之六十", q("0.60", "ratio", hedge="nearly")),
    ("百分之百", q("1.00", "ratio")),
    ("五十三亿元", q("53E8", "CNY")),
    ("四十九点九亿元", q("49.9E8", "CNY")),
    ("九十五点七四亿元", q("95.74E8", "CNY")),
    ("一百一十二亿", q("112E8", "count")),
    ("三千八百五十亿", q("3850E8", "count")),
    ("一万零八百亿", q("10800E8", "count")),
    ("超乎 3 亿元", q("3E8", "CNY", high=None, open_low=True)),
    ("10万次", q("10E4", "count")),
    ("9.8亿人次", q("9.8E8", "count")),
    ("53256亿元", q("53256E8", "CNY")),
    ("1700%", q("17.00", "ratio")),
    ("跌超26%", q(None, "ratio", high="-0.26", open_high=True)),
    ("破億", q("1E8", "count", high=None, open_low=True)),
    ("超億元", q("1E8", "CNY", high=None, open_low=True)),
    ("破 4 億", q("4E8", "count", high=None, open_low=True)),
    ("升至 21%", q("0.21", "ratio")),
    ("下降至70%", q("0.70", "ratio")),
    ("降價30%", q("-0.30", "ratio")),
    ("便宜近30%", q("-0.30", "ratio", hedge="nearly")),
    ("降低60-70%", q("-0.70", "ratio", high="-0.60")),
    ("降低 60%-70%", q("-0.70", "ratio", high="-0.60")),
    ("縮小了 57.2%", q("-0.572", "ratio")),
    ("一百一十二亿的亏损", q("-112E8", "count")),
    ("12.5% more", q("0.125", "ratio")),
    ("7% less", q("-0.07", "ratio")),
    ("多達48次", q("48", "count")),
    ("翻了3倍", q("3", "x")),
    ("翻一番", q("2", "x")),
    ("翻了兩番", q("4", "x")),
    # what a person types
    ("down to 70%", q("0.70", "ratio")),
    ("30 percent", q("0.30", "ratio")),
    ("打七折", q("0.7", "ratio")),
    ("3成", q("0.3", "ratio")),
    ("50 bps", q("0.0050", "pp")),
    ("at least 5%", q("0.05", "ratio", high=None)),
    ("up to 5%", q(None, "ratio", high="0.05")),
    ("over 45 million users", q("45E6", "persons", high=None, open_low=True)),
    ("US$60m to US$140m", q("60E6", "USD", high="140E6")),
    ("-5% to -1%", q("-0.05", "ratio", high="-0.01")),
    ("≥30%", q("0.30", "ratio", high=None)),
    ("＞300万元", q("300E4", "CNY", high=None, open_low=True)),
    ("−16%", q("-0.16", "ratio")),
    ("不超过30%", q(None, "ratio", high="0.30")),
    ("五到十亿元", q("5E8", "CNY", high="10E8")),
]


@pytest.mark.parametrize(("text", "quantity"), PRINTS)
def test_prints(text: str, quantity: Quantity) -> None:
    assert read_quantity(text) == quantity


@pytest.mark.parametrize(
    "text",
    ["", ".5%", "七八亿元", ",500元", "1 000", "3/4", "1.5e8", "0,46%", "元", "亿元", "30亿%", "百分之五十亿", "1.5亿,2.5亿", "1亿2", "數十萬", "数百万", "Q3", "可灵", "$140m", "10²", "5-3", "近 6 個季度", "百萬級", "30% 40%", "超过不足3亿",
     "1至2至3", "3亿元美元", "12,34元", "RMB", "%", "more than", "2025-03", "kling 2.5 turbo", "RMB 3 or more users", "5億日元",
     "3亿元（币种未注明）美元", "100 美元（币种未注明）"],
)  # fmt: skip
def test_what_is_no_one_figure(text: str) -> None:
    assert read_quantity(text) is None


@laws
@given(
    st.one_of(
        st.text(max_size=100),
        st.lists(
            st.sampled_from(
                "3 30 1,314 五 亿 万 兆 % 元 美元 RMB US$ 超过 不足 近 约 至 - + to 以上 左右 百分之 点 多 m bn （币种未注明） pp 成".split()
            ),
            max_size=9,
        ).map("".join),
    )
)
def test_no_text_raises(text: str) -> None:
    read_quantity(text)
    try:
        read_value(text)
    except ValueError as error:
        assert str(error)  # noqa: PT017
