"""The short way to hold a value against its print finds nothing right that the long way would not."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from bot.core.fact import Fact
from bot.core.period import UNDATED
from bot.load.print_checks import fault_of, is_plain
from bot.words.quantity import read_value

FACT = Fact("f", "tea", 1, 1, "", "house", "sales", UNDATED, "media", "gazette", "2025")
SIGNS = ("", "超過", "超过", "約", "约", "近")
ENDS = ("", "元", "億元", "亿", "百萬美元", "萬人", "万港元", "%", "個百分點")
VALUES = tuple(
    f"{sign}{number}"
    for sign, number in product(
        ("", "> ", ">= ", "< ", "about ", "nearly ", "about > "),
        ("2.50 CNY", "2.50yi CNY", "2.5yi CNY", "2.50m USD", "2.50wan persons", "2.50wan HKD", "2.50%", "2.50 pp", "-2.50%"),
    )
)  # fmt: skip


def test_what_is_plain_is_as_printed() -> None:
    plain = 0
    for sign, end, tail, value in product(SIGNS, ENDS, ("", "以上"), VALUES):
        fact = replace(FACT, printed=f"{sign}2.50{end}{tail}", quantity=read_value(value))
        if is_plain(fact):
            plain += 1
            assert fault_of(fact) is None, (fact.printed, value)
    assert plain > 50
