"""Scripts: one form to match by, Hong Kong's forms to write, and the language a text shows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.text import Language
from bot.words.language import choose_language
from bot.words.script import clean, fold, has_han, traditional, written_in

laws = settings(max_examples=200, deadline=None)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("可靈", "可灵"),
        ("可灵", "可灵"),
        ("ＫＬＩＮＧ　Ｑ３", "kling q3"),
        ("  Kling\t\nRevenue  ", "kling revenue"),
        ("Kl\u200bing", "kling"),
        ("\u202eKling\u202c", "kling"),
        ("\ufeffQ3", "q3"),
        ("快手\ufe0f", "快手"),
        ("3,850億元", "3,850亿元"),
        ("說説羣群裏里戶户", "说说群群里里户户"),
        ("兩萬億", "两万亿"),
        ("％＞：（", "%>:("),
        ("STRASSE Straße", "strasse strasse"),
        ("\ud800x\x00y", "xy"),
        ("marketing ex\u0440ense ratio", "marketing expense ratio"),
        ("\u041a\u0406ling r\u0435\u03bd\u0435nu\u0435", "\u043ailing revenue"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        (" Ｋling　可靈 \n Q3 ", "Ｋling 可靈 Q3"),
        ("\u202eKl\u200bing\x07", "Kling"),
        ("line\u2028line", "line line"),
        ("\ud83d", ""),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


VOICE = [
    ("用户", "用戶"),
    ("视频", "視頻"),
    ("万亿", "萬億"),
    ("说", "說"),
    ("群", "群"),
    ("床", "床"),
    ("无法判断：两季都只有下限", "無法判斷：兩季都只有下限"),
    ("库中没有", "庫中沒有"),
    ("未披露", "未披露"),
    ("下限；推算", "下限；推算"),
    ("原文有误", "原文有誤"),
    ("留意", "留意"),
    ("可比 / 谨慎对比 / 不可比", "可比 / 謹慎對比 / 不可比"),
    ("已报告、指引、预测、媒体说法", "已報告、指引、預測、媒體說法"),
    ("公告、实录、纪要、第三方数据、媒体、聚合转载", "公告、實錄、紀要、第三方數據、媒體、聚合轉載"),
    ("（币种未注明）", "（幣種未註明）"),
    ("约10亿元", "約10億元"),
    ("同比+15.2%，环比-16%", "同比+15.2%，環比-16%"),
    ("0.9个百分点", "0.9個百分點"),
    ("可灵 · 收入 · 2025Q3（库中最新的Q3）", "可靈 · 收入 · 2025Q3（庫中最新的Q3）"),
    ("下限：库中没有确切数字", "下限：庫中沒有確切數字"),
    ("快手，转引自懂财帝 · 媒体 · 2025年11月 · 另有1处一致", "快手，轉引自懂財帝 · 媒體 · 2025年11月 · 另有1處一致"),
    ("两个下限之商：3 ÷ 2.5 = 1.20，不是增速", "兩個下限之商：3 ÷ 2.5 = 1.20，不是增速"),
    ("线上营销占收入几成 4Q24", "線上營銷佔收入幾成 4Q24"),
    ("推算：206亿元 ÷ 354亿元", "推算：206億元 ÷ 354億元"),
    ("纪要印作68.3%；照此三项业务合计109.8%", "紀要印作68.3%；照此三項業務合計109.8%"),
    ("2.5 Turbo", "2.5 Turbo"),
    ("启动税务峰会的温度，阅读，锐意，脱离", "啟動稅務峰會的溫度，閱讀，銳意，脫離"),
]


@pytest.mark.parametrize(("simplified", "expected"), VOICE)
def test_traditional_is_hong_kongs(simplified: str, expected: str) -> None:
    assert traditional(simplified) == expected


@pytest.mark.parametrize(("simplified", "written"), VOICE)
def test_folding_undoes_it(simplified: str, written: str) -> None:
    assert fold(written) == fold(simplified)


LANGUAGES: list[tuple[str, Language | None]] = [
    ("可灵Q3收入", "zh-Hans"),
    ("可靈Q3收入", "zh-Hant"),
    ("kling revenue q3", "en"),
    ("Kling", "en"),
    ("vs Douyin", "en"),
    ("source?", "en"),
    ("Kling收入", "zh-Hans"),
    ("Kling營收", "zh-Hant"),
    ("环比呢", "zh-Hans"),
    ("環比呢", "zh-Hant"),
    ("用户", "zh-Hans"),
    ("用戶", "zh-Hant"),
    ("視頻用户", "zh-Hant"),  # one traditional character decides
    ("4500万", "zh-Hans"),
    ("4500萬", "zh-Hant"),
    ("說", "zh-Hant"),
    ("説", "zh-Hant"),
    ("那抖音呢", None),
    ("快手", None),
    ("同比", None),
    ("着", None),
    ("Q2?", None),
    ("yoy?", None),
    ("GMV", None),
    ("2025Q3", None),
    ("3Q25 1H25 FY24", None),
    ("qoq vs yoy", None),
    ("", None),
    ("?!", None),
    ("👍", None),
    ("ありがとう", None),
]


@pytest.mark.parametrize(("text", "language"), LANGUAGES)
def test_written_in(text: str, language: Language | None) -> None:
    assert written_in(text) == language


@pytest.mark.parametrize(
    ("text", "fallbacks", "language"),
    [
        ("可灵", ("zh-Hant",), "zh-Hans"),
        ("yoy?", ("zh-Hant", "en"), "zh-Hant"),
        ("Q2?", (None, "zh-Hans"), "zh-Hans"),
        ("Q2?", (), "en"),
        ("Q2?", (None, None), "en"),
        ("快手", ("en",), "en"),
        ("快手", (), "zh-Hans"),
        ("同比", (None, "zh-Hant"), "zh-Hant"),
        ("Kling收入", ("zh-Hant",), "zh-Hant"),
        ("Kling收入", ("en", "zh-Hant"), "zh-Hant"),
        ("Kling收入", ("en",), "zh-Hans"),
        ("Kling營收", ("zh-Hans",), "zh-Hant"),
        ("revenue", ("zh-Hant",), "en"),
    ],
)
def test_choose_language(text: str, fallbacks: tuple[Language | None, ...], language: Language) -> None:
    assert choose_language(text, *fallbacks) == language


def test_has_han() -> None:
    assert has_han("Kling 可")
    assert has_han("〇")
    assert not has_han("Kling ありがとう，。")


@laws
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_no_text_raises(text: str) -> None:
    fold(text)
    traditional(clean(text))
    written_in(text)
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)


@laws
@given(st.text(st.characters(max_codepoint=0x2FF), max_size=60))
def test_folding_forgets_case(text: str) -> None:
    assert fold(fold(text).upper()) == fold(fold(text).upper().lower())
