"""Nothing lost, nothing twice, nothing stuck, whatever Slack does and whenever a bot is killed."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import SOAK
from tests.faults.run import Run
from tests.postgres import Postgres

DELIVERIES, QUESTIONS = (1000, 200) if SOAK else (50, 15)
SEED = 20251120


Record = Callable[[str, object], None]


def proves(run: Run, kind: str, record_property: Record) -> None:
    begun = time.monotonic()
    found = run()
    came = ", ".join(f"{count} {trouble}" for trouble, count in sorted(run.storm.came.items()))
    seconds = time.monotonic() - begun
    line = f"{kind}: {found}; {run.storm.killed} bots killed; troubles: {came}; {seconds:.0f} s"
    record_property("measured", line)
    assert (found.lost, found.doubled, found.stuck) == ((), (), ())
    assert run.storm.killed > DELIVERIES // 20
    assert found.messages >= 4 * DELIVERIES + QUESTIONS


@pytest.fixture
def quick_folder(tmp_path: Path) -> Iterator[Path]:
    """In memory where there is such a place: a process that is killed loses nothing there either."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as folder:
        yield Path(folder)


@pytest.mark.timeout(3600 if SOAK else 300)
def test_one_bot_on_a_file(tmp_path: Path, quick_folder: Path, record_property: Record) -> None:
    url = f"sqlite:///{quick_folder}/kwai.db"
    proves(
        Run(url, tmp_path, deliveries=DELIVERIES, questions=QUESTIONS, bots=1, seed=SEED),
        "one bot, SQLite",
        record_property,
    )


@pytest.mark.timeout(3600 if SOAK else 300)
def test_two_bots_on_a_server(tmp_path: Path, postgres: Postgres, record_property: Record) -> None:
    with postgres.database() as url:
        run = Run(url, tmp_path, deliveries=DELIVERIES, questions=QUESTIONS, bots=2, seed=SEED)
        proves(run, "two bots, PostgreSQL", record_property)
