"""The rules by which one of several statements answers, each with its name.

kinds never merge: a reported figure answers before guidance, guidance before an estimate.
figures before words: a statement without a figure never outranks one.
precedence: the nearer tier first, then the more precise print, then the later said.
agreement: two prints that overlap after rounding.
newest vintage: of guidance and estimates the latest said answers "what is"; a bare month may be any of its days.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.conflict import Rule
from bot.core.document import TIERS
from bot.core.fact import KINDS, Fact, said
from bot.core.ledger import Ledger
from bot.core.quantity import agree


def tier(fact: Fact, ledger: Ledger) -> int:
    """How near the document is to the truth, 0 nearest."""
    return TIERS.index(ledger.documents[fact.document].kind)


def precision(fact: Fact) -> tuple[int, int]:
    """How much a print fixes: an exact figure before a hedged one before a bound, then by its digits."""
    quantity = fact.value
    if quantity is None:
        return (0, 0)
    width = 3 if quantity.exact and not quantity.hedge else 2 if quantity.exact else 1
    digits = max((len(end.normalize().as_tuple().digits) for end in quantity.ends), default=0)
    return (width, digits)


def last_said(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Those said last; beside a bare month, which may be any of its days, stands what was last said on one of them."""
    facts = tuple(facts)
    last = max(map(said, facts), default="")
    month = last.removesuffix("-99")
    day = max((fact.said_on for fact in facts if month != last and fact.said_on.startswith(f"{month}-")), default=last)
    return tuple(fact for fact in facts if said(fact) in {last, day})


def serving(facts: Iterable[Fact], ledger: Ledger) -> Fact | None:
    """The statement that answers, by precedence; guidance and estimates by their newest vintage.

    Facts that are not to be served, and hypotheses, never answer.
    """
    usable = [fact for fact in facts if fact.served and fact.kind != "hypothesis"]
    if not usable:
        return None
    first = min(KINDS.index(fact.kind) for fact in usable)
    usable = [fact for fact in usable if fact.kind == KINDS[first]]
    if any(fact.value is not None for fact in usable):
        usable = [fact for fact in usable if fact.value is not None]
    if KINDS[first] in {"guidance", "estimate"}:
        usable = list(last_said(usable))
    return max(usable, key=lambda fact: (-tier(fact, ledger), precision(fact), said(fact), fact.id))


def of_slot(fact: Fact, ledger: Ledger) -> tuple[Fact, ...]:
    """The book's statements of the slot that a fact speaks of: what was so, or what was said ahead in one kind."""
    return tuple(
        other
        for other in ledger.facts_of(fact.entity, fact.metric, dims=fact.dims)
        if other.period == fact.period and (other.states if fact.states else other.kind == fact.kind)
    )


def deciding(first: Fact, other: Fact, ledger: Ledger) -> Rule:
    """The rule by which the first of two statements answers before the other."""
    if first.kind != other.kind:
        return "kind"
    if first.kind in {"guidance", "estimate"} and len(last_said((first, other))) == 1:
        return "newest_vintage"
    if tier(first, ledger) != tier(other, ledger):
        return "tier"
    if precision(first) != precision(other):
        return "precision"
    return "later_said" if said(first) != said(other) else "order"


def agreeing(fact: Fact, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The other served statements of the same kind, in other documents, that agree after rounding."""
    if fact.value is None:
        return ()
    found: dict[str, Fact] = {}
    for other in facts:
        if other.document == fact.document or not other.served or other.kind != fact.kind:
            continue
        if other.value is not None and agree(fact.value, other.value):
            found.setdefault(other.document, other)
    return tuple(found.values())


def disagreeing(fact: Fact, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The served statements of the same kind that cannot be true beside this one."""
    if fact.value is None:
        return ()
    return tuple(
        other
        for other in facts
        if other.id != fact.id
        and other.served
        and other.kind == fact.kind
        and other.value is not None
        and other.value.unit == fact.value.unit
        and not agree(fact.value, other.value)
    )
