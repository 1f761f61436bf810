"""Every kind of conflict can be asked for by the very words that name it in an answer."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core.conflict import CONFLICT_KINDS, ConflictKind
from bot.core.text import LANGUAGES, Language
from bot.desk import Desk

TODAY = date(2025, 11, 28)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", CONFLICT_KINDS)
def test_a_kind_is_asked_for_by_its_name(kind: ConflictKind, language: Language, desk: Desk) -> None:
    pages = desk.renderer.pages(language)
    word = "conflicts" if language == "en" else "矛盾"
    query = desk.ask(f"{word} {pages.shown(pages.voice.conflict(kind))}", TODAY).answer.query
    if language == "en" or kind != "contradiction":  # the Chinese word for the list and for the kind are one
        assert (query.operation, query.conflict) == ("conflicts", kind)


@pytest.mark.parametrize("said", ["more", "Next!", "更多", "还有吗？", "繼續"])
def test_more_goes_on_with_the_list_and_with_nothing_else(said: str, desk: Desk) -> None:
    listed = desk.ask("conflicts", TODAY)
    assert desk.ask(said, TODAY, subject=listed.subject).answer.query.page == 1
    figure = desk.ask("gmv", TODAY)
    assert desk.ask(said, TODAY, subject=figure.subject).answer.query.page == 0


def test_the_next_page_is_a_button_as_long_as_there_is_one(desk: Desk) -> None:
    reply = desk.ask("conflicts rounding", TODAY)
    pages = 1
    while "onward" in reply.answer.follow:
        pressed = desk.press("onward", TODAY, subject=reply.subject or "")
        assert pressed is not None and pressed.answer.conflicts
        assert {one.kind for one in pressed.answer.conflicts} == {"rounding"}
        reply, pages = pressed, pages + 1
    assert pages == 3
