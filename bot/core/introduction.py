"""How a book introduces itself to those who have not asked it yet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Introduction:
    """In one language: what the book is about, questions that stand alone, and those that go on from an answer.

    `questions` are as people type them, `labels` the same as a button shows them.
    """

    about: str
    questions: tuple[str, ...]
    labels: tuple[str, ...]
    follow_ups: tuple[str, ...]
