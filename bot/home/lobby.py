"""The lobby: gathers what a person's home tab holds, as it is now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.asked import key_of, open_reading, understood
from bot.blockkit.escape import plain
from bot.core.glance import Glance
from bot.core.home import Asked, Duties, Home, Note, Sent, Waiting
from bot.core.preference import NOTHING
from bot.core.problem import Problem
from bot.core.subscription import Subscription
from bot.core.text import Language
from bot.counter.tally import tally
from bot.desk import Desk
from bot.provenance import Reading
from bot.reckon.conflicts import find_conflicts
from bot.reckon.glance import glance
from bot.remember.deliveries import Delivery
from bot.remember.store import Store
from bot.remember.unavailable import StoreUnavailable
from bot.render.home import home_view

_SUBSCRIPTIONS = 8
_ASKED, _LOOKED_AT = 5, 40
"""Questions shown, and looked through for those: what was asked twice stands once."""
_MOST_LINES = 5_000
_PROBLEMS = 5
_REPORTS = 5


@dataclass(slots=True)
class Lobby:
    """Everything a home tab is made of.

    `is_owner` says whether a person is the book's owner, and may ask Slack; `problems` are those of
    a book or templates that were refused when they were last read; `forms` the forms there are to open.
    """

    store: Store
    desk: Callable[[], Desk]
    workspace: str
    now: Callable[[], datetime]
    is_owner: Callable[[str], bool]
    problems: Callable[[], tuple[Problem, ...]]
    forms: frozenset[str] = frozenset()
    _glanced: tuple[Desk, date, Glance] | None = field(default=None, init=False)
    _lines_of: tuple[Desk, date] | None = field(default=None, init=False)
    _lines: dict[str, str] = field(default_factory=dict, init=False)
    """How each question is understood, by its mark."""
    _spoken: dict[str, Language] = field(default_factory=dict, init=False)
    """The language each tab was last drawn in, for when nothing can be looked up."""

    def view(self, home: Home) -> dict[str, Any]:
        """A home tab as a view."""
        return home_view(home, self.desk().renderer, self.forms)

    def home(self, person: str, note: Note | None = None) -> Home:
        """What a person's home tab holds; of the book alone where the database cannot be read."""
        desk, today = self.desk(), self.now().date()
        try:
            preferences = self.store.preferences.of(self.workspace, person)
            self._spoken[person] = preferences.language
            mine, last = self._subscriptions(person)
            return Home(
                preferences.language,
                self._glance(desk, today),
                preferences.person,
                tuple((one, last.get(one.id)) for one in mine[:_SUBSCRIPTIONS]),
                len(mine[_SUBSCRIPTIONS:]),
                tuple(self._asked(person, desk, today)),
                self._duties(desk) if self.is_owner(person) else None,
                note,
            )
        except StoreUnavailable:
            language = self._spoken.get(person, "en")
            return Home(language, self._glance(desk, today), NOTHING, note=note, is_whole=False)

    def _subscriptions(self, person: str) -> tuple[list[Subscription], dict[str, Sent]]:
        roster = self.store.roster
        mine = [one for one in roster.all(self.workspace) if one.maker == person]
        last = {key: _sent(one) for key, one in roster.last(self.workspace).items()} if mine else {}
        return mine, last

    def _asked(self, person: str, desk: Desk, today: date) -> Iterator[Asked]:
        seen = []
        for question in self.store.questions.of(self.workspace, person, _LOOKED_AT):
            reading = open_reading(desk, question.reading)
            if reading is None or (key := key_of(reading)) in seen:
                continue
            seen.append(key)
            yield Asked(question.mark, question.asked_at, self._understood(question.mark, reading, desk, today))
            if len(seen) == _ASKED:
                return

    def _understood(self, mark: str, reading: Reading, desk: Desk, today: date) -> str:
        if self._lines_of != (desk, today) or len(self._lines) > _MOST_LINES:
            self._lines_of, self._lines = (desk, today), {}
        if mark not in self._lines:
            self._lines[mark] = understood(desk, reading, today)
        return self._lines[mark]

    def _duties(self, desk: Desk) -> Duties:
        found = tally(self.store.roster, self.workspace, self.now())
        problems = self.problems()
        waiting, left = self.store.waiting_reports(self.workspace, _REPORTS)
        return Duties(
            found.expected,
            found.delivered,
            found.open,
            tuple(str(one) for one in problems[:_PROBLEMS]),
            len(problems[_PROBLEMS:]),
            len(find_conflicts(desk.ledger)),
            tuple(Waiting(one.id, plain(one.said), one.reporter, one.reported_at) for one in waiting),
            left,
        )

    def _glance(self, desk: Desk, today: date) -> Glance:
        if self._glanced is None or self._glanced[:2] != (desk, today):
            self._glanced = (desk, today, glance(desk.ledger, today))
        return self._glanced[2]


def _sent(delivery: Delivery) -> Sent:
    return Sent(delivery.edition, delivery.state, delivery.sent_at, delivery.error)
