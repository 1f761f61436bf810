"""What a conversation is about, as it is kept between a question and the next: opaque to who keeps it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import msgspec

from bot.ask.before import Before
from bot.core.answer import Answer
from bot.core.edition import Edition
from bot.core.message import Message
from bot.core.query import Misread, Query, Season
from bot.core.text import Language
from bot.topics import topics_of

_KEEPS = frozenset({"not_understood", "left_alone", "help"})
"""Endings after which the thread is still about what it was about before."""
_MEMORIES = msgspec.json.Decoder(Before)


def recalled(subject: str | None) -> Before | None:
    """What was remembered of a conversation; a memory of another version is as good as none."""
    if subject is None:
        return None
    try:
        return _MEMORIES.decode(subject)
    except msgspec.DecodeError:
        return None


def remembered(answer: Answer, before: Before | None, read: Query | Misread, today: date) -> str | None:
    """What to keep after an answer; None leaves what is kept."""
    kept = read.kept if isinstance(read, Misread) else None
    if answer.ending in _KEEPS and not answer.choices and kept is None:
        return None
    language = answer.query.language
    topics = before.topics if before else ()
    if isinstance(read, Misread):
        kept = kept or (before.query if before else None)
        return _encoded(Before(kept, answer.choices, before.period if before else None, language, topics, today))
    query = answer.query
    if answer.reason == "moves":
        query = replace(query, metric=answer.metric)  # "and the rival?" asks how its price moved, not what it is
    if isinstance(query.when, Season) and answer.period is not None:
        query = replace(query, period=answer.period, season=None)
    return _encoded(Before(replace(query, mended=()), answer.choices, answer.period, language, topics, today))


def subject_of(message: Message, edition: Edition, language: Language) -> str:
    """What a question about a message of a digest leans on: its own section, of the headline the first.

    Its prints are those of the message itself; the other sections can be named beside it.
    """
    topics = topics_of(edition)
    topic = topics[max((message.section or 1) - 1, 0)]
    query = replace(topic.query, prints=message.facts, language=language)
    return _encoded(Before(query, (), topic.period, language, topics))


def _encoded(before: Before) -> str:
    return msgspec.json.encode(before).decode()
