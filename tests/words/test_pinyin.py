"""Chinese names as they are typed without a Chinese keyboard."""

from __future__ import annotations

import pytest

from bot.core.ledger import Ledger, Name
from bot.core.text import Text
from bot.words.pinyin import with_pinyin


def named(*names: Name) -> Ledger:
    nothing = Text("", "")
    return with_pinyin(Ledger(nothing, nothing, "", {}, {}, {}, {}, {}, (), (), {}, (), names))


@pytest.mark.parametrize(
    ("han", "spelt"),
    [("可灵", "keling"), ("快手", "kuaishou"), ("抖音", "douyin"), ("即梦", "jimeng"), ("增长", "zengzhang")],
)
def test_a_chinese_name_is_spelt(han: str, spelt: str) -> None:
    name = Name(han, "entity", "it")
    assert named(name).names == (name, Name(spelt, "entity", "it", pinyin=True))


def test_an_english_name_and_a_short_spelling_are_not() -> None:
    names = (Name("kling", "entity", "it"), Name("额", "metric", "amount"))
    assert named(*names).names == names


def test_what_is_named_so_already_is_not_named_twice() -> None:
    names = (Name("可灵", "entity", "kling"), Name("keling", "entity", "kling"))
    assert named(*names).names == names


def test_a_ledger_that_has_its_spellings_stays_as_it_is() -> None:
    once = named(Name("可灵", "entity", "it"))
    assert with_pinyin(once) is once
