"""A store in a file of its own, and a fixed moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.remember.store import Store, open_store


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/data/kwai.db"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store without a pace: a test may claim as fast as it likes."""
    store = open_store(url, apart=timedelta())
    yield store
    store.close()


@pytest.fixture
def now() -> datetime:
    return datetime(2025, 11, 20, 9, 0, tzinfo=UTC)
