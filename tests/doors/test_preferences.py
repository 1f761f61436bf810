"""What people and channels prefer: which language they are answered in, and who sees the answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.app import Bot
from bot.core.preference import Preference
from bot.core.text import Language
from bot.manifest import app_manifest
from bot.workspace import Workspace, small_site

from .stage import MORNING, Corner, Starter

NEUTRAL = "gmv yoy"
"""A question that shows no language."""


def bot_of(corner: Corner) -> Bot:
    assert corner.stage.bot is not None
    return corner.stage.bot


def kept(corner: Corner, person: str) -> Preference:
    return bot_of(corner).store.preferences.of("T0TRY", person).person


def choose(corner: Corner, holder: str, **chosen: Any) -> None:
    """Write a choice down, as a window of settings does."""
    bot_of(corner).preferences.choose("T0TRY", holder, **chosen)


def lookups(workspace: Workspace) -> int:
    return sum("users.info" in line.what for line in workspace.journal)


def language_of(message: Any) -> Language:
    text = str(message["text"])
    if "不同口径" in text or "来源" in text:
        return "zh-Hans"
    return "zh-Hant" if "來源" in text else "en"


def test_a_locale_is_learned_once_beside_the_first_answer(start: Starter) -> None:
    """Where words show no language it decides from then on; Slack is asked again after a week."""
    stage = start()
    corner = Corner(stage, "kwai")
    first = corner.kwai(NEUTRAL, user="bob")
    assert language_of(first) == "en", "nobody waits for a locale"
    corner.workspace.wait_for(lambda _: kept(corner, "U0BOB").learned_at)
    assert kept(corner, "U0BOB").locale == "zh-Hans"
    assert language_of(corner.kwai(NEUTRAL, user="bob")) == "zh-Hans"
    assert language_of(corner.kwai("kling revenue q3", user="bob")) == "en", "the question's own language comes first"
    assert lookups(stage.workspace) == 1
    stage.workspace.speak("zh-TW", user="bob")
    stage.clock.move_to(MORNING + timedelta(days=8))
    corner.kwai(NEUTRAL, user="bob")
    corner.workspace.wait_for(lambda _: kept(corner, "U0BOB").locale == "zh-Hant")
    assert lookups(stage.workspace) == 2


@pytest.mark.parametrize(
    ("text", "person", "channel", "language"),
    [
        (NEUTRAL, "zh-Hant", "zh-Hans", "zh-Hant"),
        (NEUTRAL, None, "zh-Hant", "zh-Hant"),
        ("快手和抖音的GMV差距", None, "en", "zh-Hans"),
        ("快手和抖音的GMV差距", None, "zh-Hant", "zh-Hant"),
        ("快手GMV", None, "en", "zh-Hans"),
        ("快手GMV", "en", None, "en"),
        ("快手與抖音的GMV差距", "zh-Hans", "en", "zh-Hant"),
    ],
)
def test_the_nearest_preference_decides_where_the_words_do_not(
    corner: Corner, text: str, person: Language | None, channel: Language | None, language: Language
) -> None:
    """The person's before the channel's; and only the person's own choice makes English of Chinese characters."""
    choose(corner, "U0BOB", language=person)
    choose(corner, corner.id, language=channel)
    bot_of(corner).preferences.learn("T0TRY", "U0BOB", "en" if channel == "en" else None)
    assert language_of(corner.kwai(text, user="bob")) == language
    choose(corner, "U0BOB", language=None)


def test_a_thread_keeps_its_language_whoever_writes(corner: Corner) -> None:
    """A person's language opens threads; in one that stands it is the thread's."""
    root = corner.kwai("ks gmv q3 2025")
    choose(corner, "U0BOB", language="zh-Hans")
    assert language_of(corner.reply(root["ts"], "yoy?", user="bob")) == "en"
    assert language_of(corner.reply(root["ts"], "那抖音呢", user="bob")) != "zh-Hant"
    choose(corner, "U0BOB", language=None)


@pytest.mark.parametrize(
    ("typed", "person", "channel", "private"),
    [
        ("kling revenue q3", None, "private", True),
        ("kling revenue q3", "private", None, True),
        ("kling revenue q3", "public", None, False),
        ("--public kling revenue q3", "private", "private", False),
        ("kling revenue q3 -p", "public", "public", True),
        ("--private kling --public revenue q3", None, None, False),
    ],
)
def test_who_sees_an_answer(corner: Corner, typed: str, person: Any, channel: Any, private: bool) -> None:
    """What is typed counts, its last word; else one wish for privacy, the person's or the channel's."""
    choose(corner, "U0ALICE", visibility=person)
    choose(corner, corner.id, visibility=channel)
    if private:
        assert corner.kwai_aside(typed)
        assert corner.workspace.messages(corner.name) == ()
    else:
        assert corner.kwai(typed)
    choose(corner, "U0ALICE", visibility=None)


def test_without_the_scope_nobody_is_asked_twice(start: Starter) -> None:
    """Slack refuses once; the person is answered all the same, and so is the next question."""
    manifest = app_manifest()
    manifest["oauth_config"]["scopes"]["bot"].remove("users:read")
    stage = start(people=small_site(manifest))
    corner = Corner(stage, "kwai")
    corner.kwai("kling revenue q3")
    corner.workspace.wait_for(lambda _: kept(corner, "U0ALICE").learned_at)
    assert kept(corner, "U0ALICE").locale is None
    corner.kwai("gmv gap")
    assert lookups(stage.workspace) == 1
