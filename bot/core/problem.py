"""Bad data and bad wishes, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file: where, and a sentence that says what to mend."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        # One line each: what is quoted of a file may hold more.
        return f"{self.file}:{self.line}: {' '.join(self.sentence.split())}"
