"""The app's manifest, as far as the workspace heeds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command the app has announced."""

    name: str
    hint: str
    description: str
    should_escape: bool


@dataclass(frozen=True, slots=True)
class Manifest:
    """Name, commands, scopes and events of an app."""

    name: str
    bot_name: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: tuple[Command, ...] = ()
    prompts: tuple[str, ...] = field(default=())


def read_manifest(content: Mapping[str, Any]) -> Manifest:
    """The manifest in a parsed manifest.json."""
    features = content.get("features", {})
    settings = content.get("settings", {})
    name = content["display_information"]["name"]
    return Manifest(
        name=name,
        bot_name=features.get("bot_user", {}).get("display_name", name),
        scopes=frozenset(content.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
        commands=tuple(
            Command(row["command"], row.get("usage_hint", ""), row["description"], row.get("should_escape", False))
            for row in features.get("slash_commands", ())
        ),
        prompts=tuple(row["message"] for row in features.get("agent_view", {}).get("suggested_prompts", ())),
    )
