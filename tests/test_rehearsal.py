"""A rehearsal finds a mistake in any template, and names its file and line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.core.ledger import Ledger
from bot.core.problem import Problem
from bot.desk import Desk
from bot.load.book import load_book
from bot.place import place_of
from bot.rehearsal import rehearse
from bot.render.templates import Compiled, read_templates

TODAY = date(2025, 11, 28)
NAMES = sorted(path.relative_to(place_of("templates")).as_posix() for path in place_of("templates").glob("*/*.j2"))


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    ledger = load_book(place_of("config")).ledger
    assert ledger is not None
    return ledger


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Compiled]:
    """Where each test has its own copy of the templates, and what is compiled of them: a mistake changes few."""
    return tmp_path_factory.mktemp("workshop") / "templates", Compiled()


@pytest.fixture
def folder(workshop: tuple[Path, Compiled]) -> Path:
    shutil.rmtree(workshop[0], ignore_errors=True)
    return Path(shutil.copytree(place_of("templates"), workshop[0]))


Rehearsed = Callable[[], tuple[Problem, ...]]


@pytest.fixture
def problems(ledger: Ledger, folder: Path, workshop: tuple[Path, Compiled]) -> Rehearsed:
    """The mistakes in the folder as it is."""
    return lambda: rehearse(Desk(ledger, read_templates(folder, workshop[1])), TODAY)


def test_our_own_templates_have_none(problems: Rehearsed) -> None:
    assert problems() == ()


def test_templates_that_cannot_be_read_are_named(folder: Path, problems: Rehearsed) -> None:
    ends = {}
    for name in NAMES:
        path = folder / name
        if path.name != "parts.j2":
            lines = path.read_text(encoding="utf-8").splitlines()
            path.write_text("\n".join([*lines, "{% if %}"]), encoding="utf-8")
            ends[str(path)] = len(lines) + 1
    found = problems()
    assert {problem.file: problem.line for problem in found} == ends
    assert len(found) == len(ends)
    assert all(problem.sentence.startswith("The template cannot be read: Expected an expression") for problem in found)


def test_the_shared_pieces_are_named_too(folder: Path, problems: Rehearsed) -> None:
    path = folder / "zh" / "parts.j2"
    path.write_text("{%- macro broken( -%}", encoding="utf-8")
    assert [(problem.file, problem.line) for problem in problems()] == [(str(path), 1)]


MESSAGES = [name for name in NAMES if not name.endswith("parts.j2")]
FIRST = ("digest.j2", "digest_", "home_")
"""One mistake in a digest, or in a home tab, keeps its other parts from being said: they are tried one by one."""
ALONE = sorted(
    {Path(name).name for name in MESSAGES if Path(name).name.startswith(FIRST)} - {"digest_none.j2"}
    | {"asked.j2", "correction.j2", "checked_figure.j2", "checked_rest.j2", "pasted.j2", "subscription.j2"}
)
TOGETHER = [name for name in MESSAGES if Path(name).name not in ALONE]


@pytest.mark.parametrize("names", [TOGETHER, *([f"en/{name}", f"zh/{name}"] for name in ALONE)], ids=["most", *ALONE])
def test_a_word_that_is_not_there_is_named_where_it_stands(folder: Path, problems: Rehearsed, names: list[str]) -> None:
    """In whatever template, and in its first block: each is said in a rehearsal."""
    wrong = {}
    for name in names:
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        at = next(number for number, line in enumerate(lines) if line.startswith("{% block"))
        lines[at] = lines[at].replace("%}", "%}{{ nobody.knows }}", 1)
        (folder / name).write_text("\n".join(lines), encoding="utf-8")
        wrong[str(folder / name)] = at + 1
    found = problems()
    assert {problem.file: problem.line for problem in found} == wrong
    assert {problem.sentence for problem in found} == {"The template cannot be said: 'nobody' is undefined."}


def test_phrases_are_named_too(folder: Path, problems: Rehearsed) -> None:
    path = folder / "en" / "phrases.yaml"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("tier:\n", "tier: [\n"), encoding="utf-8")
    assert [(found.file, found.line > 1) for found in problems()] == [(str(path), True)]
    path.write_text(good.replace("  press: press\n", "", 1), encoding="utf-8")
    found = problems()
    assert found and all(problem.file.endswith(".j2") for problem in found)
    assert "no phrase 'tier.press'" in found[0].sentence


def test_what_is_read_stays_as_it_was_read(ledger: Ledger, folder: Path) -> None:
    """An edit on disk changes nothing in a desk that has read its templates, said before or not."""
    desk = Desk(ledger, read_templates(folder))
    version = desk.provenance.templates
    for path in folder.glob("*/*"):
        path.write_text("{% nonsense", encoding="utf-8")
    assert desk.ask("kling revenue q3", TODAY).answer.ending == "found"
    assert rehearse(desk, TODAY) == ()
    assert desk.provenance.templates == version
