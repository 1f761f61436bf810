"""Provenance: what each message rests on, put beside it for the record, and read back from there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import msgspec

from bot.core.basis import Basis, Citation
from bot.core.fact import Fact
from bot.core.ledger import Ledger
from bot.core.message import Message
from bot.core.query import Misread, Query
from bot.core.rules import of_slot, serving
from bot.load.version import book_version, fact_content, version_of
from bot.render.templates import Templates


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it was understood: a query, or a text that is none; `digest` names one that was asked for.

    `asked` and `refined` stand at the head of a public answer, and `leaned_on`, the day of a question
    some days old that it goes on from; `planned` is a digest that nobody asked for, which went out
    by itself; `since` is the day of the edition before it; `corrects` are the facts that a note
    corrected. `asked` without a question is who shares what they alone were shown.
    """

    query: Query | None = None
    misread: Misread | None = None
    digest: str | None = None
    asked: tuple[str, str] | None = None
    refined: bool = False
    leaned_on: date | None = None
    planned: bool = False
    corrects: tuple[str, ...] = ()
    since: date | None = None

    def encoded(self) -> str:
        """The reading as JSON text."""
        return msgspec.json.encode(self).decode()


_READINGS = msgspec.json.Decoder(Reading)


def reading_of(text: str) -> Reading | None:
    """The reading of a JSON text; None for one of another program's shape."""
    try:
        return _READINGS.decode(text)
    except msgspec.DecodeError:
        return None


class Provenance:
    """The versions of one book and its templates; each is reckoned when it is first needed."""

    def __init__(self, ledger: Ledger, templates: Templates) -> None:
        self._ledger = ledger
        self._templates = templates
        self._citations: dict[str, Citation] = {}

    @cached_property
    def book(self) -> str:
        """The book's version."""
        return book_version(self._ledger)

    @cached_property
    def templates(self) -> str:
        """The templates' version."""
        return self._templates.version

    def beside(self, messages: Iterable[Message], reading: Reading) -> tuple[Message, ...]:
        """The messages of one reply, each with its basis."""
        encoded = reading.encoded()
        return tuple(
            replace(message, basis=Basis(encoded, self._cited(message.facts), self.templates, self.book, place))
            for place, message in enumerate(messages)
        )

    def citation(self, fact: Fact) -> Citation:
        """A fact of the book as a message uses it."""
        found = self._citations.get(fact.id)
        if found is None:
            content = fact_content(fact)
            first = serving(of_slot(fact, self._ledger), self._ledger)
            found = Citation(fact.id, version_of(content), content, first is not None and first.id == fact.id)
            self._citations[fact.id] = found
        return found

    def _cited(self, ids: Iterable[str]) -> tuple[Citation, ...]:
        known = (self._ledger.by_id.get(key) for key in ids)
        return tuple(self.citation(fact) for fact in known if fact is not None)
