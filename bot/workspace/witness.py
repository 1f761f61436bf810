"""What can be seen of a workspace from outside."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import datetime
from typing import Any, Self, TypeVar

from bot.workspace.faults import Faults
from bot.workspace.journal import Journal
from bot.workspace.office import Office
from bot.workspace.room import Message, Room
from bot.workspace.sessions import Session
from bot.workspace.site import Person, Site
from bot.workspace.state import State

T = TypeVar("T")


class Witness:
    """Addresses, tokens, messages, views and the journal; what it gives is a copy and does not change."""

    def __init__(self, office: Office) -> None:
        self._office = office

    @property
    def url(self) -> str:
        """The page."""
        return self._office.url

    @property
    def api_url(self) -> str:
        """The base_url for Slack's clients."""
        return f"{self._office.url}api/"

    @property
    def port(self) -> int:
        """The port, for opening it again there."""
        return int(self._office.url.rstrip("/").rpartition(":")[2])

    @property
    def bot_token(self) -> str:
        """The token for every method but one."""
        return self._office.site.bot_token

    @property
    def app_token(self) -> str:
        """The token for apps.connections.open."""
        return self._office.site.app_token

    @property
    def bot_user(self) -> str:
        """The bot's user id, for mentions."""
        return self._office.site.bot_user

    @property
    def site(self) -> Site:
        """What the workspace was opened with."""
        return self._office.site

    @property
    def state(self) -> State:
        """What it remembers; give it to open_workspace to come back with it."""
        return self._office.state

    @property
    def journal(self) -> Journal:
        """What crossed the wire, newest last."""
        return self._office.state.journal

    @property
    def faults(self) -> Faults:
        """Troubles for the bot's next calls."""
        return self._office.faults

    def clock(self) -> datetime:
        """The workspace's time."""
        return self._office.now()

    def connected(self) -> bool:
        """Whether the bot has a socket open."""
        return self._office.sockets.connected

    def messages(self, channel: str, *, user: str | None = None) -> tuple[Message, ...]:
        """What stands in a channel, without the answers in threads; `dm` is a person's one with the bot."""
        with self.state.changed:
            return tuple(deepcopy(self._room(channel, user).roots()))

    def replies(self, channel: str, thread_ts: str, *, user: str | None = None) -> tuple[Message, ...]:
        """The answers in a thread."""
        with self.state.changed:
            return tuple(deepcopy(self._room(channel, user).replies(thread_ts)))

    def ephemerals(self, channel: str, user: str | None = None) -> tuple[Message, ...]:
        """What only that person sees in a channel."""
        person, room = self._person(user), self._room(channel, user)
        with self.state.changed:
            return tuple(deepcopy(w.message) for w in self.state.whispers if (w.room, w.user) == (room.id, person.id))

    def view(self, user: str | None = None) -> Mapping[str, Any] | None:
        """The modal that a person sees."""
        with self.state.changed:
            return deepcopy(self.state.views.top(self._person(user).id))

    def views(self, user: str | None = None) -> tuple[Mapping[str, Any], ...]:
        """A person's stack of modals, the one they see last."""
        with self.state.changed:
            return deepcopy(self.state.views.stack(self._person(user).id))

    def home(self, user: str | None = None) -> Mapping[str, Any] | None:
        """The app's home tab as a person sees it, once it was published."""
        with self.state.changed:
            return deepcopy(self.state.views.home(self._person(user).id))

    def session(self, channel: str, thread_ts: str, *, user: str | None = None) -> Session:
        """What the app shows in a thread besides messages: title, status, what it says it is doing."""
        with self.state.changed:
            return deepcopy(self.state.sessions.seen(self._room(channel, user).id, thread_ts))

    def prompts(self, *, user: str | None = None) -> tuple[str, ...]:
        """The questions that the app suggests to a person."""
        with self.state.changed:
            found = self.state.sessions.prompts.get(self._room("dm", user).id)
            return tuple(prompt.message for prompt in found.prompts) if found else ()

    def wait_for(self, condition: Callable[[Self], T | None], seconds: float = 10) -> T:
        """What the condition gives once it gives something; it is asked again after every change."""
        end = time.monotonic() + seconds
        with self.state.changed:
            while not (value := condition(self)):
                left = end - time.monotonic()
                if left <= 0:
                    raise TimeoutError(f"not within {seconds} s; the journal ends:\n{self.journal.tail()}")
                # A condition may also watch the bot, whose changes are not announced here.
                self.state.changed.wait(min(left, 0.05))
        return value

    def _person(self, user: str | None) -> Person:
        return self.site.you if user is None else self.site.person(user)

    def _room(self, channel: str, user: str | None) -> Room:
        if channel == "dm":
            return self.state.direct(self._person(user).id, self.site.bot_user)
        room = self.state.room(channel)
        if room is None:
            raise KeyError(channel)
        return room
