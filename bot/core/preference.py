"""What people, channels and threads prefer: language, who sees an answer, and whether the bot joins in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.core.text import Language

Visibility = Literal["private", "public"]
"""Whether an answer is the asker's alone or everybody's in the channel."""
Attention = Literal["quiet", "listening"]
"""Whether words that do not name the bot are answered."""


@dataclass(frozen=True, slots=True)
class Preference:
    """What one person, channel or thread chose; None where nothing was chosen.

    `locale` is the language a person reads Slack in, as it was on `learned_at`; None where it is
    another than ours, or was not learned.
    """

    language: Language | None = None
    visibility: Visibility | None = None
    attention: Attention | None = None
    locale: Language | None = None
    learned_at: datetime | None = None


NOTHING = Preference()


@dataclass(frozen=True, slots=True)
class Preferences:
    """The preferences that bear on a question: of who asks, of the channel, and of the thread."""

    person: Preference = NOTHING
    channel: Preference = NOTHING
    thread: Preference = NOTHING

    @property
    def languages(self) -> tuple[Language | None, ...]:
        """What is spoken where neither the words nor their thread show it, the nearest first (voice.md 3)."""
        return (self.person.language, self.person.locale, self.channel.language)

    @property
    def language(self) -> Language:
        """What is spoken to somebody who has said nothing."""
        return next((one for one in self.languages if one is not None), "en")

    @property
    def visibility(self) -> Visibility:
        """Who sees an answer where nothing was typed: one wish for privacy, the asker's or the channel's, is enough."""
        return "private" if "private" in (self.person.visibility, self.channel.visibility) else "public"

    @property
    def is_quiet(self) -> bool:
        """Whether only a mention is answered: as the thread has it, else the channel."""
        return (self.thread.attention or self.channel.attention) == "quiet"
