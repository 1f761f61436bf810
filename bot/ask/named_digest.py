"""Which digest a text asks for by name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.ask.cues import CUES
from bot.core.digest import Digest
from bot.words.script import fold

_DIGEST = next(phrases for cue, phrases in CUES if cue == "digest")
_CUE = re.compile("|".join(re.escape(fold(phrase)) for phrase in sorted(_DIGEST, key=len, reverse=True)))


def take_digest(text: str, digests: Mapping[str, Digest]) -> tuple[Digest | None, str]:
    """The digest that a text names, and the text without the name; None where it asks for none, or for any.

    A name counts only beside a word for digest, or with it in itself: "users" is a figure too.
    """
    folded = fold(text)
    cue = _CUE.search(folded)
    if cue is None or len(folded) != len(text):
        return None, text
    names = [(fold(name), digest) for digest in digests.values() for name in digest.names]
    for name, digest in sorted(names, key=lambda pair: -len(pair[0])):
        edge = r"(?<![a-z0-9])", r"(?![a-z0-9])"
        found = re.search(f"{edge[0]}{re.escape(name)}{edge[1]}", folded)
        if found is not None:
            word = text[cue.start() : cue.end()]
            rest = text[: found.start()] + " " + text[found.end() :]
            return digest, rest if _CUE.search(fold(rest)) else f"{word} {rest}"
    return None, text
