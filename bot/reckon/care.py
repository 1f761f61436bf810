"""What to read with care in an edition: notes, contradictions that touch its figures, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.answer import Answer, Caveat
from bot.core.conflict import Conflict, ConflictKind
from bot.core.edition import Part
from bot.core.fact import Fact
from bot.core.ledger import Ledger
from bot.core.period import NoSuchPeriod, Period
from bot.reckon.conflicts import find_conflicts

_TOLD_ELSEWHERE: frozenset[ConflictKind] = frozenset({"same_target", "rounding", "withheld"})
"""Kinds that need no word here: guidance says both ways of a target, rounding is none, withheld prints are notes."""
_ROWS = frozenset("row growth_yoy growth_qoq row_ours newest before".split())
"""Lines of tables, whose figures are read without their notes; a rival's stand beside the verdict on them."""
_CELLS = frozenset({"row", "row_ours", "row_theirs", "newest", "share"})
"""Cells of a table whose emptiness is a gap of the book."""


def conflicts_with(parts: tuple[Part, ...], ledger: Ledger) -> tuple[Conflict, ...]:
    """What the machine finds to contradict, or to be taken for, a figure shown; each disputed print once."""
    shown = {fact.id for fact in _shown(parts, ledger)}
    found: dict[str, Conflict] = {}
    for conflict in find_conflicts(ledger):
        if conflict.kind not in _TOLD_ELSEWHERE and shown & set(conflict.facts):
            found.setdefault(conflict.facts[0], conflict)
    return tuple(found.values())


def notes_on(
    parts: tuple[Part, ...], conflicts: tuple[Conflict, ...], period: Period, ledger: Ledger
) -> tuple[Caveat, ...]:
    """Press claims and prints not served that touch what is shown, and the notes on its figures, each once.

    A note that stands in its own part, and one that a conflict says, is not said again.
    """
    shown = _shown(parts, ledger)
    slots = {(fact.entity, fact.metric) for fact in shown}
    touching = [fact for fact in ledger.facts if (fact.entity, fact.metric) in slots]
    told = {caveat.text for part in parts for caveat in part.answer.caveats} | {one.text for one in conflicts}
    claims = [fact for fact in touching if fact.kind == "media" and fact.ahead and fact.note is not None]
    noted = [Caveat("note", fact.note, ids=(fact.id,)) for fact in claims[:1]]
    for fact in touching:
        kept = not fact.served and fact.kind != "hypothesis" and fact.why is not None and fact.value is not None
        if kept and fact.value is not None and fact.period.label.startswith(str(period.first.year)):
            noted.append(Caveat("withheld", fact.why, quantities=(fact.value,), periods=(fact.period,), ids=(fact.id,)))
    in_rows = _shown(parts, ledger, _ROWS)
    noted += [Caveat("about", fact.note, ids=(fact.id,)) for fact in in_rows if fact.note not in {None, *told}]
    return tuple({caveat.text: caveat for caveat in reversed(noted)}.values())[::-1]


def gaps_of(parts: tuple[Part, ...], ledger: Ledger) -> tuple[Caveat, ...]:
    """Every figure of the tables that the book does not have, and those they would need."""
    found: dict[tuple[str, str, Period | None], Caveat] = {}
    for entity, metric, period in (slot for part in parts for slot in _missing(part, ledger)):
        periods = (period,) if period is not None else ()
        found.setdefault((entity, metric, period), Caveat("gap", periods=periods, ids=(entity, metric)))
    return tuple(found.values())


def _shown(parts: tuple[Part, ...], ledger: Ledger, roles: frozenset[str] | None = None) -> tuple[Fact, ...]:
    lines = (line for part in parts for line in part.answer.lines if roles is None or line.role in roles)
    ids = dict.fromkeys(key for line in lines for key in line.facts)
    return tuple(ledger.by_id[key] for key in ids)


def _missing(part: Part, ledger: Ledger) -> Iterator[tuple[str, str, Period | None]]:
    answer = part.answer
    for line in answer.lines:
        if line.cell == "not_in_book" and line.role in _CELLS:
            some = bool(ledger.facts_of(line.entity, line.metric))
            yield line.entity, line.metric, line.period if some and line.period.dated else None
    if answer.entity and answer.metric and answer.ending == "not_in_book" and not answer.lines:
        yield answer.entity, answer.metric, None
    if part.section.kind == "gap" and answer.against and not ledger.facts_of(answer.against, answer.query.metric or ""):
        yield answer.against, answer.query.metric or "", None
    if part.section.kind == "trajectory" and (base := _base(answer)) is not None:
        yield base


def _base(answer: Answer) -> tuple[str, str, Period] | None:
    """The figure of a year before the newest, where it has no growth for want of it."""
    newest = answer.lines_as("row")[-1:]
    grown = {line.period for line in answer.lines_as("growth_yoy") if line.quantity is not None}
    if not newest or newest[0].period in grown:
        return None
    try:
        return newest[0].entity, newest[0].metric, newest[0].period.year_before()
    except NoSuchPeriod:
        return None
