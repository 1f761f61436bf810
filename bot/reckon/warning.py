"""Warnings: what is known against a figure that an answer rests on, in whatever shape it was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from bot.core.answer import Answer, Caveat, Line
from bot.core.conflict import Conflict
from bot.core.fact import Dims, Fact
from bot.core.ledger import Ledger
from bot.core.period import Period
from bot.core.quantity import Quantity
from bot.core.query import Operation
from bot.core.rules import disagreeing, of_slot, serving
from bot.reckon.conflict.disproved import disproved
from bot.reckon.conflict.record import records
from bot.reckon.figure import sources_beside
from bot.reckon.reading import reading_formula
from bot.reckon.slots import slots_of

Print = tuple[str, str, Dims, Period, Quantity | str | None]
"""What is printed for a slot, whichever document prints it: a figure, or the words of a claim."""

_MOST = 3
"""Caveats that an answer shows."""
_AHEAD = frozenset({"kind", "comparable", "unjudged"})
"""What is said before any warning: what kind of figure it is, and whether two may stand side by side."""
_LISTED: frozenset[Operation] = frozenset({"conflicts", "help", "digest"})
"""Answers that list what disagrees, or rest on no figure."""
_ROWS = frozenset({"row", "have"})


def warned(answer: Answer, book: Ledger) -> Answer:
    """The answer with a caveat for each misprint it reads, and each print that others disprove or contradict.

    `book` is the whole of it: what disproves a print need not be by whom the asker named.
    """
    if answer.query.operation in _LISTED or not answer.lines:
        return answer
    facts = _facts(answer, book)
    found = _warnings(answer, facts, book)
    lines = tuple(_worked(line, book) for line in answer.lines)
    if not found:
        return replace(answer, lines=lines) if lines != answer.lines else answer
    ahead = tuple(one for one in answer.caveats if one.code in _AHEAD)
    rest = tuple(one for one in answer.caveats if one.code not in _AHEAD)
    room = max(1, _MOST - len(ahead))
    if len(found) > room:
        left = tuple(dict.fromkeys(key for one in found[room - 1 :] for key in one.ids[:1]))
        found = [*found[: room - 1], Caveat("disputed", ids=left)]
    against = [key for one in found if one.conflict is not None for key in one.conflict.facts]
    against += [key for one in found if one.code == "contradiction_of" for key in one.ids]
    sources = sources_beside(answer.sources, against, book)
    return replace(answer, lines=lines, caveats=(*ahead, *found, *rest), sources=sources)


@lru_cache(maxsize=4)  # of the book in use, as the conflicts are
def disputes(ledger: Ledger) -> Mapping[Print, tuple[Conflict, ...]]:
    """What arithmetic over other figures, or an earlier figure, disproves; by what is printed."""
    slots = slots_of(ledger)
    found: dict[Print, list[Conflict]] = {}
    for conflict in (*disproved(slots), *records(slots)):
        for fact in _disputed(conflict, ledger):
            if fact.reading is None:
                found.setdefault(_print(fact), []).append(conflict)
    return {key: tuple(conflicts) for key, conflicts in found.items()}


def _disputed(conflict: Conflict, ledger: Ledger) -> Iterator[Fact]:
    """The print in dispute; of shares that come to more than the whole, each."""
    first, *others = (ledger.by_id[key] for key in conflict.facts)
    yield first
    if conflict.code == "whole":
        yield from (one for one in others if (one.entity, one.metric) == (first.entity, first.metric))


def _print(fact: Fact) -> Print:
    words = fact.text.en if fact.text is not None else None
    return fact.entity, fact.metric, fact.dims, fact.period, fact.quantity or words


def _facts(answer: Answer, book: Ledger) -> tuple[Fact, ...]:
    """The statements its lines show or reckon with, each once."""
    keys = dict.fromkeys(key for line in answer.lines for key in line.facts)
    return tuple(book.by_id[key] for key in keys if key in book.by_id)


def _warnings(answer: Answer, facts: tuple[Fact, ...], book: Ledger) -> list[Caveat]:
    query = answer.query
    told = {key for one in answer.caveats if one.code == "misprint" for key in one.ids}
    told_against = {key for one in answer.caveats if one.code == "contradiction" for key in one.ids}
    main = _main(answer, facts)
    against = disputes(book)
    found: dict[object, Caveat] = {}
    for fact in facts:
        # One of several figures is named beside what is said of it.
        of = "" if fact.id == main else "_of"
        # Where a figure is printed, each row says for itself what it is read as.
        if fact.reading is not None and fact.id not in told and query.operation != "source":
            figures = tuple(one for one in (fact.quantity, fact.reading.quantity) if one is not None)
            found[fact.id] = Caveat(f"misprint{of}", fact.reading.why, quantities=figures, ids=(fact.id,))
        for conflict in against.get(_print(fact), ()) if fact.served else ():
            kind = "record" if conflict.kind == "record" else "disproved"
            ids = tuple(dict.fromkeys((fact.id, *conflict.facts)))
            found.setdefault(conflict, Caveat(f"{kind}{of}", ids=ids, conflict=conflict))
        if query.by is None and query.operation != "source" and fact.id not in told_against:
            other = _printed_otherwise(fact, book)
            if other is not None and fact.value is not None and other.value is not None:
                figures = (other.value, fact.value)
                found[fact.id, other.id] = Caveat("contradiction_of", quantities=figures, ids=(fact.id, other.id))
    # What arithmetic disproves is graver than what a farther document prints otherwise.
    return sorted(found.values(), key=lambda one: one.code == "contradiction_of")


def _printed_otherwise(fact: Fact, book: Ledger) -> Fact | None:
    """The first statement that contradicts one which answers for its slot."""
    others = of_slot(fact, book) if fact.states and fact.period.dated else ()
    if len(others) < 2 or serving(others, book) is not fact:
        return None
    return next(iter(disagreeing(fact, others)), None)


def _main(answer: Answer, facts: tuple[Fact, ...]) -> str | None:
    """The one statement that an answer is about, where it is about one."""
    answers = answer.lines_as("answer")
    if len(answers) == 1 and len(answers[0].facts) == 1:
        return answers[0].facts[0]
    return facts[0].id if len(facts) == 1 else None


def _worked(line: Line, book: Ledger) -> Line:
    """A row that shows what a misprint is read as, with the arithmetic of the reading."""
    if line.role not in _ROWS or line.formula is not None or len(line.facts) != 1 or line.facts[0] not in book.by_id:
        return line
    formula = reading_formula(book.by_id[line.facts[0]], book)
    return line if formula is None else replace(line, formula=formula)
