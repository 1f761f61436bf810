"""Ranges of time in a text, and times that say by when something was known."""

from __future__ import annotations

import pytest

from bot.ask.span import is_as_of, span_of
from bot.words.period import find_whens


@pytest.mark.parametrize(
    "text",
    [
        "q1 to q3",
        "from q1 through q3",
        "between q1 and q3",
        "2024q4-2025q2",
        "q1~q3",
        "一季度到三季度",
        "从2024年至2025年",
    ],
)
def test_two_ends(text: str) -> None:
    span = span_of(text, find_whens(text))
    assert span is not None
    assert span.closed


@pytest.mark.parametrize(
    "text", ["since q4 2024", "自2024年以来", "2024年四季度至今", "from 2024 onwards", "q1 2025 to date"]
)
def test_a_beginning(text: str) -> None:
    span = span_of(text, find_whens(text))
    assert span is not None
    assert not span.closed


@pytest.mark.parametrize("text", ["q1 and q3", "q1 vs q3", "q3", "from q1", "q1, q2 to compare"])
def test_no_range(text: str) -> None:
    assert span_of(text, find_whens(text)) is None


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("as of march 2025", True),
        ("what was said by june 2025", True),
        ("截至2025年3月", True),
        ("known by the end of june 2025", True),
        ("march 2025", False),
        ("baby march 2025", False),
    ],
)
def test_as_of(text: str, known: bool) -> None:
    assert is_as_of(text, find_whens(text)) is known
