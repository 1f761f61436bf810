"""Every button of every overview leads somewhere, in every language."""

from __future__ import annotations

from datetime import date

import pytest

from bot.desk import Desk

TODAY = date(2025, 12, 1)


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_every_button_of_every_overview_answers(language: str, desk: Desk) -> None:
    for entity in desk.ledger.entities.values():
        reply = desk.ask(entity.name.en, TODAY, speak=language)
        for key in reply.answer.follow:
            pressed = desk.press(key, TODAY, subject=reply.subject)
            assert pressed is not None
            assert pressed.answer.ending not in {"not_understood", "left_alone"}, (entity.id, key)
            assert (pressed.answer.ending == "help") == (key == "help"), (entity.id, key)


def test_a_button_that_nobody_made_is_none(desk: Desk) -> None:
    reply = desk.ask("kling", TODAY)
    assert desk.press("launch_missiles", TODAY, subject=reply.subject) is None
