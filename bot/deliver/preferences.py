"""What the doors know of preferences: those that bear on a question, and how to write one down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Unpack

from bot.core.preference import Preference, Preferences
from bot.core.text import Language
from bot.deliver.mailroom import Address
from bot.remember.preferences import Chosen
from bot.remember.store import Store
from bot.remember.unavailable import StoreUnavailable
from bot.words.script import has_han

_LEARNED_FOR = timedelta(days=7)
"""How long a person's locale is taken for what it was: people rarely change it, and Slack is asked once a week."""


_KNOWN_FOR = timedelta(seconds=30)
"""How late another process's change may be noticed by a command; a thread's attention is always looked up."""
_MOST_KNOWN = 4096


class PreferenceRegister:
    """Reads and writes the preferences of people, channels and threads. Each method may raise StoreUnavailable."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        """Work on a store."""
        self._store = store
        self.now = now
        self._known: dict[tuple[str, str, str], tuple[datetime, Preferences]] = {}

    def of(self, to: Address) -> Preferences:
        """Those that bear on words said there: a person's, the channel's and, in a thread, the thread's.

        A command needs no database for them: while that is gone, what was last known counts, else nothing.
        """
        if to.thread_ts is not None:
            return self._store.preferences.of(to.workspace, to.user, to.channel, to.thread_ts)
        key, now = (to.workspace, to.user, to.channel), self.now()
        known = self._known.get(key)
        if known is None or not known[0] <= now < known[0] + _KNOWN_FOR:
            try:
                known = (now, self._store.preferences.of(*key))
            except StoreUnavailable:
                return known[1] if known is not None else Preferences()
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[key] = known
        return known[1]

    @staticmethod
    def languages(text: str, preferred: Preferences) -> tuple[Language | None, ...]:
        """What a text that shows no language is answered in, the nearest first.

        An English Slack, or channel, makes no English of a name in Chinese characters; the person's choice does.
        """
        chosen, *rest = preferred.languages
        return (chosen, *(None if one == "en" and has_han(text) else one for one in rest))

    def of_person(self, workspace: str, person: str) -> Preferences:
        """Those of a person alone, as in a window or at Home."""
        return self._store.preferences.of(workspace, person)

    def of_channel(self, workspace: str, channel: str) -> Preference:
        """What a channel chose."""
        return self._store.preferences.of(workspace, "", channel).channel

    def choose(self, workspace: str, holder: str, thread: str = "", **chosen: Unpack[Chosen]) -> None:
        """Write down what a person or a channel (by id), or a thread of a channel, chose; None takes a choice back."""
        self._store.preferences.choose(workspace, holder, self.now(), thread, **chosen)
        self._known.clear()

    def is_to_learn(self, person: Preference) -> bool:
        """Whether a person's locale is not known, or was learned too long ago."""
        return person.learned_at is None or not person.learned_at <= self.now() < person.learned_at + _LEARNED_FOR

    def learn(self, workspace: str, person: str, locale: Language | None) -> None:
        """Write down the language a person reads Slack in; None where it is none of ours."""
        self._store.preferences.learn(workspace, person, locale, self.now())
        self._known.clear()
