"""Names in a text: as they are written, run together, in another order; and what is only near them."""

from __future__ import annotations

import pytest

from bot.core.ledger import Name
from bot.words.names import NameIndex, split_words
from bot.words.near import meant

REVENUE = Name("revenue", "metric", "revenue")
INDEX = NameIndex(
    [
        Name("sales", "metric", "revenue"),
        REVENUE,
        Name("revenue growth", "metric", "revenue_yoy"),
        Name("net profit", "metric", "net_profit"),
        Name("operating profit", "metric", "operating_profit"),
        Name("adjusted net profit", "metric", "adjusted_net_profit"),
        Name("cost of revenue", "metric", "cost_of_revenue"),
        Name("online marketing, share of revenue", "metric", "online_marketing_share"),
        Name("daily active users", "metric", "dau"),
        Name("mini-games", "metric", "mini_games"),
        Name("version 3.1", "dim", "model.v3_1"),
        Name("kling", "entity", "kling"),
        Name("可灵", "entity", "kling"),
        Name("keling", "entity", "kling", pinyin=True),
        Name("收入", "metric", "revenue"),
        Name("毛利率", "metric", "gross_margin"),
        Name("毛利润", "metric", "gross_profit"),
        Name("线上营销收入", "metric", "online_marketing_revenue"),
        Name("月活同比", "metric", "mau_yoy"),
    ]
)


def found(text: str) -> list[str]:
    return [hit.name.id for hit in INDEX.find(split_words(text))]


def read(text: str) -> list[str]:
    """What a text is a slip of: one id where it may be answered, several where it is asked back."""
    return [near.name.id for near in meant(INDEX.near([word.text for word in split_words(text)]))]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("kling revenue", ["kling", "revenue"]),
        ("wholesale kling", ["kling"]),
        ("darkling revenues", []),
        ("netprofit", ["net_profit"]),
        ("net-profit", ["net_profit"]),
        ("netp rofit", ["net_profit"]),
        ("mini games", ["mini_games"]),
        ("minigames", ["mini_games"]),
        ("mini - games", ["mini_games"]),
        ("online marketing share of revenue", ["online_marketing_share"]),
        ("share of online marketing in revenue", ["online_marketing_share"]),
        ("revenue share of kling online marketing", ["revenue", "kling"]),
        ("revenue, growth", ["revenue"]),
        ("revenue cost", ["revenue"]),
        ("version 3.1", ["model.v3_1"]),
        ("version 31", []),
        ("version 3 1", []),
        ("可灵收入", ["kling", "revenue"]),
    ],
)
def test_names_are_found_as_whole_words(text: str, ids: list[str]) -> None:
    assert found(text) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("revnue", ["revenue"]),
        ("reveneu", ["revenue"]),
        ("rrevenue", ["revenue"]),
        ("revenue grwoth", ["revenue_yoy"]),
        ("oprating profit", ["operating_profit"]),
        ("operatingprofti", ["operating_profit"]),
        ("klign", ["kling"]),
        ("kling", ["kling"]),
        ("daliy active usesr", ["dau"]),
        ("克灵", ["kling"]),
        ("线上营消收入", ["online_marketing_revenue"]),
        ("线上销收入", ["online_marketing_revenue"]),
        ("收收入", ["revenue"]),
        ("毛利闰", ["gross_profit"]),
    ],
)
def test_a_slip_of_the_hand_is_read(text: str, ids: list[str]) -> None:
    assert read(text) == ids


@pytest.mark.parametrize(
    "text",
    [
        *("king", "cling", "klnk", "unadjusted net profit", "nonoperating profit", "offline marketing, share of"),
        *("weekly active users", "set profit", "version 3.2", "version 31"),
        *("kelin", "可怜", "收人", "线下营销收入", "毛利"),
    ],
)
def test_another_word_is_not(text: str) -> None:
    assert read(text) == []


def test_what_two_names_are_as_near_to_is_neither() -> None:
    index = NameIndex([Name("gross margin", "metric", "one"), Name("gross marvin", "metric", "two")])
    assert {near.name.id for near in meant(index.near(["gross", "marin"]))} == {"one", "two"}


def test_most_words_of_a_long_name_are_enough_to_find_it() -> None:
    assert [name.id for name in INDEX.holding(["active", "daily"])] == ["dau"]
    assert INDEX.holding(["active"]) == ()
    assert INDEX.holding(["active", "revenue"]) == ()


def test_a_name_with_a_character_left_out_is_known_as_such() -> None:
    assert [name.id for name in INDEX.clipped("月活同")] == ["mau_yoy"]
    assert INDEX.clipped("收入") == ()


def test_names_come_in_one_order_whatever_order_they_were_given_in() -> None:
    names = [Name(word, "metric", word) for word in ("marten", "martin", "carton", "barton", "margin")]
    asked = [[near.name.id for near in NameIndex(order).near(["marton"])] for order in (names, names[::-1])]
    assert asked[0] == asked[1]
