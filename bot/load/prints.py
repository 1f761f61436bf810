"""What a file of facts says stands in its document: every print with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from bot.core.problem import Problem
from bot.load.page import Loc, Page, read_page
from bot.load.rows import FactRow, FactsFile, LeftOutRow, StateRow


@dataclass(frozen=True, slots=True)
class Print:
    """A print as a row claims it: what, where in the document, and on which line the row stands."""

    kind: Literal["fact", "state", "left out"]
    printed: str
    line: int
    column: int
    row: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Prints:
    """All that one file of facts claims about its document: `lines` of `file`, `head` where it says so."""

    document: str
    page: str
    head: int
    file: str
    lines: tuple[int, int]
    prints: tuple[Print, ...]

    def count(self, *kinds: str) -> int:
        """How many prints are of these kinds."""
        return sum(one.kind in kinds for one in self.prints)


def read_prints(folder: Path) -> tuple[Prints, ...]:
    """The prints of every file of facts in a book's folder.

    A file that does not read is passed over: loading the book lists what is wrong in it.
    """
    found: list[Prints] = []
    for path in sorted((folder / "facts").glob("*.yaml")):
        page = read_page(path, str(path))
        if isinstance(page, Problem):
            continue
        try:
            row = FactsFile.model_validate(page.tree)
        except ValidationError:
            continue
        first, _, last = row.document.lines.partition("-")
        lines = (int(first), int(last or first))
        head = page.line_of(("document", "file"))
        found.append(Prints(path.stem, page.file, head, row.document.file, lines, tuple(_prints(row, page))))
    return tuple(found)


def _prints(row: FactsFile, page: Page) -> Iterator[Print]:
    for index, fact in enumerate(row.facts):
        yield _print("fact", fact, page, ("facts", index, "at"))
    for index, state in enumerate(row.states):
        yield _print("state", state, page, ("states", index, "at"))
    for index, left_out in enumerate(row.left_out):
        yield _print("left out", left_out, page, ("left_out", index, "at"), left_out.why)


def _print(
    kind: Literal["fact", "state", "left out"],
    row: FactRow | StateRow | LeftOutRow,
    page: Page,
    loc: Loc,
    why: str = "",
) -> Print:
    line, _, column = row.at.partition(":")
    return Print(kind, row.print, int(line), int(column), page.line_of(loc), why)
