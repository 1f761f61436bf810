"""Figures of somebody's text: what places them, and what must not."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ask.claim import claims
from bot.core.query import Season
from bot.desk import Desk
from bot.words.period import say_season
from bot.words.prose import find_figures
from bot.words.script import fold

TODAY = date(2025, 11, 28)

PLACED = [
    ("Kling revenue in Q3 2025 was over RMB 300m", [("over RMB 300m", "value kling revenue 2025Q3")]),
    (
        "Kling revenue was RMB 250m in Q2 and RMB 300m in Q3 2025.",
        [("RMB 250m", "value kling revenue Q2"), ("RMB 300m", "value kling revenue 2025Q3")],
    ),
    (
        "快手2025年三季度GMV 3850亿元，同比增长15.2%，可灵收入超过3亿元。",
        [
            ("3850亿元", "value kuaishou gmv 2025Q3"),
            ("同比增长15.2%", "yoy kuaishou gmv 2025Q3"),
            ("超过3亿元", "value kling revenue 2025Q3"),
        ],
    ),
    (
        "Kuaishou GMV grew 15.2% in 2025Q3 to RMB 385.0bn",
        [("15.2%", "yoy kuaishou gmv 2025Q3"), ("RMB 385.0bn", "value kuaishou gmv 2025Q3")],
    ),
    ("RMB 385bn of GMV at Kuaishou in 2025Q3!", [("RMB 385bn", "value kuaishou gmv 2025Q3")]),
]
UNPLACED = [
    ("Q3 2025: Kling revenue RMB 300m, up from RMB 250m", "RMB 250m", "period"),
    ("Revenue and GMV were RMB 35.6bn and RMB 385bn in 2025Q3 at Kuaishou", "RMB 35.6bn", "metrics"),
    ("Kuaishou targets revenue of RMB 200bn in 2025", "RMB 200bn", "forecast"),
    ("Kuaishou zebra revenue was RMB 1.0bn in 2025Q3", "RMB 1.0bn", "word"),
    ("Kuaishou revenue from games was RMB 1.0bn in 2025Q3", "RMB 1.0bn", "word"),
    ("We paid RMB 80 each", "RMB 80", "metric"),
    ("GMV was RMB 385bn in 2025Q3", "RMB 385bn", "entity"),
    ("Kuaishou and Douyin GMV was RMB 385bn in 2025Q3", "RMB 385bn", "entities"),
    ("Kuaishou GMV was RMB 385bn", "RMB 385bn", "period"),
    ("预计快手2025年收入2000亿元", "2000亿元", "forecast"),
]


@pytest.mark.parametrize(("text", "placed"), PLACED)
def test_words_place_a_figure(desk: Desk, text: str, placed: list[tuple[str, str]]) -> None:
    """Whose, which metric and when, from the words of the figure's own clause and sentence."""
    found = []
    for claim in claims(text, desk.names, TODAY, "en"):
        assert claim.query is not None and claim.query.when is not None, claim
        query = claim.query
        when = query.when
        time = say_season(when, "en") if isinstance(when, Season) else when.label
        found.append((claim.written, f"{query.operation} {query.entity} {query.metric} {time}"))
    assert found == placed


@pytest.mark.parametrize(("text", "written", "lack"), UNPLACED)
def test_a_figure_without_its_words_is_not_placed(desk: Desk, text: str, written: str, lack: str) -> None:
    """One missing or doubtful word is enough to say nothing."""
    found = {claim.written: claim for claim in claims(text, desk.names, TODAY, "en")}
    assert found[written].lack == lack and found[written].query is None


@pytest.mark.parametrize("text", ["", "see you at 12:30", "1. one 2. two", "version 2.5 Turbo", "thanks <@U0BOB>!"])
def test_what_is_no_figure_is_none(desk: Desk, text: str) -> None:
    """Times, lists, versions and mentions are no figures."""
    assert claims(text, desk.names, TODAY, "en") == ()


_PIECES = ["Kuaishou", "快手", "Kling", "Douyin", "GMV", "revenue", "收入", "DAU", "Q3", "2025Q3", "2024年", "RMB 385bn",
           "3亿元", "15.2%", "416m", "over", "from", "，", ", ", ". ", "。", "and", "grew", "zebra", "US$", "\n", "-", "百分之"]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=25))
def test_every_placed_figure_has_its_words_in_the_text(desk: Desk, pieces: list[str]) -> None:
    """Whatever the text: nothing breaks, and no figure gets an entity, a metric or a time that is not named there."""
    text = " ".join(pieces)
    named = {"kuaishou": ("Kuaishou", "快手"), "kling": ("Kling",), "douyin": ("Douyin",)}
    metrics = {"gmv": ("GMV",), "revenue": ("revenue", "收入"), "dau": ("DAU",)}
    for claim in claims(text, desk.names, TODAY, "en"):
        assert (claim.query is None) is (claim.lack is not None)
        if claim.query is not None:
            assert any(word in text for word in named[claim.query.entity or ""])
            assert any(word in text for word in metrics[claim.query.metric or ""])
            assert claim.query.when is not None


@given(st.text(max_size=300))
def test_any_text_is_read(desk: Desk, text: str) -> None:
    """No text breaks the reading, and figures never overlap."""
    claims(text, desk.names, TODAY, "en")
    figures = find_figures(fold(text))
    assert all(one.end <= other.start for one, other in pairwise(figures))
