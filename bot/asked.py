"""Questions somebody asked before: how each was understood, and the same asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.blockkit.escape import escape
from bot.core.message import Message
from bot.core.query import Query
from bot.desk import Desk
from bot.provenance import Reading, reading_of

_OF_AN_ANSWER = frozenset({"source", "why", "help"})
"""What is asked of an answer, or of nothing, is no question that stands alone."""


def open_reading(desk: Desk, text: str) -> Reading | None:
    """A kept reading that can be asked again; None for one that is no question, or that the book no longer knows."""
    reading = reading_of(text)
    if reading is None or not is_question(reading):
        return None
    return reading if is_answerable(reading, desk) else None


def is_question(reading: Reading) -> bool:
    """Whether a reading is a question that stands alone, whatever the book knows."""
    query = reading.query
    return query is not None and query.operation not in _OF_AN_ANSWER and not (reading.corrects or reading.planned)


def is_answerable(reading: Reading, desk: Desk) -> bool:
    """Whether the book still knows everything that a question names."""
    query, ledger = reading.query or Query(), desk.ledger
    return (
        all(one is None or one in ledger.entities for one in (query.entity, query.against))
        and all(one is None or one in ledger.metrics for one in (query.metric, query.other))
        and all(pair in ledger.slices for pair in query.dims)
        and (query.by is None or query.by in ledger.sources or query.by in ledger.documents)
        and (reading.digest is None or reading.digest in ledger.digests)
    )


def understood(desk: Desk, reading: Reading, today: date) -> str:
    """How a question is understood today, in its own language, as one line of mrkdwn: whose, what, of when."""
    bare = replace(reading, asked=None, refined=False, leaned_on=None)
    messages = desk.again(bare, today)
    return next((_line(block) for message in messages[:1] for block in message.blocks), "")


def ask_again(desk: Desk, reading: Reading, asker: str, today: date) -> tuple[Message, ...]:
    """The answer of today to a question of before, under the name of who asks it."""
    words = reading.asked[1] if reading.asked is not None else ""
    again = replace(reading, asked=(asker, words), refined=False, leaned_on=None)
    return desk.provenance.beside(desk.again(again, today), again)


def key_of(reading: Reading) -> Query:
    """What makes two questions the same: not their language, nor how their words were spelt."""
    query = reading.query or Query()
    other = replace(query, entity=reading.digest) if reading.digest is not None else query
    return replace(other, language="en", mended=())


def _line(block: Any) -> str:
    if block["type"] == "header":
        return escape(str(block["text"]["text"]))
    text = block["elements"][0]["text"] if block["type"] == "context" else block.get("text", {}).get("text", "")
    return str(text).partition("\n")[0]
