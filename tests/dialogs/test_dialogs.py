"""Whole conversations as tables of said and heard: the specification a non-programmer can read.

A turn that says `later` names what it still waits for; it must go on disagreeing, so that the
note goes when the bot learns it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.desk import Desk
from bot.load.book import load_book
from bot.place import place_of
from bot.record import of_turn

TODAY = date(2025, 11, 28)
FOLDER = Path(__file__).parent


def _dialogs() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        for dialog in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader):
            found.append(pytest.param(dialog, id=f"{path.stem}: {dialog['dialog']}"))
    return found


@pytest.fixture(scope="module")
def desk() -> Desk:
    ledger = load_book(place_of("config")).ledger
    assert ledger is not None
    return Desk(ledger, place_of("templates"))


@pytest.mark.parametrize("dialog", _dialogs())
def test_what_is_said_is_heard(dialog: dict[str, Any], desk: Desk) -> None:
    today = date.fromisoformat(dialog["today"]) if "today" in dialog else TODAY
    subject = None
    for turn in dialog["turns"]:
        reply = desk.ask(turn["said"], today, subject=subject)
        subject = reply.subject or subject
        wrong = disagreements(turn, of_turn(turn["said"], reply))
        if "later" in turn:
            assert wrong, f"{turn['said']!r} agrees now: remove its `later`"
        else:
            assert not wrong, f"{turn['said']!r}: {'; '.join(wrong)}"


def disagreements(turn: dict[str, Any], record: dict[str, Any]) -> list[str]:
    """Where a reply is not what the table says."""
    wrong = []
    if record["ending"] != turn["ending"]:
        wrong.append(f"ending {record['ending']}, not {turn['ending']}")
    for slot in ("entity", "metric", "period"):
        said = (record["reading"] or {}).get(slot)
        if slot in turn and said != turn[slot]:
            wrong.append(f"{slot} {said}, not {turn[slot]}")
    answering = next((line for line in record["lines"] if line["role"] in {"answer", "price", "row"}), None)
    for end in ("low", "high"):
        if end in turn:
            said = None if answering is None else answering[end]
            if answering is None or not _same(said, turn[end]):
                wrong.append(f"{end} {said}, not {turn[end]}")
    wrong += [f"{piece!r} is not heard" for piece in turn.get("heard", ()) if piece not in record["text"]]
    wrong += [f"{piece!r} is heard" for piece in turn.get("never", ()) if piece in record["text"]]
    return wrong


def _same(said: str | None, expected: str) -> bool:
    from decimal import Decimal

    if expected in {"null", "", "~"}:
        return said is None
    return said is not None and Decimal(said) == Decimal(expected)
