"""What a message rests on: kept beside it, so that it can be shown again and told when it was wrong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Citation:
    """One fact as a message used it.

    `version` is the hash of `content`, the fact as JSON text; `serves` whether it was the
    statement that answers for its slot, and not one that stood beside it.
    """

    fact: str
    version: str
    content: str
    serves: bool


@dataclass(frozen=True, slots=True)
class Basis:
    """Everything that decided a message's words.

    `reading` is the question as it was understood, opaque to all but the desk; `templates` and
    `book` are hashes of content; `place` is the message's place in its reply, 0 the first.
    """

    reading: str
    citations: tuple[Citation, ...]
    templates: str
    book: str
    place: int = 0
