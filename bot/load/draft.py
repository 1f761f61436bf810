"""The cold way: read every file, build every value, run every check, list everything that is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from bot.core.document import Document
from bot.core.fact import Fact, State
from bot.core.ledger import Ledger
from bot.core.problem import Problem
from bot.core.text import Text
from bot.load import build
from bot.load.checks import CHECKS, Draft, Placed
from bot.load.page import Page, read_page
from bot.load.rows import DigestsFile, EntitiesFile, FactsFile, MetricsFile, Row

R = TypeVar("R", bound=Row)


def draft_book(folder: Path, names: tuple[str, ...]) -> tuple[Ledger | None, tuple[Problem, ...]]:
    """The ledger of a folder, or None with the problems of its files in file order."""
    problems: list[Problem] = []
    pages: dict[str, Page] = {}
    for name in names:
        page = read_page(folder / name, str(folder / name))
        if isinstance(page, Problem):
            problems.append(page)
        else:
            pages[name] = page
    entities = _row(pages.get("entities.yaml"), EntitiesFile, problems)
    metrics = _row(pages.get("metrics.yaml"), MetricsFile, problems)
    digests = _row(pages.get("digests.yaml"), DigestsFile, problems)
    documents: list[Placed[Document]] = []
    facts: list[Placed[Fact]] = []
    states: list[Placed[State]] = []
    for name in names:
        if not name.startswith("facts/") or name not in pages:
            continue
        page, stem = pages[name], Path(name).stem
        row = _row(page, FactsFile, problems)
        if row is None:
            continue
        documents.append(Placed(build.document(row, stem), page, ("document",)))
        for index, fact_row in enumerate(row.facts):
            fact = build.fact(fact_row, stem, page, ("facts", index))
            if isinstance(fact, Problem):
                problems.append(fact)
            else:
                facts.append(Placed(fact, page, ("facts", index)))
        states.extend(
            Placed(build.state(state_row, stem), page, ("states", index)) for index, state_row in enumerate(row.states)
        )
    if entities is None or metrics is None or digests is None:
        return None, tuple(problems)
    built_entities, built_metrics, built_slices = (
        build.entities(entities),
        build.metrics(metrics),
        build.slices(metrics),
    )
    draft = Draft(
        entities.book.subject,
        built_entities,
        build.sources(entities),
        built_metrics,
        built_slices,
        tuple(documents),
        tuple(facts),
        tuple(states),
        build.digests(digests),
        build.plans(digests),
        build.names(built_entities, built_metrics, built_slices),
        pages["entities.yaml"],
        pages["metrics.yaml"],
        pages["digests.yaml"],
    )
    for check in CHECKS:
        problems.extend(check(draft))
    if problems:
        return None, tuple(sorted(problems, key=lambda problem: (problem.file, problem.line)))
    book = entities.book
    return _ledger(draft, build.text(book.name), build.text(book.market)), ()


def _ledger(draft: Draft, title: Text, market: Text) -> Ledger:
    return Ledger(
        title=title,
        market=market,
        subject=draft.subject,
        entities=draft.entities,
        sources=draft.sources,
        metrics=draft.metrics,
        slices=draft.slices,
        documents={placed.value.id: placed.value for placed in draft.documents},
        facts=tuple(placed.value for placed in draft.facts),
        states=tuple(placed.value for placed in draft.states),
        digests=draft.digests,
        plans=draft.plans,
        names=draft.names,
    )


def _row(page: Page | None, model: type[R], problems: list[Problem]) -> R | None:
    """A page as its model; what does not fit is added to the problems."""
    if page is None:
        return None
    try:
        return model.model_validate(page.tree)
    except ValidationError as error:
        for detail in error.errors():
            where = ".".join(str(part) for part in detail["loc"])
            problems.append(page.problem(detail["loc"], _sentence(detail["type"], detail["msg"], where)))
        return None


def _sentence(kind: str, message: str, where: str) -> str:
    if kind == "extra_forbidden":
        return f"The key {where!r} is not known here; mend its spelling or remove it."
    if kind == "missing":
        return f"The key {where!r} is missing."
    return f"{where}: {message}."
