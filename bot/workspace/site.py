"""What a workspace holds when it is first opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.workspace.manifest import Manifest, read_manifest


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account."""

    id: str
    name: str
    real_name: str
    locale: str = "en-US"
    tz: str = "UTC"


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel and who is in it from the start."""

    id: str
    name: str
    members: tuple[str, ...]
    private: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """Team, people, channels, tokens and the one app of a workspace."""

    team_id: str
    team_name: str
    domain: str
    people: tuple[Person, ...]
    channels: tuple[Channel, ...]
    manifest: Manifest
    bot_token: str = "xoxb-kwai-try"
    app_token: str = "xapp-kwai-try"
    app_id: str = "A0KWAI"
    bot_id: str = "B0KWAI"
    bot_user: str = "U0KWAI"

    def person(self, name_or_id: str) -> Person:
        """The person with that id or name; KeyError if there is none."""
        for person in self.people:
            if name_or_id in (person.id, person.name):
                return person
        raise KeyError(name_or_id)

    @property
    def you(self) -> Person:
        """The person who sits at the page unless another is chosen."""
        return self.people[0]


def small_site(manifest: Mapping[str, Any]) -> Site:
    """Alice and Bob, three channels, and the app of a parsed manifest.json in two of them."""
    alice = Person("U0ALICE", "alice", "Alice", "en-US", "Asia/Hong_Kong")
    bob = Person("U0BOB", "bob", "Bob", "zh-CN", "Asia/Shanghai")
    people = (alice.id, bob.id)
    return Site(
        team_id="T0TRY",
        team_name="Kwai try-out",
        domain="kwai-try-out",
        people=(alice, bob),
        channels=(
            Channel("C0KWAI", "kwai", (*people, "U0KWAI")),
            Channel("C0STRATEGY", "strategy", (*people, "U0KWAI")),
            Channel("C0RANDOM", "random", people),
        ),
        manifest=read_manifest(manifest),
    )
