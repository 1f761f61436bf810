"""The workspace's own words, in the language of whoever reads them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
LANGUAGES: Mapping[str, str] = {"en": "en-US", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}  # and Slack's locale for each


def language_of(locale: str) -> str:
    """The language of the page for a locale of Slack's."""
    if locale in ("zh-TW", "zh-HK", "zh-Hant"):
        return "zh-Hant"
    return "zh-Hans" if locale.startswith("zh") else "en"


@cache
def words(language: str) -> Mapping[str, str]:
    """Every line in a language, by its key."""
    found: Mapping[str, str] = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return found
