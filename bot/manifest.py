"""The app's manifest: what Slack is told the bot is, in full, with less, or over HTTP."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from bot.core.introduction import Introduction
from bot.place import place_of

REQUEST_PATH = "/slack/events"
HISTORY = frozenset({"channels:history", "groups:history"})
"""The scopes that let the bot read what was not said to it; the rest of it works without them."""
_READ_ALONG = frozenset({"message.channels", "message.groups"})
"""The events that take those scopes: replies in a thread that do not name the bot."""


def app_manifest(
    *, minimal: bool = False, http: str | None = None, book: tuple[Introduction, ...] = ()
) -> dict[str, Any]:
    """The manifest as Slack takes it; the file manifest.json where nothing else is asked for.

    `minimal` leaves out the reading of channels: the bot then hears only what names it or is
    said to it directly. `http` is the address Slack reaches the bot at, in place of Socket Mode:
    https://host, or with the path. `book` is how another book than ours introduces itself, in the
    languages its questions are to be suggested in. Source of the shape: docs.slack.dev/reference/app-manifest.
    """
    manifest: dict[str, Any] = json.loads(place_of("manifest.json").read_text(encoding="utf-8"))
    if minimal:
        bot = manifest["oauth_config"]["scopes"]
        bot["bot"] = [scope for scope in bot["bot"] if scope not in HISTORY]
        heard = manifest["settings"]["event_subscriptions"]
        heard["bot_events"] = [event for event in heard["bot_events"] if event not in _READ_ALONG]
    if http is not None:
        _over_http(manifest, http if urlsplit(http).path.strip("/") else http.rstrip("/") + REQUEST_PATH)
    if book:
        _introduce(manifest, book)
    return manifest


def _introduce(manifest: dict[str, Any], book: tuple[Introduction, ...]) -> None:
    """Let a book speak for itself: its title, and questions it can answer in place of ours."""
    first = book[0]
    manifest["display_information"]["description"] = first.about[:_MOST_ABOUT]
    titled = [*_titled(first)[1:], *(pair for other in book[1:] for pair in _titled(other)[1:2])]
    asked = {question: title for title, question in titled}
    prompts = [{"title": title, "message": question} for question, title in asked.items()]
    manifest["features"]["agent_view"]["suggested_prompts"] = prompts[:_MOST_PROMPTS]
    for command in manifest["features"]["slash_commands"]:
        command["usage_hint"] = next(iter(asked), first.questions[0])


def _titled(book: Introduction) -> list[tuple[str, str]]:
    return list(zip(book.labels, book.questions, strict=True))


_MOST_ABOUT, _MOST_PROMPTS = 140, 4
"""Slack's limits of a description and of prompts."""


def scopes_of(manifest: dict[str, Any]) -> frozenset[str]:
    """The scopes a manifest asks for on behalf of the bot."""
    return frozenset(manifest["oauth_config"]["scopes"]["bot"])


def written(manifest: dict[str, Any]) -> str:
    """The manifest as the text of a file."""
    return json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"


def _over_http(manifest: dict[str, Any], url: str) -> None:
    settings = manifest["settings"]
    settings["socket_mode_enabled"] = False
    settings["event_subscriptions"]["request_url"] = url
    settings["interactivity"] |= {"request_url": url, "message_menu_options_url": url}
    for command in manifest["features"]["slash_commands"]:
        command["url"] = url
