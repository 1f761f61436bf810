"""The app's manifest, as far as the workspace heeds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command the app has announced."""

    name: str
    hint: str
    description: str
    should_escape: bool


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut the app has announced: on a message, or from anywhere."""

    name: str
    kind: Literal["message", "global"]
    callback_id: str
    description: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question that the app's pane offers: what its button says, and what is then sent."""

    title: str
    message: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Name, commands, shortcuts, surfaces, scopes and events of an app."""

    name: str
    bot_name: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    home_tab: bool = False
    agent: bool = False
    description: str = ""
    prompts: tuple[Prompt, ...] = ()


def read_manifest(content: Mapping[str, Any]) -> Manifest:
    """The manifest in a parsed manifest.json."""
    features = content.get("features", {})
    settings = content.get("settings", {})
    display = content["display_information"]
    agent = features.get("agent_view")
    return Manifest(
        name=display["name"],
        bot_name=features.get("bot_user", {}).get("display_name", display["name"]),
        scopes=frozenset(content.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
        commands=tuple(
            Command(row["command"], row.get("usage_hint", ""), row["description"], row.get("should_escape", False))
            for row in features.get("slash_commands", ())
        ),
        shortcuts=tuple(
            Shortcut(row["name"], row["type"], row["callback_id"], row["description"])
            for row in features.get("shortcuts", ())
        ),
        home_tab=features.get("app_home", {}).get("home_tab_enabled", False),
        agent=agent is not None,
        description=(agent or {}).get("agent_description") or display.get("description", ""),
        prompts=tuple(Prompt(row["title"], row["message"]) for row in (agent or {}).get("suggested_prompts", ())),
    )
