"""Telling the bot to be quiet or to listen, in three scripts, and words that only look like it."""

from __future__ import annotations

import pytest

from bot.core.preference import Attention
from bot.words.attention import read_attention


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("quiet", "quiet"),
        ("Quiet, please", "quiet"),
        ("quiet please!", "quiet"),
        ("be quiet in this thread", "quiet"),
        ("MUTE", "quiet"),
        ("stop replying", "quiet"),
        ("don't interrupt", "quiet"),
        ("安静", "quiet"),
        ("安靜！", "quiet"),
        ("请安静一下", "quiet"),
        ("别插话", "quiet"),
        ("別插話。", "quiet"),
        ("不要回复", "quiet"),
        ("listen", "listening"),
        ("Listen again", "listening"),
        ("unmute", "listening"),
        ("继续听", "listening"),
        ("繼續聽", "listening"),
        ("取消静音", "listening"),
        ("可以说话了", "listening"),
        ("quiet quarter", None),
        ("is it quiet", None),
        ("listen to the q3 call", None),
        ("subscribe weekly quiet 22:00-08:00", None),
        ("听说可灵收入", None),
        ("", None),
    ],
)
def test_read_attention(text: str, wish: Attention | None) -> None:
    assert read_attention(text) == wish
