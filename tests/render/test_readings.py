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
    ("可灵前三季度收入", OLD, "可灵 · 收入 · 2025-9M（库中最新的9M；库中没有2026-9M）"),
]


@pytest.mark.parametrize(("text", "today", "said"), READINGS)
def test_what_was_taken_is_said(text: str, today: date, said: str, desk: Desk) -> None:
    assert desk.ask(text, today).messages[0].blocks[0]["elements"][0]["text"] == said
