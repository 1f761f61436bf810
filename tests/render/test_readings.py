"""The first line of an answer: what was taken where something was not said, and why; true on any day."""

from __future__ import annotations

from datetime import date

import pytest

from bot.desk import Desk

NEW, OLD = date(2025, 12, 1), date(2026, 11, 22)
"""A day on which the book's newest quarter is the newest there is, and one a year later."""

READINGS = [
    ("kling revenue q3", NEW, "Kling · revenue · 2025Q3 (newest Q3 in the book)"),
    ("kling revenue q3", OLD, "Kling · revenue · 2025Q3 (newest Q3 in the book; 2026Q3 is not)"),
    ("kling revenue 9m", OLD, "Kling · revenue · 2025-9M (newest 9M in the book; 2026-9M is not)"),
    ("kling revenue march", NEW, "Kling · revenue · Mar 2025 (newest Mar in the book)"),
    ("gmv in june", OLD, "Kuaishou · e-commerce GMV · Jun 2025 (no Jun in the book)"),
    ("快手6月GMV", OLD, "快手 · 电商GMV · 2025年6月（库中没有6月）"),
    ("revenue h1", OLD, "Kuaishou · revenue · 2025H1 (no H1 in the book)"),
    ("kuaishou revenue full year", OLD, "Kuaishou · revenue · 2024 (newest full year in the book; 2025 is not)"),
    ("kling launch 15 april", OLD, "Kling · launch · 2.0 · 15 Apr 2025 (newest 15 Apr in the book)"),
    ("可灵4月15日发布", OLD, "可灵 · 上线 · 2.0 · 2025年4月15日（库中最新的4月15日）"),
    ("kling launch 3 april", OLD, "Kling · launch · 3 Apr 2025 (no 3 Apr in the book)"),
    ("可灵2月29日收入", OLD, "可灵 · 收入 · 2024年2月29日（库中没有2月29日）"),
    ("kling revenue full year", OLD, "Kling · revenue · 2025 (no full year in the book)"),
    ("share price 27 nov", NEW, "Kuaishou · share price · 27 Nov 2025 (newest 27 Nov in the book)"),
    ("when was kling launched", NEW, "Kling · launch · 6 Jun 2024 (of Kling itself)"),
    ("可靈什麼時候上線", NEW, "可靈 · 上線 · 2024年6月6日（可靈本身）"),
    ("kling guidance q3", NEW, "Kling · guidance on revenue · 2025Q3 (no Q3 in the book)"),
    ("可灵前三季度收入", OLD, "可灵 · 收入 · 2025-9M（库中最新的9M；库中没有2026-9M）"),
]


@pytest.mark.parametrize(("text", "today", "said"), READINGS)
def test_what_was_taken_is_said(text: str, today: date, said: str, desk: Desk) -> None:
    assert desk.ask(text, today).messages[0].blocks[0]["elements"][0]["text"] == said
