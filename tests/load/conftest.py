"""A book to be broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from .tea import TeaBook, write_tea


@pytest.fixture
def tea(tmp_path: Path) -> TeaBook:
    return write_tea(tmp_path / "config")
