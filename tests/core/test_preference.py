"""Which preference counts where several are set."""

from __future__ import annotations

import pytest

from bot.core.preference import Attention, Preference, Preferences, Visibility
from bot.core.text import Language


@pytest.mark.parametrize(
    ("person", "channel", "language"),
    [
        (Preference(language="zh-Hant", locale="en"), Preference(language="zh-Hans"), "zh-Hant"),
        (Preference(locale="zh-Hans"), Preference(language="zh-Hant"), "zh-Hans"),
        (Preference(), Preference(language="zh-Hant"), "zh-Hant"),
        (Preference(), Preference(locale="zh-Hant"), "en"),
    ],
)
def test_the_language_spoken_unasked(person: Preference, channel: Preference, language: Language) -> None:
    """The chosen one, else Slack's, else the channel's, else English."""
    assert Preferences(person, channel).language == language


@pytest.mark.parametrize(
    ("person", "channel", "seen"),
    [
        (None, None, "public"),
        ("public", None, "public"),
        ("private", "public", "private"),
        ("public", "private", "private"),
    ],
)
def test_one_wish_for_privacy_is_enough(person: Visibility | None, channel: Visibility | None, seen: str) -> None:
    assert Preferences(Preference(visibility=person), Preference(visibility=channel)).visibility == seen


@pytest.mark.parametrize(
    ("channel", "thread", "quiet"),
    [
        (None, None, False),
        ("quiet", None, True),
        ("quiet", "listening", False),
        ("listening", "quiet", True),
        ("listening", None, False),
    ],
)
def test_the_thread_s_word_is_nearer_than_the_channel_s(
    channel: Attention | None, thread: Attention | None, quiet: bool
) -> None:
    asked = Preferences(channel=Preference(attention=channel), thread=Preference(attention=thread))
    assert asked.is_quiet is quiet
