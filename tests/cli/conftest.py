"""A shell whose cache is warm."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.workspace import HandClock, Site, small_site

from .shell import ROOT, Shell


@pytest.fixture(scope="session")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    shell = Shell(tmp_path_factory.mktemp("home"))
    assert shell.kwai("check").code == 0
    return shell


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A copy of the book, to be broken."""
    return Path(shutil.copytree(ROOT / "config", tmp_path / "config"))


@pytest.fixture
def site() -> Site:
    return small_site(json.loads((ROOT / "manifest.json").read_text(encoding="utf-8")))


@pytest.fixture
def clock() -> HandClock:
    return HandClock(datetime(2025, 11, 28, 1, 0, tzinfo=UTC))
