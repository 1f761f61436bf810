"""Which language to answer in."""

from __future__ import annotations

from bot.core.text import Language
from bot.words.script import has_han, script_shown, written_in

_TRADITIONAL = frozenset({"tw", "hk", "mo", "hant"})


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


def language_of_locale(locale: str) -> Language | None:
    """The language of a locale such as Slack's zh-TW; None where it is none of ours."""
    subtags = locale.replace("_", "-").lower().split("-")
    if subtags[0] == "zh":
        return "zh-Hant" if _TRADITIONAL.intersection(subtags) else "zh-Hans"
    return "en" if subtags[0] == "en" else None
