"""The cold way: read every file, build every value, run every check, list everything that is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from bot.core.document import Document
from bot.core.fact import Fact, State
from bot.core.ledger import Ledger
from bot.core.problem import Problem
from bot.load import build, statement
from bot.load.checks import CHECKS
from bot.load.draft import Draft, Placed
from bot.load.names import names
from bot.load.page import Loc, Page, page_of
from bot.load.rows import DigestsFile, EntitiesFile, FactRow, FactsHead, LeftOutRow, MetricsFile, Row, StateRow
from bot.load.sentence import in_words

_ID = re.compile(r"\bid:\s*[\"']?([a-z0-9_.-]+)")
R = TypeVar("R", bound=Row)


def read_book(folder: Path, files: Mapping[str, bytes]) -> tuple[Ledger | None, tuple[Problem, ...]]:
    """The ledger of a folder's files, or None with all their problems, file by file and line by line."""
    reader = _Reader(folder)
    draft = reader.draft(files)
    if draft is not None:
        for check in CHECKS:
            reader.problems.extend(check(draft))
        if not draft.facts and not reader.problems:
            sentence = "The book holds no fact: it has a file here for each of its documents."
            reader.problems.append(Problem(str(folder / "facts"), 1, sentence))
    if draft is None or reader.problems:
        return None, tuple(sorted(reader.problems, key=lambda problem: (problem.file, problem.line)))
    return draft.ledger(), ()


class _Reader:
    """One pass over the files, and what it has found so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.documents: list[Placed[Document]] = []
        self.facts: list[Placed[Fact]] = []
        self.states: list[Placed[State]] = []
        self.unread: set[str] = set()

    def draft(self, files: Mapping[str, bytes]) -> Draft | None:
        """The book as a draft; None where one of its three heads does not read: the checks need all of it."""
        for name, text in files.items():
            if name.startswith("facts/") and (page := self.page(name, text)) is not None:
                self.read_facts(page, Path(name).stem)
        who_page, what_page, when_page = (
            self.page(name, files[name]) if name in files else None
            for name in ("entities.yaml", "metrics.yaml", "digests.yaml")
        )
        who = who_page and self.row(who_page, EntitiesFile)
        what = what_page and self.row(what_page, MetricsFile)
        when = when_page and self.row(when_page, DigestsFile)
        if not (who_page and what_page and when_page and who and what and when):
            return None
        entities, metrics, slices = build.entities(who), build.metrics(what), build.slices(what)
        sources = build.sources(who)
        return Draft(
            build.text(who.book.name),
            build.text(who.book.market),
            who.book.subject,
            entities,
            sources,
            metrics,
            slices,
            tuple(self.documents),
            tuple(self.facts),
            tuple(self.states),
            build.digests(when),
            build.plans(when),
            names(entities, metrics, slices, sources, (placed.value for placed in self.documents)),
            build.units(what),
            build.ranges(what),
            frozenset(self.unread),
            who_page,
            what_page,
            when_page,
        )

    def page(self, name: str, text: bytes) -> Page | None:
        """A file as a page."""
        page = page_of(text, str(self.folder / name))
        if isinstance(page, Problem):
            self.problems.append(page)
            self.unread.update(_ID.findall(text.decode(errors="replace")))
            return None
        return page

    def read_facts(self, page: Page, stem: str) -> None:
        """A document's file, row by row: a row that does not fit takes no other with it."""
        tree = page.tree
        # The rows are let go one file after the other; what stays is the text, for the lines of problems.
        page = replace(page, tree={})
        head = self.row(page, FactsHead, tree)
        if head is not None:
            self.documents.append(Placed(build.document(head.document, stem), page, ("document",)))
        for loc, item in _items(tree, "facts"):
            row = self.row(page, FactRow, item, loc)
            fact = row and statement.fact(row, stem, page, loc, self.problems)
            if row and fact:
                self.facts.append(Placed(fact, page, loc, row.odd))
            elif isinstance(item, dict):
                self.unread.add(str(item.get("id")))
        for loc, item in _items(tree, "states"):
            state = self.row(page, StateRow, item, loc)
            if state:
                self.states.append(Placed(statement.state(state, stem), page, loc))
        for loc, item in _items(tree, "left_out"):
            self.row(page, LeftOutRow, item, loc)

    def row(self, page: Page, model: type[R], tree: Any = None, loc: Loc = ()) -> R | None:
        """A page, or a part of one, as its model; what does not fit is added to the problems."""
        try:
            return model.model_validate(page.tree if tree is None else tree)
        except ValidationError as error:
            for detail in error.errors():
                at = (*loc, *detail["loc"])
                self.problems.append(page.problem(at, in_words(detail, loc, tree)))
            return None


def _items(tree: dict[str, Any], key: str) -> list[tuple[Loc, Any]]:
    """The rows of a list and their places; none where it is no list, which the file's head tells."""
    items = tree.get(key)
    return [((key, index), item) for index, item in enumerate(items)] if isinstance(items, list) else []
