"""Sentences: capitals, bold, and lines run together."""

from __future__ import annotations

import re

from bot.render.tongue import Tongue

_OPENERS = frozenset({"A", "An", "The", "With", "One", "It", "This", "In", "Printed", "Read"})
"""First words of our own notes that are no names."""
_STARS = re.compile(r"\*([^*\n]+)\*")


class Sentences(Tongue):
    """How words become sentences."""

    def capital(self, text: str) -> str:
        """A sentence's first letter as a capital."""
        return text[:1].upper() + text[1:]

    def small(self, text: str) -> str:
        """A sentence that goes on after another: its first letter small, unless it begins a name."""
        word = re.match(r"[A-Z][a-z]*\b", text)
        return text[:1].lower() + text[1:] if word and word[0] in _OPENERS else text

    def unstarred(self, text: str) -> str:
        """Without bold."""
        return _STARS.sub(r"\1", text)

    def sentences(self, text: str) -> str:
        """Lines of a block as running sentences."""
        lines = [self.unstarred(line.strip()) for line in text.splitlines() if line.strip()]
        stop = "。" if self.chinese else ". "
        joined = stop.join(line.rstrip(".。") for line in lines)
        return f"{joined}{stop.strip()}" if joined else ""
