"""`kwai check`: what the machine finds contradictory in a clean book, and the arithmetic that holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import click

from bot.core.answer import Formula
from bot.core.conflict import CONFLICT_KINDS, Conflict
from bot.core.cross_check import CrossCheck
from bot.core.fact import Fact
from bot.core.ledger import Ledger
from bot.core.quantity import Quantity
from bot.reckon.conflicts import find_conflicts
from bot.reckon.cross_checks import cross_checks
from bot.reckon.slots import slots_of
from bot.words.figure import say_quantity

_MOST = 100
"""Lines of one kind; a book has fewer unless something is wrong with all of it."""


def show_conflicts(ledger: Ledger) -> None:
    """Print both sections; neither is a problem of the book, each conflict is served by a rule."""
    for line in (*conflicts_in_words(ledger), *checks_in_words(ledger)):
        click.echo(line)


def conflicts_in_words(ledger: Ledger) -> Iterator[str]:
    """A head with the count of every kind, then one line each."""
    found = find_conflicts(ledger)
    count = Counter(conflict.kind for conflict in found)
    yield ""
    yield "Contradictions: " + ", ".join(f"{kind} {count[kind]}" for kind in CONFLICT_KINDS)
    told: Counter[str] = Counter()
    for conflict in found:
        told[conflict.kind] += 1
        if told[conflict.kind] <= _MOST:
            yield f"  {_conflict(conflict, ledger)}"
    for kind in CONFLICT_KINDS:
        if count[kind] > _MOST:
            yield f"  {kind}: {count[kind] - _MOST} more"


def checks_in_words(ledger: Ledger) -> Iterator[str]:
    """A head with the count, then one line a check that holds."""
    holding = [check for check in cross_checks(slots_of(ledger)) if check.holds]
    yield ""
    yield f"Checks that hold: {len(holding)}"
    for check in holding[: _MOST * len(CONFLICT_KINDS)]:
        yield f"  {_check(check, ledger)}"


def _conflict(conflict: Conflict, ledger: Ledger) -> str:
    facts = [ledger.by_id[key] for key in conflict.facts]
    parts = [_what(facts[0], ledger), " against ".join(_print(fact) for fact in facts)]
    if conflict.formula is not None:
        parts.append(_sum(conflict))
    if conflict.kind == "growth" and len(conflict.quantities) > 1:
        parts.append(f"the print implies a base of {_say(conflict.quantities[1:])}")
    if conflict.text is not None:
        parts.append(conflict.text.en)
    served = f"served {conflict.served}" if conflict.served else "none served" if conflict.rule == "not_served" else ""
    if conflict.rule == "arithmetic":
        served += " as printed, with what the arithmetic gives beside it,"
    parts.append(f"{served} by rule {conflict.rule}".strip())
    code = f" ({conflict.code})" if conflict.code else ""
    return f"{conflict.kind}{code}: " + "; ".join(parts)


def _check(check: CrossCheck, ledger: Ledger) -> str:
    facts = [ledger.by_id[key] for key in check.facts]
    less_one = " - 1" if check.kind in {"growth", "base", "target"} else ""
    working = f"{_formula(check.formula)}{less_one} = {_say((check.result,))}"
    inputs = ", ".join(_print(fact) for fact in facts)
    return f"{check.kind}: {_what(facts[0], ledger)}; {working}, printed {_say((check.printed,))}; {inputs}"


def _what(fact: Fact, ledger: Ledger) -> str:
    slices = ", ".join(ledger.slices[pair].name.en for pair in fact.dims)
    metric = f"{ledger.metrics[fact.metric].name.en}{f' ({slices})' if slices else ''}"
    kind = "" if fact.kind in {"reported", "media"} else f" {fact.kind}"
    return f"{ledger.entities[fact.entity].name.en} {metric} {fact.period.label}{kind}"


def _print(fact: Fact) -> str:
    return f"{fact.printed} [{fact.document}:{fact.line}:{fact.column}]"


def _sum(conflict: Conflict) -> str:
    assert conflict.formula is not None
    if conflict.result is None:
        return f"{_formula(conflict.formula)} is about {conflict.code}"
    return f"{_formula(conflict.formula)}{' - 1' if conflict.kind == 'growth' else ''} = {_say((conflict.result,))}"


def _formula(formula: Formula) -> str:
    return f" {formula.sign} ".join(say_quantity(term, "en") for term in formula.terms)


def _say(quantities: tuple[Quantity, ...]) -> str:
    return ", ".join(say_quantity(quantity, "en") for quantity in quantities)
