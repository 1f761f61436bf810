"""A finding: one thing that was checked, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "problem", "unknown"]
_MARKS: dict[State, str] = {"ok": "ok", "problem": "PROBLEM", "unknown": "not checked"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was checked, and what was found, or what to do, or why it could not be checked."""

    what: str
    state: State
    said: str

    def __str__(self) -> str:
        return f"{_MARKS[self.state]:<12} {self.what}: {self.said}"


def ok(what: str, said: str) -> Finding:
    """It is well."""
    return Finding(what, "ok", said)


def problem(what: str, said: str) -> Finding:
    """Something is to be done."""
    return Finding(what, "problem", said)


def unknown(what: str, said: str) -> Finding:
    """It could not be checked."""
    return Finding(what, "unknown", said)
