"""The language a person reads Slack in: learned beside an answer, never while somebody waits for one."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from slack_sdk.errors import SlackApiError

from bot.core.preference import Preference
from bot.deliver.mailroom import StoreUnavailable
from bot.deliver.preferences import PreferenceRegister
from bot.words.language import language_of_locale
from handlers.aside import Aside

_log = logging.getLogger(__name__)
_NOT_AGAIN_FOR = timedelta(hours=1)
"""After a question about a person, whatever came of it."""
_NOBODY = frozenset({"user_not_found", "user_not_visible", "missing_scope", "not_allowed_token_type"})
"""What Slack says where asking again would not help."""


@dataclass(frozen=True, slots=True)
class Locales:
    """Learns the locale of who has come."""

    aside: Aside
    preferences: PreferenceRegister
    workspace: str
    _asked: dict[str, datetime] = field(default_factory=dict)

    def meet(self, person: str, known: Preference) -> None:
        """Learn a person's locale, beside what is done now, where it is not known or was learned long ago."""
        if self._is_to_ask(person, known):
            self.aside.do(lambda: self._learn(person))

    def learn(self, person: str, known: Preference) -> bool:
        """Learn it now, for who need not hurry; whether Slack was asked."""
        asks = self._is_to_ask(person, known)
        if asks:
            self._learn(person)
        return asks

    def _is_to_ask(self, person: str, known: Preference) -> bool:
        """Whether Slack is to be asked; where it is, that is noted as done."""
        if not self.preferences.is_to_learn(known):
            return False
        now, asked = self.preferences.now(), self._asked.get(person)
        if asked is not None and asked <= now < asked + _NOT_AGAIN_FOR:
            return False
        self._asked[person] = now
        return True

    def _learn(self, person: str) -> None:
        try:
            locale = self.aside.locale(person)
        except SlackApiError as error:
            said = str(error.response.get("error"))
            _log.warning("a person's language could not be learned: %s", said)
            if said not in _NOBODY:
                return
            locale = None
        except OSError as error:
            _log.warning("a person's language could not be learned: %s", error)
            return
        try:
            self.preferences.learn(self.workspace, person, language_of_locale(locale or ""))
        except StoreUnavailable as error:
            _log.warning("a person's language could not be kept: %s", error)
