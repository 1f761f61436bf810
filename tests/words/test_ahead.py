"""Type-ahead: what a few letters may be the beginning of, in every script, the likeliest first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.ledger import Name
from bot.words.ahead import Ahead

NAMES = [
    Name("bread sales", "metric", "sales"),
    Name("revenue", "metric", "revenue"),
    Name("turnover", "metric", "revenue"),
    Name("收入", "metric", "revenue"),
    Name("shouru", "metric", "revenue", pinyin=True),
    Name("revenue growth", "metric", "revenue_yoy"),
    Name("收入同比", "metric", "revenue_yoy"),
    Name("cost of revenue", "metric", "cost"),
    Name("gross margin", "metric", "margin"),
    Name("毛利率", "metric", "margin"),
    Name("maolilv", "metric", "margin", pinyin=True),
    Name("月活跃用户", "metric", "mau"),
    Name("yuehuoyueyonghu", "metric", "mau", pinyin=True),
    Name("monthly active users", "metric", "mau"),
    Name("bakery", "entity", "bakery"),
]
AHEAD = Ahead(NAMES, "metric")
ALL = ("sales", "revenue", "revenue_yoy", "cost", "margin", "mau")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ALL),
        ("   ", ALL),
        ("r", ("revenue", "revenue_yoy", "cost")),
        ("rev", ("revenue", "revenue_yoy", "cost")),
        ("REVENUE ", ("revenue", "revenue_yoy", "cost")),
        ("rev gr", ("revenue_yoy",)),
        ("gr rev", ("revenue_yoy",)),
        ("reven", ("revenue", "revenue_yoy", "cost")),
        ("turn", ("revenue",)),
        ("act us", ("mau",)),
        ("over", ("revenue",)),
        ("收", ("revenue", "revenue_yoy")),
        ("收入同", ("revenue_yoy",)),
        ("shou", ("revenue",)),
        ("yuehuo", ("mau",)),
        ("月活躍用戶", ("mau",)),
        ("revneu", ("revenue", "revenue_yoy", "cost")),
        ("mounthly activ", ("mau",)),
        ("grosss", ("margin",)),
        ("毛利律", ("margin",)),
        ("守入", ("revenue",)),
        ("what was the gross margin of the bakery", ("margin",)),
        ("bakery", ()),
        ("zzzz", ()),
        ("!!", ()),
        ("42", ()),
    ],
)
def test_what_is_found(typed: str, found: tuple[str, ...]) -> None:
    assert AHEAD.matching(typed, ALL) == found


def test_only_what_may_be_chosen() -> None:
    """What the form does not offer now is not found, however well it fits."""
    assert AHEAD.matching("rev", ("cost", "margin")) == ("cost",)
    assert AHEAD.matching("", ("mau", "cost")) == ("mau", "cost")
    assert AHEAD.matching("rev", ()) == ()


@given(st.text(max_size=300))
def test_anything_may_be_typed(typed: str) -> None:
    """Whatever is typed, what comes is among what may be chosen, each once."""
    found = AHEAD.matching(typed, ALL)
    assert set(found) <= set(ALL) and len(found) == len(set(found))


@given(st.sampled_from([name for name in NAMES if name.slot == "metric"]), st.data())
def test_every_beginning_of_a_name_finds_it(name: Name, data: st.DataObject) -> None:
    length = data.draw(st.integers(1, len(name.folded)))
    assert name.id in AHEAD.matching(name.folded[:length], ALL)
