"""The ask form: what it offers, how it follows a choice, and what it asks when it is sent in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import msgspec

from bot.core.enquiry import NEWEST, Enquiry
from bot.core.query import Query
from bot.core.text import Language
from bot.desk import Desk
from bot.render import ask
from bot.render.ask import CALLBACK, ENTITY, METRIC, WHEN, WHERE, WHO
from bot.words.script import fold

__all__ = ["CALLBACK", "ENTITY", "METRIC", "WHEN", "WHERE", "WHO", "Asked", "Note", "note_of"]

_WORDS = frozenset({"ask", "ask a question", "form", "问", "提问", "问一下", "提问表单"})
View = Mapping[str, Any]
Entered = Mapping[str, str]
"""What was entered, by the action ids of the fields; an empty one is absent."""


@dataclass(frozen=True, slots=True)
class Note:
    """What the form carries with it: its language, where it was opened, and what its menus go by.

    `emptied` is how often the figure was emptied because the next entity does not have it.
    """

    language: Language = "en"
    origin: str = ""
    entity: str | None = None
    metric: str | None = None
    emptied: int = 0

    @property
    def enquiry(self) -> Enquiry:
        """What was chosen."""
        return Enquiry(self.entity, self.metric)

    def encoded(self) -> str:
        """The note as the form's metadata."""
        return msgspec.json.encode(self).decode()


_NOTES = msgspec.json.Decoder(Note)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form asks: the question, its words, and where it is to be answered, and to whom."""

    query: Query
    words: str
    channel: str
    private: bool


def note_of(metadata: str) -> Note:
    """The note of a form; an empty one for the metadata of another version."""
    try:
        return _NOTES.decode(metadata)
    except msgspec.DecodeError:
        return Note()


def wants_form(text: str) -> bool:
    """Whether the words of a command ask for the form."""
    return fold(text) in _WORDS


def opened(desk: Desk, today: date, language: Language, origin: str = "", *, private: bool = False) -> View:
    """The form as it opens; `private` is who sees the answer where nothing else is chosen."""
    return _form(desk, today, Note(language, origin), Enquiry(), private=private)


def followed(desk: Desk, today: date, metadata: str, entered: Entered) -> View:
    """The form after a choice: what no longer goes with it is emptied, the rest is kept."""
    note, enquiry = note_of(metadata), desk.catalogue.settled(_enquiry(entered), today)
    emptied = note.emptied + (entered.get(METRIC) != enquiry.metric)
    note = replace(note, entity=enquiry.entity, metric=enquiry.metric, emptied=emptied)
    return _form(desk, today, note, enquiry, private=entered.get(WHO) == ask.ME)


def offered(desk: Desk, today: date, metadata: str, field: str, typed: str) -> list[dict[str, Any]]:
    """What a menu offers for the letters typed, the best first."""
    note = note_of(metadata)
    enquiry = desk.catalogue.settled(note.enquiry, today)
    pages = desk.renderer.pages(note.language)
    if field == ENTITY:
        return ask.entity_options(desk.catalogue.entities(typed, enquiry, today), pages)
    return ask.metric_options(desk.catalogue.metrics(typed, enquiry, today), pages)


def sent_in(desk: Desk, today: date, metadata: str, entered: Entered) -> Asked | Mapping[str, str]:
    """What the form asks, or what is wrong by field: the book may have changed since it was opened."""
    note, enquiry = note_of(metadata), _enquiry(entered)
    pages = desk.renderer.pages(note.language)
    query = desk.catalogue.question(enquiry, today)
    if query is not None:
        words = ask.ask_words(enquiry, pages)
        language = replace(query, language=note.language)
        return Asked(language, words, entered.get(WHERE) or note.origin, entered.get(WHO) == ask.ME)
    field, reason = _wrong(enquiry, desk.catalogue.settled(enquiry, today))
    return {field: ask.wrong(reason, enquiry, pages)}


def _wrong(enquiry: Enquiry, settled: Enquiry) -> tuple[str, str]:
    """The field that is wrong, and why."""
    if settled.entity is None:
        return ENTITY, "entity_gone" if enquiry.entity else "entity_missing"
    if enquiry.metric is None:
        return METRIC, "no_overview"
    if settled.metric is None:
        return METRIC, "metric_gone"
    return WHEN, "when_gone"


def _enquiry(entered: Entered) -> Enquiry:
    return Enquiry(entered.get(ENTITY), entered.get(METRIC), entered.get(WHEN) or NEWEST)


def _form(desk: Desk, today: date, note: Note, enquiry: Enquiry, *, private: bool) -> View:
    catalogue = desk.catalogue
    return ask.ask_form(
        desk.renderer.pages(note.language),
        enquiry,
        catalogue.periods(enquiry, today),
        catalogue.newest(enquiry, today),
        note.encoded(),
        emptied=note.emptied,
        series=catalogue.is_series(enquiry, today),
        private=private,
    )
