"""Where a person is on the page, and what stands open beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

from bot.workspace.app_home import Tab
from bot.workspace.office import Office
from bot.workspace.room import Room
from bot.workspace.site import Person

NEW = "new"


@dataclass(frozen=True, slots=True)
class Place:
    """Who looks, at which room and tab, at which thread, and what else is open.

    `pane` is the app's own pane beside the room: empty when closed, `new`, or the ts of a thread with the app.
    """

    person: Person
    room: Room
    tab: Tab = "messages"
    thread: str = ""
    pane: str = ""
    journal: bool = False

    def href(self, **changes: str) -> str:
        """The address of this place, or of one beside it."""
        parts = {
            "channel": self.room.id,
            "user": self.person.id,
            "tab": "home" if self.tab == "home" else "",
            "thread": self.thread,
            "pane": self.pane,
            "journal": "1" if self.journal else "",
            **changes,
        }
        return "/?" + urlencode({key: value for key, value in parts.items() if value})


def place_of(office: Office, get: Callable[[str], Any]) -> Place:
    """The place that an address or a request names; what is not there gives way to what is."""
    site, state = office.site, office.state
    try:
        person = site.person(str(get("user") or site.you.id))
    except KeyError:
        person = site.you
    first = next(room for room in state.rooms.values() if room.kind != "im" or room.partner == person.id)
    asked = get("channel")
    room = state.room(str(asked)) if asked else first
    if room is None or (room.kind == "group" and person.id not in room.members):
        room = first
    if room.kind == "im" and room.partner != person.id:
        room = state.direct(person.id, site.bot_user)
    home = room.kind == "im" and site.manifest.home_tab and get("tab") == "home"
    tab: Literal["home", "messages"] = "home" if home else "messages"
    thread = str(get("thread") or "")
    pane = str(get("pane") or "") if site.manifest.agent and room.kind != "im" else ""
    if pane and state.direct(person.id, site.bot_user).message(pane) is None:
        pane = NEW
    thread = thread if room.message(thread) and not pane else ""
    return Place(person, room, tab, thread, pane, bool(get("journal")))
