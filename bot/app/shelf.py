"""The shelf: the desk that answers now, and how a changed book or template puts another in its place."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.ask.taken import taken_names
from bot.blockkit.escape import escape
from bot.core.ledger import Ledger
from bot.core.problem import Problem
from bot.desk import Desk
from bot.load.book import load_book
from bot.rehearsal import rehearse
from bot.render.templates import Compiled, Templates, read_templates
from bot.schedule.plans import plan_problems

_log = logging.getLogger(__name__)

_NAMED = 3
"""Problems that are named to the owner; `kwai check` lists the rest."""

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a desk comes from: the book's folder, the templates', and where the compiled book is kept."""

    book: Path
    templates: Path
    cache: Path | None = None

    def stamp(self) -> Stamp:
        """What a change of any file changes: path, time and size."""
        patterns = ((self.book, "*.yaml"), (self.book, "facts/*.yaml"), (self.templates, "*/*"))
        found: list[tuple[str, int, int]] = []
        for folder, pattern in patterns:
            for path in folder.glob(pattern):
                try:
                    about = path.stat()
                except OSError:
                    continue  # it went away meanwhile, which the next look sees
                found.append((str(path), about.st_mtime_ns, about.st_size))
        return tuple(sorted(found))


def open_desk(source: Source, today: date) -> Desk | tuple[Problem, ...]:
    """A desk over a clean book and clean templates, or all that is wrong in them."""
    ledger = _clean_book(source)
    if isinstance(ledger, tuple):
        return ledger
    templates = _clean_templates(source, ledger, today)
    return Desk(ledger, templates) if isinstance(templates, Templates) else templates


class Shelf:
    """The desk that answers now.

    Whoever answers reads `desk` once, without a lock: a new one stands there from one moment to the
    next, and an answer that was begun at the old one is finished there. Without a source nothing changes.
    """

    def __init__(
        self, desk: Desk, source: Source | None, today: Callable[[], date], tell: Callable[[str], None]
    ) -> None:
        self.desk = desk
        self._source = source
        self._today = today
        self._tell = tell
        self._read = self._seen = source.stamp() if source is not None else ()
        self._asked = False
        self._told: dict[str, str] = {}
        self._problems: dict[str, tuple[Problem, ...]] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the book and the templates as they were last read, while earlier ones are in use."""
        return tuple(problem for problems in self._problems.values() for problem in problems)

    def ask(self) -> None:
        """Read everything anew at the next look, changed or not; safe in a signal handler."""
        self._asked = True

    def look(self) -> bool:
        """Whether the files have changed, and made a desk that is clean and other than the last.

        A change is read once nothing more changes from one look to the next: several files are
        rarely saved at once. What is wrong is told to the owner once, and what was good goes on.
        """
        if self._source is None:
            return False
        asked, self._asked = self._asked, False
        seen, before = self._source.stamp(), self._seen
        self._seen = seen
        if not asked and (seen == self._read or seen != before):
            return False
        self._read = seen
        return self._take(self._source)

    def _take(self, source: Source) -> bool:
        last = self.desk
        book = _clean_book(source)
        ledger = last.ledger if isinstance(book, tuple) else book
        templates = _clean_templates(source, ledger, self._today(), last.templates.compiled)
        desk = Desk(ledger, last.templates if isinstance(templates, tuple) else templates)
        if last.expects_names:
            desk.expect_names()
        then, now = last.provenance, desk.provenance
        is_new = (now.book, now.templates) != (then.book, then.templates)
        if is_new and isinstance(templates, tuple):
            is_new = not rehearse(desk, self._today())  # the last good templates must be able to say the new book
        if is_new:
            self.desk = desk
            _log.info("the book is read anew: version %s, templates %s", now.book, now.templates)
        # After the change: whoever is told that something is in use finds it so.
        self._report("book", book if isinstance(book, tuple) else ())
        self._report("templates", templates if isinstance(templates, tuple) else ())
        return is_new

    def _report(self, what: str, problems: tuple[Problem, ...]) -> None:
        self._problems[what] = problems
        said = _in_words(what, problems) if problems else ""
        before = self._told.get(what, "")
        self._told[what] = said
        if said and said != before:
            self._tell(said)
        elif before and not said:
            self._tell(f"The {what} {'is' if what == 'book' else 'are'} clean again, and in use.")


def _clean_book(source: Source) -> Ledger | tuple[Problem, ...]:
    book = load_book(source.book, source.cache)
    if book.ledger is None:
        return book.problems
    wrong = (*taken_names(book.ledger), *plan_problems(book.ledger))
    parted = (sentence.partition(": ") for sentence in wrong)
    return tuple(Problem(str(source.book / file), 1, said) for file, _, said in parted) or book.ledger


def _clean_templates(
    source: Source, ledger: Ledger, today: date, compiled: Compiled | None = None
) -> Templates | tuple[Problem, ...]:
    try:
        templates = read_templates(source.templates, compiled)
    except (OSError, UnicodeDecodeError) as error:
        return (Problem(str(getattr(error, "filename", None) or source.templates), 1, f"It cannot be read: {error}."),)
    return rehearse(Desk(ledger, templates), today) or templates


def _in_words(what: str, problems: tuple[Problem, ...]) -> str:
    """What is wrong, for the owner: the first problems, and what is served meanwhile."""
    left = len(problems) - _NAMED
    count = f"{len(problems)} problem{'s' if len(problems) != 1 else ''}"
    have = "has" if what == "book" else "have"
    lines = [f"The changed {what} {have} {count}. The last good {'one is' if what == 'book' else 'ones are'} in use."]
    lines += [escape(str(problem)) for problem in problems[:_NAMED]]
    if left > 0:
        lines.append(f"{left} more: `kwai check` lists them.")
    return "\n".join(lines)
