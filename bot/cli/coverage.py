"""`kwai check --sources`: what is misplaced or uncovered, then the table per document."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.load.coverage import Coverage, Tally, coverage_of

_HEADS = ("document", "figures", "times", "facts", "left out", "uncovered")


def show_coverage(config: Path, sources: Path, document: str | None) -> bool:
    """Print the coverage of a book's folder; whether it is complete."""
    known = sorted(path.stem for path in (config / "facts").glob("*.yaml"))
    if document is not None and document not in known:
        click.echo(f"There is no document {document!r}; there are: {', '.join(known)}.", err=True)
        sys.exit(2)
    coverage = coverage_of(config, sources, document)
    for line in coverage_in_words(coverage):
        click.echo(line)
    return coverage.complete


def coverage_in_words(coverage: Coverage) -> list[str]:
    """The problems one a line, then the table with its totals."""
    rows = [_row(tally) for tally in coverage.tallies]
    if not rows:
        return [*map(str, coverage.problems), "No document could be held against its text."]
    if len(rows) > 1:
        rows.append(("total", *(str(sum(int(row[at]) for row in rows)) for at in range(1, len(_HEADS)))))
    table = [_HEADS, *rows]
    widths = [max(len(row[at]) for row in table) for at in range(len(_HEADS))]
    lines = [
        "  ".join(cell.rjust(width) if at else cell.ljust(width) for at, (cell, width) in enumerate(cells))
        for cells in (list(zip(row, widths, strict=True)) for row in table)
    ]
    return [*map(str, coverage.problems), *lines]


def _row(tally: Tally) -> tuple[str, ...]:
    counts = (tally.figures, tally.times, tally.facts, tally.left_out, tally.uncovered)
    return (tally.document, *map(str, counts))
