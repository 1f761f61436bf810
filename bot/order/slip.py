"""A slip: the text of an order, from which each reader takes the words it knows."""

from __future__ import annotations

import re

_GAP = " \x00 "


class Slip:
    """What is left of a folded text; words that were taken leave a gap, so that their neighbours never join."""

    def __init__(self, folded: str) -> None:
        self._left = f" {folded} "

    def take(self, pattern: str) -> re.Match[str] | None:
        """The first match of the pattern, taken out; None where there is none."""
        found = re.search(pattern, self._left)
        if found is not None:
            self._left = self._left[: found.start()] + _GAP + self._left[found.end() :]
        return found

    def has(self, pattern: str) -> re.Match[str] | None:
        """The first match of the pattern, left where it is."""
        return re.search(pattern, self._left)

    def take_all(self, pattern: str) -> list[re.Match[str]]:
        """Every match of the pattern, taken out."""
        found = []
        while (one := self.take(pattern)) is not None:
            found.append(one)
        return found

    def put(self, words: str) -> None:
        """Give words back, to be read by others."""
        self._left += f"{_GAP}{words} "

    @property
    def left(self) -> str:
        """The words nobody took, without Slack's escapes."""
        bare = self._left.replace("\x00", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        return " ".join(bare.split())
