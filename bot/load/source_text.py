"""The files the documents stand in, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file's lines; lines and columns count from 1, columns in characters."""

    file: str
    lines: tuple[str, ...]

    def line(self, number: int) -> str:
        """A line, empty where the file has none of this number."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""

    def stands(self, printed: str, line: int, column: int) -> bool:
        """Whether a print stands exactly there."""
        return bool(printed) and self.line(line).startswith(printed, column - 1)

    def nearest(self, printed: str, line: int, column: int, within: tuple[int, int]) -> tuple[int, int] | None:
        """Where else a print stands within some lines: line and column of the place nearest to one."""
        found: list[tuple[int, int]] = []
        for number in range(within[0], within[1] + 1):
            at = self.line(number).find(printed)
            while at >= 0:
                found.append((number, at + 1))
                at = self.line(number).find(printed, at + 1)
        return min(found, key=lambda place: (abs(place[0] - line), abs(place[1] - column)), default=None)


def read_sources(folder: Path, files: Iterable[str]) -> tuple[Mapping[str, SourceText], Mapping[str, str]]:
    """The source texts by file name, and for each that cannot be read the reason."""
    texts: dict[str, SourceText] = {}
    absent: dict[str, str] = {}
    for file in sorted(set(files)):
        try:
            # Only line feeds end a line: splitlines would also cut at characters that stand within one.
            # A mark of the byte order takes no column.
            texts[file] = SourceText(file, tuple((folder / file).read_text(encoding="utf-8-sig").split("\n")))
        except (OSError, UnicodeDecodeError) as error:
            absent[file] = error.strerror or "unreadable" if isinstance(error, OSError) else "it is not UTF-8"
    return texts, absent
