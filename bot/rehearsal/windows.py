"""The windows, and the sentences around what is pressed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from bot import choosing
from bot.core.preference import Preference, Preferences
from bot.core.query import Query
from bot.core.text import Language
from bot.desk import Desk
from bot.reckon.answer import answer as reckon
from bot.rehearsal.answers import questions
from bot.rehearsal.line import Line
from bot.render.checked import Checked, checked_view
from bot.render.report import SETTLES, for_owner, for_reporter
from bot.render.view import source_view

_OF_A_FORM = ("not_opened", "closed", "bot_absent", "asker_absent", "no_answer")
_SENTENCES: Mapping[str, tuple[str, ...]] = {
    "report": ("done", "already", "no_owner", "not_owner", "forgotten"),
    "share": ("already", "not_member", "forgotten"),
}
"""Sentences around what is pressed, and what they are said for."""


def windows(desk: Desk, language: Language, today: date) -> Iterator[Line]:
    """Each window, and each sentence for each of its reasons."""
    pages = desk.renderer.pages(language)
    for reading in _sources(desk, language, today):
        answer = reckon(reading, desk.ledger, today)
        yield partial(source_view, answer, pages)
        yield partial(
            checked_view, (Checked("1", "agrees", answer=answer), Checked("2", "unplaced", "metric")), 1, pages
        )
    yield partial(checked_view, (), 0, pages)
    for link in (None, "https://example.com"):
        yield partial(for_owner, "key", "words", (("fact", "version"),), "U0", link, pages)
    for state in SETTLES:
        yield partial(for_reporter, state, None, pages)
        yield partial(desk.renderer.say, "report_closed", language, by="U0", state=state)
    for shortcut in (True, False):
        yield partial(desk.renderer.say, "window", language, shortcut=shortcut)
    for what in _OF_A_FORM:
        yield partial(desk.renderer.say, "form", language, what=what, form="ask")
    for channel in ("", "C0"):
        yield partial(choosing.opened, desk, Preferences(), language, channel)
    yield partial(choosing.told, desk, Preference(), "U0", language)
    yield partial(choosing.kept, desk, choosing.Chosen(None, None), language)
    for name, reasons in _SENTENCES.items():
        for reason in reasons:
            yield partial(desk.renderer.say, name, language, reason=reason)


def _sources(desk: Desk, language: Language, today: date) -> Iterator[Query]:
    """A question for the source of a figure, of the first that has one."""
    for query in questions(desk.ledger):
        if query.operation == "source" and reckon(query, desk.ledger, today).ending == "found":
            yield replace(query, language=language)
            return
