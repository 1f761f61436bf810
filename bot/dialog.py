"""Conversations as tables of said and heard, and how a desk does on them; the contract of `kwai eval`.

A file is a list of dialogs, a dialog a name and its turns. A turn says what is typed and the
ending it must have, and may name the reading (`entity`, `metric`, `period`), the ends of the
answering interval (`low`, `high`; null is open), and pieces that must be heard or never be. A turn
that says `later` names what it still waits for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Any

import yaml

from bot.core.text import Language
from bot.desk import Desk
from bot.record import of_turn

TODAY = date(2025, 11, 28)
"""The day of a dialog that names none."""
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_FIGURES = frozenset({"answer", "price", "row", "reached", "open", "missed"})
_OPEN = frozenset({"null", "", "~"})


@dataclass(frozen=True, slots=True)
class Dialog:
    """A conversation: where it is written, what it shows, its day, and its turns as they stand."""

    file: str
    name: str
    today: date
    turns: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn as it went: what was said, the endings that were right and given, and where the two disagree.

    `wrong_number` says that a figure was served where none was right, or another one than the right one.
    `seconds` is what the desk took.
    """

    dialog: Dialog
    said: str
    language: Language
    right: str
    given: str
    wrong: tuple[str, ...]
    wrong_number: bool
    later: bool
    seconds: float


def read_dialogs(folder: Path) -> tuple[Dialog, ...]:
    """The dialogs of a folder's files, in order; raises OSError, yaml.YAMLError or KeyError for what is none."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        for dialog in _rows(path):
            today = date.fromisoformat(dialog["today"]) if "today" in dialog else TODAY
            found.append(Dialog(path.stem, dialog["dialog"], today, tuple(dialog["turns"])))
    return tuple(found)


def _rows(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 (a base loader makes text only)
    return rows


def hold(dialog: Dialog, desk: Desk) -> Iterator[Turn]:
    """The turns of a dialog, said one after the other."""
    subject = None
    for turn in dialog.turns:
        begun = perf_counter()
        reply = desk.ask(turn["said"], dialog.today, subject=subject)
        seconds = perf_counter() - begun
        subject = reply.subject or subject
        record = of_turn(turn["said"], reply)
        wrong = tuple(_disagreements(turn, record))
        found = record["ending"] == "found"
        yield Turn(
            dialog,
            turn["said"],
            record["language"],
            turn["ending"],
            record["ending"],
            wrong,
            found and _served_wrongly(turn, record),
            "later" in turn,
            seconds,
        )


def _disagreements(turn: dict[str, Any], record: dict[str, Any]) -> Iterator[str]:
    """Where a reply is not what the table says."""
    if record["ending"] != turn["ending"]:
        yield f"ending {record['ending']}, not {turn['ending']}"
    for slot in ("entity", "metric", "period"):
        said = (record["reading"] or {}).get(slot)
        if slot in turn and said != turn[slot]:
            yield f"{slot} {said}, not {turn[slot]}"
    answering = _answering(record)
    for end in ("low", "high"):
        if end in turn and (answering is None or not _same(answering[end], turn[end])):
            yield f"{end} {answering and answering[end]}, not {turn[end]}"
    yield from (f"{piece!r} is not heard" for piece in turn.get("heard", ()) if piece not in record["text"])
    yield from (f"{piece!r} is heard" for piece in turn.get("never", ()) if piece in record["text"])


def _served_wrongly(turn: dict[str, Any], record: dict[str, Any]) -> bool:
    """Whether an answer's figure is one that the table does not allow."""
    answering = _answering(record)
    if turn["ending"] != "found":
        return answering is not None
    if any(piece in record["text"] for piece in turn.get("never", ())):
        return True
    return any(end in turn and answering and not _same(answering[end], turn[end]) for end in ("low", "high"))


def _answering(record: dict[str, Any]) -> dict[str, Any] | None:
    """The line that carries the figure asked for."""
    return next((line for line in record["lines"] if line["role"] in _FIGURES), None)


def _same(said: str | None, expected: str) -> bool:
    return said is None if expected in _OPEN else said is not None and Decimal(said) == Decimal(expected)
