"""What several threads read is made ready before there are any."""

from __future__ import annotations

import re
from pathlib import Path

ROOMS = ("bot", "handlers")
ALONE = {"bot/load/snapshot.py"}
"""Read once, before anybody is answered."""
LATE = re.compile(r"msgspec\.\w+\.(?:decode|convert)\(.*type=|msgspec\.convert\(")


def test_no_reader_is_built_by_whoever_comes_first() -> None:
    """msgspec ends the program where two threads are the first to read a type (decision 1)."""
    root = Path(__file__).parents[2]
    late = {
        path.relative_to(root).as_posix()
        for room in ROOMS
        for path in (root / room).rglob("*.py")
        if LATE.search(path.read_text(encoding="utf-8"))
    }
    assert late <= ALONE
