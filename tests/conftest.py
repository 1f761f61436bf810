"""How the tests that try many things are tried: seeded and few by default, many in `make soak`; both databases."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from .postgres import Postgres, run_postgres

SOAK = bool(os.environ.get("KWAI_SOAK"))

settings.register_profile("seeded", derandomize=True, deadline=None, max_examples=200)
settings.register_profile("soak", deadline=None, max_examples=20_000)
settings.load_profile("soak" if SOAK else "seeded")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what a test has measured, a line each."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, value in report.user_properties:
            if name == "measured" and report.when == "call":
                terminalreporter.write_line(str(value))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server for this test process."""
    yield from run_postgres()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database in which nothing is kept yet, of each kind that kwai knows."""
    yield from _database(request, tmp_path, empty=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table, of each kind."""
    yield from _database(request, tmp_path, empty=True)


def _database(request: pytest.FixtureRequest, tmp_path: Path, *, empty: bool) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/data/kwai.db"
        return
    server: Postgres = request.getfixturevalue("postgres")
    with server.database(empty=empty) as url:
        yield url
