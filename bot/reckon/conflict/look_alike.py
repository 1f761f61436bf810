"""The same digits about different things, which a reader could take for one another."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from bot.core.conflict import Conflict, Rule
from bot.core.fact import Dims, Fact
from bot.core.ledger import Ledger
from bot.core.period import Period
from bot.core.rules import serving
from bot.reckon.conflict.kin import kin_metrics
from bot.reckon.slots import Slots

_NEAR_DAYS = 100
_FEWEST, _FEWEST_SWAPPED = 2, 3
"""Significant digits from which sameness is no chance, and from which a swap of two is easily overlooked."""


def look_alikes(slots: Slots) -> Iterator[Conflict]:
    """Pairs in one unit, of kin metrics or rival entities, at about the same time; and digits that are swapped."""
    ledger = slots.ledger
    facts = [fact for fact in _serving(ledger) if len(_digits(fact)) >= _FEWEST]
    kin = kin_metrics(ledger)
    places: dict[tuple[str, Decimal, str, str], list[Fact]] = {}
    for fact in facts:
        places.setdefault((*_figure(fact), fact.entity, fact.metric), []).append(fact)
    told: set[tuple[object, ...]] = set()
    for fact in facts:
        mixed = kin.get(fact.metric, ())
        near = [(fact.entity, metric) for metric in mixed]
        near += [(rival, metric) for rival in ledger.entities[fact.entity].rivals for metric in (fact.metric, *mixed)]
        for whose, metric in near:
            others = [one for one in places.get((*_figure(fact), whose, metric), ()) if _near(fact, one)]
            other = max(others, key=lambda one: one.quantity == fact.quantity, default=None)
            pair = (*_figure(fact), frozenset({(fact.entity, fact.metric), (whose, metric)}))
            if other is not None and pair not in told:
                told.add(pair)
                yield _apart(fact, other, "digits")
    yield from _swapped(facts)


def _serving(ledger: Ledger) -> list[Fact]:
    """One statement a slot; those of no known time have slots too, and what is withheld may be mistaken as well."""
    slots: dict[tuple[str, str, Dims, Period], list[Fact]] = {}
    for fact in ledger.facts:
        if fact.value is not None and fact.value.ends and fact.kind != "hypothesis":
            slots.setdefault((fact.entity, fact.metric, fact.dims, fact.period), []).append(fact)
    return [serving(facts, ledger) or facts[0] for facts in slots.values()]


def _swapped(facts: list[Fact]) -> Iterator[Conflict]:
    """One figure of one entity at two times, two neighbouring digits changed about: 143m and 134m."""
    groups: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        digits = _digits(fact)
        if len(digits) >= _FEWEST_SWAPPED:
            unit, value = _figure(fact)
            key = (fact.entity, fact.metric, fact.dims, unit, value.adjusted(), tuple(sorted(digits)))
            groups.setdefault(key, []).append(fact)
    for group in groups.values():
        group.sort(key=lambda fact: (fact.period, fact.id))
        for one, other in pairwise(group):
            changed = [
                at for at, pair in enumerate(zip(_digits(one), _digits(other), strict=False)) if len(set(pair)) > 1
            ]
            if len(changed) == 2 and changed[1] - changed[0] == 1:
                yield _apart(one, other, "swapped")


def _apart(fact: Fact, other: Fact, code: str) -> Conflict:
    quantities = tuple(one.quantity for one in (fact, other) if one.quantity is not None)
    served = next((one.id for one in (fact, other) if one.served), None) if not (fact.served and other.served) else None
    note = fact.why or other.why or fact.note or other.note
    rule: Rule = "not_served" if served else "apart"
    return Conflict("look_alike", (fact.id, other.id), quantities, served, rule, code, text=note)


def _figure(fact: Fact) -> tuple[str, Decimal]:
    assert fact.value is not None
    return fact.value.unit, abs(fact.value.ends[0])


def _digits(fact: Fact) -> tuple[int, ...]:
    """The digits of the print, first to last."""
    return _figure(fact)[1].as_tuple().digits


def _near(one: Fact, other: Fact) -> bool:
    """Whether two statements are about nearly the same time; without a time, said in the same year."""
    a, b = sorted((one.period, other.period))
    if not a.dated:
        return one.said_on[:4] == other.said_on[:4]
    return (max(a.first, b.first) - min(a.end, b.end)).days <= _NEAR_DAYS
