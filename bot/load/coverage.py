"""The proof that a book is complete: every print at its place, every figure accounted for.

Issue 3: a figure of a document is covered by a fact, a state, or a row under `left_out` with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.core.problem import Problem
from bot.load.figures import Figure, figures_in
from bot.load.idioms import Idioms, read_idioms
from bot.load.prints import Print, Prints, read_prints
from bot.load.source_text import SourceText, read_sources

_AROUND = 6
_MOST: Mapping[str, int] = {"fact": 2, "state": 2, "left out": 1}
"""How many figures a print may hold: a fact's may be a range or a move in words; what is left out, is so one by one."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A document's line of the table; `facts` counts states too, times need no fact of their own."""

    document: str
    figures: int
    times: int
    facts: int
    left_out: int
    uncovered: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What came of holding a book against its source texts."""

    problems: tuple[Problem, ...]
    tallies: tuple[Tally, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is misplaced and nothing uncovered."""
        return not self.problems


def coverage_of(config: Path, sources: Path, document: str | None = None) -> Coverage:
    """The coverage of a book's folder against a folder of source texts; of one document where it is named."""
    idioms = read_idioms(config / "idioms.yaml")
    if isinstance(idioms, Problem):
        return Coverage((idioms,), ())
    every = read_prints(config)
    texts, absent = read_sources(sources, (prints.file for prints in every))
    problems: list[Problem] = []
    tallies: list[Tally] = []
    for prints in every:
        if document not in {None, prints.document}:
            continue
        if prints.file in absent:
            sentence = f"The source text {prints.file} cannot be read in {sources}: {absent[prints.file]}."
            problems.append(Problem(prints.page, prints.head, sentence))
            continue
        found, tally = cover(prints, texts[prints.file], idioms)
        problems.extend(found)
        tallies.append(tally)
    if document is None:
        problems.extend(unclaimed(every, texts, idioms))
        problems.extend(_unknown(every, sources))
    return Coverage(tuple(problems), tuple(tallies))


def cover(prints: Prints, text: SourceText, idioms: Idioms) -> tuple[list[Problem], Tally]:
    """One document's misplaced prints and uncovered figures, and its line of the table."""
    problems = [problem for one in prints.prints for problem in _wrong(one, prints, text, idioms)]
    problems.extend(_overrun(prints, text))
    covered = _covered(prints, text)
    figures = times = uncovered = 0
    for number in range(prints.lines[0], min(prints.lines[1], len(text.lines)) + 1):
        for figure in figures_in(text.line(number), idioms):
            if figure.kind == "time":
                times += 1
                continue
            figures += 1
            if not figure.digits <= covered.get(number, frozenset()):
                uncovered += 1
                sentence = f"Nothing in {prints.document} covers {_shown(figure, number, text)}."
                problems.append(Problem(text.file, number, sentence))
    facts, left_out = prints.count("fact", "state"), prints.count("left out")
    return problems, Tally(prints.document, figures, times, facts, left_out, uncovered)


def unclaimed(every: tuple[Prints, ...], texts: Mapping[str, SourceText], idioms: Idioms) -> Iterator[Problem]:
    """The lines of a source text that hold a figure and belong to no document."""
    for text in texts.values():
        spans = [prints.lines for prints in every if prints.file == text.file]
        for number, line in enumerate(text.lines, 1):
            if any(first <= number <= last for first, last in spans):
                continue
            for figure in figures_in(line, idioms):
                if figure.kind == "figure":
                    yield Problem(text.file, number, f"No document claims this line: {_shown(figure, number, text)}.")


def _unknown(every: tuple[Prints, ...], sources: Path) -> Iterator[Problem]:
    """The files beside the source texts, and of their kind, that are no document's."""
    claimed = {prints.file for prints in every}
    kinds = {Path(file).suffix for file in claimed}
    for path in sorted(sources.iterdir()) if sources.is_dir() else ():
        if path.is_file() and path.suffix in kinds and path.name not in claimed:
            yield Problem(str(path), 1, "No document claims this text: give it a file in facts, or move it elsewhere.")


def _wrong(one: Print, prints: Prints, text: SourceText, idioms: Idioms) -> Iterator[Problem]:
    place = f"{one.line}:{one.column}"
    first, last = prints.lines
    if one.kind == "left out" and not one.why.strip():
        yield Problem(prints.page, one.row, f"{one.printed} at {place} is left out without a reason: say why.")
    held = sum(figure.kind == "figure" for figure in figures_in(one.printed, idioms))
    if held > _MOST[one.kind]:
        sentence = f"{one.printed} at {place} holds {held} figures: each needs a row of its own."
        yield Problem(prints.page, one.row, sentence)
    if not first <= one.line <= last:
        # Loading the book says so of a fact.
        if one.kind != "fact":
            yield Problem(prints.page, one.row, f"Line {one.line} is outside the document ({first} to {last}).")
    elif not text.stands(one.printed, one.line, one.column):
        other = text.nearest(one.printed, one.line, one.column, prints.lines) if one.printed else None
        hint = f"the nearest is at {other[0]}:{other[1]}" if other else "nor anywhere in the document"
        yield Problem(prints.page, one.row, f"{one.printed} does not stand at {place} of {text.file}; {hint}.")


def _overrun(prints: Prints, text: SourceText) -> Iterator[Problem]:
    if prints.lines[1] > len(text.lines):
        sentence = f"{text.file} has {len(text.lines)} lines, the document is to end at {prints.lines[1]}."
        yield Problem(prints.page, prints.head, sentence)


def _covered(prints: Prints, text: SourceText) -> Mapping[int, frozenset[int]]:
    """The columns the prints cover, by line; a misplaced print covers nothing."""
    covered: dict[int, frozenset[int]] = {}
    for one in prints.prints:
        if text.stands(one.printed, one.line, one.column):
            span = frozenset(range(one.column, one.column + len(one.printed)))
            covered[one.line] = covered.get(one.line, frozenset()) | span
    return covered


def _shown(figure: Figure, number: int, text: SourceText) -> str:
    line, start = text.line(number), figure.column - 1
    end = start + len(figure.text)
    around = f"{line[max(0, start - _AROUND) : start]}[{figure.text}]{line[end : end + _AROUND]}"
    return f"{number}:{figure.column} {figure.text} ({around.strip()})"
