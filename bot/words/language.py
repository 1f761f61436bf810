"""Which language to answer in."""

from __future__ import annotations

from bot.core.text import Language
from bot.words.script import has_han, script_shown, written_in


def choose_language(text: str, *fallbacks: Language | None) -> Language:
    """The language of a text, else the first fallback that is set, else English."""
    own = written_in(text)
    han = has_han(text)
    if own is not None and (not han or script_shown(text)):
        return own
    for fallback in fallbacks:
        # "ABC收入" is Chinese in a script it does not show: an English thread cannot settle that.
        if fallback is not None and (own is None or fallback != "en"):
            return fallback
    return own or ("zh-Hans" if han else "en")
