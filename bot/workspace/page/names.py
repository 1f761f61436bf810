"""What the ids in a text are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """People and channels by id, and who is looking."""

    people: Mapping[str, str]
    rooms: Mapping[str, str]
    you: str = ""
