"""The condition of a database is looked at without a trace."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.remember.condition import look
from bot.remember.migrations import VERSIONS
from bot.remember.store import open_store
from bot.remember.unavailable import StoreUnavailable


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A file: a server has no write-ahead log to look at."""
    return f"sqlite:///{tmp_path}/data/kwai.db"


def test_none_is_made(url: str, tmp_path: Path) -> None:
    assert not look(url).exists
    assert list(tmp_path.iterdir()) == []


def test_one_that_is_used(url: str) -> None:
    store = open_store(url)
    found = look(url)
    assert (found.exists, found.version, found.newest, found.write_ahead) == (True, VERSIONS[-1], VERSIONS[-1], True)
    store.close()


def test_another_programs(url: str, tmp_path: Path) -> None:
    """Older, newer, without a write-ahead log, or no database at all."""
    open_store(url).close()
    path = tmp_path / "data" / "kwai.db"
    # Closed at once: one that the collector has not come to yet still holds the file.
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '0001'")
    raw.close()
    assert not look(url).is_newer and look(url).version == "0001"
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    assert look(url).is_newer
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA journal_mode=DELETE")
    assert look(url).write_ahead is False
    path.write_bytes(b"not a database, but long enough to be taken for one" * 30)
    with pytest.raises(StoreUnavailable, match="file of another kind"):
        look(url)


def test_one_that_is_held(url: str, tmp_path: Path) -> None:
    """Another program writes in it and does not end."""
    open_store(url).close()
    raw = sqlite3.connect(tmp_path / "data" / "kwai.db", isolation_level=None)
    raw.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="in use by another program"):
        look(url)
    raw.close()
