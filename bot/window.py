"""Windows: what a button or a shortcut opens over Slack, and what a private answer can do beside a public one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.core.message import Message
from bot.core.text import Language
from bot.deliver.reports import Reported
from bot.desk import Desk, Reply
from bot.fairness import Wait
from bot.provenance import reading_of
from bot.render import button
from bot.render.message import Act
from bot.render.report import for_owner, for_reporter
from bot.render.view import notice, source_view
from bot.subject import recalled
from bot.words.language import choose_language


def sources(desk: Desk, subject: str, today: date) -> Mapping[str, Any] | None:
    """The modal with the prints behind an answer; None for a memory of another version."""
    reply = desk.press("source", today, subject=subject)
    if reply is None:
        return None
    pages = desk.renderer.pages(reply.answer.query.language)
    if reply.answer.ending != "found":
        return notice("source", reply.messages[0], pages)
    return source_view(reply.answer, pages)


def given(desk: Desk, reply: Reply, mark: str) -> tuple[Message, ...]:
    """A reply as one person alone is shown it: its buttons know it by its mark, and its menu can share it."""
    pages = desk.renderer.pages(reply.answer.query.language)
    first, *rest = reply.messages
    return (replace(first, blocks=button.given(first.blocks, mark, pages)), *rest)


def shared(desk: Desk, reading: str, sharer: str, today: date) -> tuple[Message, ...]:
    """A private answer for everybody, as the book has it today, under the name of who shares it."""
    read = reading_of(reading)
    if read is None:
        return ()
    public = replace(read, asked=(sharer, ""), refined=False, leaned_on=None)
    return desk.provenance.beside(desk.again(public, today), public)


def report_for_owner(desk: Desk, key: str, about: Reported, reporter: str, link: str | None) -> Message:
    """The notice of a reported figure to the book's owner, in the language of what was said."""
    pages = desk.renderer.pages(language_of(about.subject, about.text))
    return for_owner(key, about.text, about.facts, reporter, link, pages)


def report_for_reporter(desk: Desk, state: str, link: str | None, language: Language) -> Message:
    """What a reporter hears once the owner settled it."""
    return for_reporter(state, link, desk.renderer.pages(language))


def say(desk: Desk, name: str, subject: str | None, label: str = "", **about: Any) -> Message:
    """A sentence of ours, in the language of what it is about, else of the label that was pressed."""
    return desk.renderer.say(name, language_of(subject, label), **about)


def limited(desk: Desk, wait: Wait, act: Act, subject: str | None, label: str = "") -> Message:
    """What to say in place of a window or a deed, where too much was asked at once."""
    return desk.renderer.limited(wait.who, wait.seconds, language_of(subject, label), act)


def language_of(subject: str | None, label: str = "") -> Language:
    """The language of a conversation, else of a button's label."""
    before = recalled(subject)
    return (before.language if before is not None else None) or choose_language(label)
