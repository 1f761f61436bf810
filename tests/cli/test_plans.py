"""A plan whose time cannot be read is said by the check, before it could be missed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.place import place_of


@pytest.mark.parametrize(
    ("cron", "piece"),
    [
        ("0 9 * * 1", "weekday"),
        ("61 9 5 dec *", "61"),
        ("0 9 5 dec", "five"),
    ],
)
def test_a_plan_that_cannot_be_kept_is_said(cron: str, piece: str, tmp_path: Path) -> None:
    book = tmp_path / "book"
    shutil.copytree(place_of("config"), book)
    digests = book / "digests.yaml"
    digests.write_text(digests.read_text(encoding="utf-8").replace("0 9 5 apr,jun,sep,dec *", cron), encoding="utf-8")
    command = [sys.executable, "-c", "from bot.cli import main; main()", "check", "--config", str(book)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "quarterly-kwai cannot be kept" in done.stdout
    assert piece in done.stdout
