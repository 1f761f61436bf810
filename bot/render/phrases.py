"""The short words of a language, from its phrases.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import yaml


@dataclass(frozen=True, slots=True)
class Phrases:
    """Short words by key; a key is two words joined by a dot, or one."""

    words: Mapping[str, str]

    def say(self, key: str, **about: str) -> str:
        """The words under a key with their places filled in."""
        return self.words[key].format(**about)


def read_phrases(text: str) -> Phrases:
    """The phrases of a phrases.yaml; raises YAMLError."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    tree = yaml.load(text, Loader=loader)  # noqa: S506 (a base loader makes text only)
    flat: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            flat.update({f"{key}.{part}": words for part, words in value.items()})
        else:
            flat[key] = value
    return Phrases(flat)
