"""Whole conversations as tables of said and heard: the specification a non-programmer can read.

A turn that says `later` names what it still waits for; it must go on disagreeing, so that the
note goes when the bot learns it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.desk import Desk
from bot.dialog import Dialog, hold, read_dialogs
from bot.load.book import load_book
from bot.place import place_of


@pytest.fixture(scope="module")
def desk() -> Desk:
    ledger = load_book(place_of("config")).ledger
    assert ledger is not None
    return Desk(ledger, place_of("templates"))


def _dialogs() -> list[Any]:
    return [pytest.param(dialog, id=f"{dialog.file}: {dialog.name}") for dialog in read_dialogs(Path(__file__).parent)]


@pytest.mark.parametrize("dialog", _dialogs())
def test_what_is_said_is_heard(dialog: Dialog, desk: Desk) -> None:
    for turn in hold(dialog, desk):
        if turn.later:
            assert turn.wrong, f"{turn.said!r} agrees now: remove its `later`"
        else:
            assert not turn.wrong, f"{turn.said!r}: {'; '.join(turn.wrong)}"
