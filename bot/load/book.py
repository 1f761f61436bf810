"""A config folder as a ledger, with everything that is wrong in it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.core.ledger import Ledger
from bot.core.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEADS = ("entities.yaml", "metrics.yaml", "digests.yaml")


@dataclass(frozen=True, slots=True)
class Book:
    """What came of reading a folder: the ledger where it is clean, and the problems where not."""

    ledger: Ledger | None
    problems: tuple[Problem, ...] = ()
    warm: bool = False


def load_book(folder: Path, cache: Path | None = None) -> Book:
    """The book in a folder; from its snapshot in `cache` where the files have not changed.

    Without a cache the names come without their pinyin, which asking needs and adds (bot/words/pinyin.py).
    A book with any problem has no ledger: a dropped row could promote a worse source in silence.
    """
    with _uncollected():
        files, problems = _files(folder)
        if cache is None or problems:
            return _read(folder, files, problems)
        # A cold start without a cache need not pay for the hashes and the format of one.
        from bot.load import snapshot

        key = snapshot.content_key(files)
        kept = snapshot.recall(cache, key)
        if kept is not None:
            return Book(kept, warm=True)
        book = _read(folder, files, problems)
        return book if book.ledger is None else Book(snapshot.keep(cache, key, book.ledger))


def _read(folder: Path, files: Mapping[str, bytes], problems: tuple[Problem, ...]) -> Book:
    # Reading and checking need pydantic and YAML; a warm start needs neither.
    from bot.load.reader import read_book

    ledger, found = read_book(folder, files)
    return Book(None, (*problems, *found)) if ledger is None or problems else Book(ledger)


@contextmanager
def _uncollected() -> Iterator[None]:
    """A while without the garbage collector: it would walk the growing book again and again, and find nothing."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _files(folder: Path) -> tuple[Mapping[str, bytes], tuple[Problem, ...]]:
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    names = [*_HEADS, *sorted(f"facts/{path.name}" for path in (folder / "facts").glob("*.yaml"))]
    for name in names:
        try:
            files[name] = (folder / name).read_bytes()
        except OSError as error:
            problems.append(Problem(str(folder / name), 1, f"The file cannot be read: {error.strerror}."))
    return files, tuple(problems)
