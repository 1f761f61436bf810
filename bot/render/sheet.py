"""An answer as comma-separated values, for a spreadsheet: machine words, the same in every language."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from bot.core.answer import Answer, Line
from bot.core.conflict import Conflict
from bot.core.ledger import Ledger
from bot.core.quantity import Quantity
from bot.words.figure import say_quantity

HEAD = (
    "entity",
    "metric",
    "slice",
    "value",
    "low",
    "high",
    "unit",
    "period",
    "kind",
    "speaker",
    "print",
    "source",
    "line",
    "warning",
)


def sheet(answer: Answer, ledger: Ledger, most: int) -> tuple[str, int]:
    """The head and a row a line, in at most so many letters; and how many rows did not fit.

    `value` is empty where the figure is no single number, `low` and `high` where an end is open;
    a figure of our arithmetic is `derived` and has no print of its own, but for a misprint that is read by arithmetic.
    `warning` is what is known against the print, or against a figure it rests on.
    """
    written = _row(HEAD)
    left = 0
    for row in _rows(answer, ledger):
        line = _row(row)
        if left or len(written) + len(line) > most:
            left += 1
        else:
            written += line
    return written.rstrip("\n"), left


def _rows(answer: Answer, ledger: Ledger) -> Iterator[tuple[str, ...]]:
    for line in answer.lines:
        if line.quantity is None and line.text is None:
            continue
        yield _cells(line, ledger, "; ".join(_warnings(line, answer, ledger)))


def _cells(line: Line, ledger: Ledger, warning: str) -> tuple[str, ...]:
    fact = ledger.by_id.get(line.facts[0]) if len(line.facts) == 1 else None
    if fact is not None and line.derived and fact.reading is None:
        fact = None
    document = ledger.documents[fact.document] if fact is not None else None
    return (
        line.entity,
        line.metric,
        " ".join(f"{dim}={value}" for dim, value in line.dims),
        *_ends(line.quantity, line.text.en if line.text else ""),
        line.period.label,
        fact.kind if fact is not None and not line.derived else "derived",
        fact.speaker if fact is not None else "",
        fact.printed if fact is not None else "",
        document.id if document is not None else " ".join(line.facts),
        str(fact.line) if fact is not None else "",
        warning,
    )


def _warnings(line: Line, answer: Answer, ledger: Ledger) -> Iterator[str]:
    """What is known against the prints of a line."""
    for fact in (ledger.by_id[key] for key in line.facts if key in ledger.by_id):
        if fact.reading is not None:
            yield f"misprint: {fact.reading.why.en}"
            continue
        for caveat in answer.warnings:
            if caveat.code == "disputed" and fact.id in caveat.ids:
                yield "disproved by other figures"
            elif caveat.code == "contradiction_of" and fact.id == caveat.ids[0]:
                yield f"printed otherwise: {say_quantity(caveat.quantities[0], 'en')}"
            elif caveat.conflict is not None and fact.id == caveat.ids[0]:
                yield f"disproved: {_against(caveat.conflict)}"


def _against(conflict: Conflict) -> str:
    """The arithmetic against a print and what it comes to, or the figures that stand against a claim."""
    if conflict.formula is None or conflict.result is None:
        return " against ".join(say_quantity(one, "en") for one in conflict.quantities)
    terms = f" {conflict.formula.sign} ".join(say_quantity(one, "en") for one in conflict.formula.terms)
    return f"{terms}{' - 1' if conflict.kind == 'growth' else ''} = {say_quantity(conflict.result, 'en')}"


def _ends(quantity: Quantity | None, text: str) -> tuple[str, str, str, str]:
    if quantity is None:
        return text, "", "", "text"
    low, high = ("" if end is None else f"{end:f}" for end in (quantity.low, quantity.high))
    return (low if quantity.exact else "", low, high, quantity.unit)


def _row(cells: tuple[str, ...]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="\n").writerow([_inert(cell) for cell in cells])
    return line.getvalue()


def _inert(cell: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "@", "+"} or (cell[:1] == "-" and not cell[1:2].isdigit()) else cell
