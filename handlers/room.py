"""What every door needs: the desk, the mailroom, the clock, and who the bot is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.core.home import Note
from bot.core.preference import Preferences
from bot.deliver.directory import Directory
from bot.deliver.mailroom import Address, Mailroom
from bot.deliver.preferences import PreferenceRegister
from bot.deliver.reports import Reports
from bot.desk import Desk
from bot.fairness import Fairness, Wait
from handlers.aside import Aside
from handlers.counter import Counter
from handlers.lane import Lanes
from handlers.locale import Locales
from handlers.pane import Pane


class Shelf(Protocol):
    """Where the desk that answers now is found."""

    desk: Desk


class Owner(Protocol):
    """Who answers for the book: the id of their conversation with the bot, or None where nobody is named."""

    @property
    def address(self) -> str | None:
        """The conversation."""

    def is_owner(self, person: str) -> bool:
        """Whether a person answers for the book; asks Slack where a channel does."""


class Homes(Protocol):
    """Who keeps the home tabs drawn; none of it waits for anything."""

    def open(self, person: str, in_sight: str = "") -> None:
        """Draw the tab of somebody who opens it, unless the view in sight is what it would be."""

    def tell(self, person: str, note: Note) -> None:
        """Say on somebody's tab what their press came to."""

    def stir(self, person: str) -> None:
        """Look soon at the tab of somebody who did something."""


@dataclass(frozen=True, slots=True)
class Room:
    """The desk behind the doors.

    `shelf` holds the desk that answers now: a changed book puts another there. `bot_user` is the
    bot's own user id, `workspace` the one its token belongs to. `lanes` keep quick
    follow-ups in a thread in their order.
    """

    shelf: Shelf
    mail: Mailroom
    now: Callable[[], datetime]
    bot_user: str
    workspace: str
    aside: Aside
    fairness: Fairness
    counter: Counter[Any]
    directory: Directory
    owner: Owner
    reports: Reports
    preferences: PreferenceRegister
    locales: Locales
    lanes: Lanes
    homes: Homes
    pane: Pane

    @property
    def desk(self) -> Desk:
        """The desk that answers now."""
        return self.shelf.desk

    def preferred(self, to: Address) -> Preferences:
        """What who speaks there, the channel and the thread prefer; a person's locale is learned on the way."""
        found = self.preferences.of(to)
        self.locales.meet(to.user, found.person)
        return found

    def too_much(self, to: Address, *, private: bool = False) -> Wait | None:
        """Take one question of who asks, and of the channel it is answered in; a Wait where there is none left."""
        return self.fairness.ask((to.workspace, to.user), None if private else (to.workspace, to.channel))

    def is_addressed(self, text: str) -> bool:
        """Whether a text names the bot."""
        return f"<@{self.bot_user}>" in text

    def unaddressed(self, text: str) -> str:
        """A text without the bot's name."""
        return " ".join(text.replace(f"<@{self.bot_user}>", " ").split())
