"""A bot for a module's tests, each with a channel of its own; and stages for stories that break things."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.app import Source
from bot.core.ledger import Ledger
from bot.desk import Desk
from bot.load.book import load_book
from bot.place import place_of
from bot.workspace import Clock, HandClock

from .folders import Folders
from .stage import MORNING, Corner, Stage, Starter, faults, halt, open_stage

_ROOMS = 120


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    ledger = load_book(place_of("config")).ledger
    assert ledger is not None
    return ledger


@pytest.fixture(scope="session")
def desk(ledger: Ledger) -> Desk:
    return Desk(ledger, place_of("templates"))


@pytest.fixture(scope="module")
def stage(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A bot for the whole module."""
    stage = open_stage(desk, tmp_path_factory.mktemp("doors") / "kwai.db", HandClock(MORNING), rooms=_ROOMS)
    with stage.workspace:
        stage.start()
        yield stage
        stage.stop()


@pytest.fixture
def corner(stage: Stage, caplog: pytest.LogCaptureFixture) -> Iterator[Corner]:
    """A channel that no other test used; afterwards nothing was refused, and nothing broke."""
    yield stage.corner()
    stage.settle()
    assert [line for line in stage.refused() if "not_in_channel" not in line] == []
    assert [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.ERROR] == []
    assert [fault for message in stage.said_by_bot() for fault in faults(message)] == []


@pytest.fixture
def start(desk: Desk, tmp_path: Path) -> Iterator[Starter]:
    """Opens a stage of a test's own, by default with a bot in it."""
    opened: list[Stage] = []

    def begin(*, clock: Clock | None = None, connected: bool = True, **more: Any) -> Stage:
        # A bot that learns that it does not read along tells its desk so.
        own = Desk(desk.ledger, desk.templates) if more.get("minimal") else desk
        stage = open_stage(own, tmp_path / "kwai.db", clock or HandClock(MORNING), **more)
        opened.append(stage)
        if connected:
            stage.start()
        return stage

    yield begin
    for stage in opened:
        if stage.bot is not None:
            halt(stage.bot, stage.workspace)
        stage.workspace.close()


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    book = Path(shutil.copytree(place_of("config"), tmp_path / "book"))
    words = Path(shutil.copytree(place_of("templates"), tmp_path / "words"))
    return Folders(Source(book, words))
