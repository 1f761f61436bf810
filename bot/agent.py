"""The bot as an agent beside a channel: what it suggests to ask, and what a thread with it is called."""

from __future__ import annotations

import html
import re
from typing import Any

from bot.core.text import Language
from bot.desk import Desk, Reply

_MOST_PROMPTS = 4
_LONGEST_TITLE = 200
"""Slack's limits."""
_ASIDES = re.compile(r" ?\([^)]*\)|（[^）]*）")
"""What a reading says in brackets: defaults, and spellings that were mended."""


def prompts(desk: Desk, language: Language) -> list[dict[str, str]]:
    """Questions of the book that stand alone, as Slack takes suggestions."""
    asked = desk.introduction(language)
    pairs = zip(asked.labels, asked.questions, strict=True)
    return [{"title": title, "message": question} for title, question in pairs][:_MOST_PROMPTS]


def at_work(desk: Desk, language: Language) -> str:
    """What stands behind the bot's name while an answer is on its way."""
    return desk.renderer.pages(language).line("at_work")


def title(reply: Reply) -> str | None:
    """What a thread is about, by the reading of its first answer; None for a reply that is about nothing."""
    if reply.subject is None or not reply.messages or not reply.messages[0].blocks:
        return None
    words = _words(reply.messages[0].blocks[0])
    bare = _ASIDES.sub("", html.unescape(words)).replace("*", "").strip()
    return bare[:_LONGEST_TITLE] or None


def _words(block: Any) -> str:
    if block["type"] == "header":
        return str(block["text"]["text"])
    return str(block["elements"][0]["text"]) if block["type"] == "context" else ""
