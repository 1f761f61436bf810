"""Printed shares and margins against the part and the whole they are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from bot.core.answer import Formula
from bot.core.cross_check import CheckKind, CrossCheck
from bot.core.fact import Dims, Fact
from bot.core.period import Period
from bot.core.product import divide
from bot.core.quantity import Quantity, exactly
from bot.reckon.check.held import held, prints, terms, total
from bot.reckon.rounding import rounded_rate
from bot.reckon.slots import Slots

_RATES: Mapping[str, CheckKind] = {"share": "share", "margin": "margin"}
"""The forms of a rate that is a quotient, and the kind of its check."""
_ALL = exactly(Decimal("1.000"), "ratio")


def shares_are_quotients(slots: Slots) -> Iterator[CrossCheck]:
    """A printed share equals part over whole; a margin equals profit over what it is earned on."""
    for (entity, metric, dims, period), facts in slots.stated.items():
        about = slots.ledger.metrics[metric]
        kind = _RATES.get(about.form or "")
        if kind is None or about.unit != "ratio" or not about.of or not about.base or (kind == "margin" and dims):
            continue
        whose, _, whole_metric = about.base.rpartition(" ")
        whole = slots.fact(whose or entity, whole_metric, period)
        yield from _quotient(kind, facts, slots.fact(entity, about.of, period, dims), whole)


def shares_fill_the_whole(slots: Slots) -> Iterator[CrossCheck]:
    """The shares of one whole by slice come to 100%; more than that fails, less is left open."""
    groups: dict[tuple[str, str, str, Period], list[Dims]] = {}
    for entity, metric, dims, period in slots.stated:
        if len(dims) == 1 and slots.ledger.metrics[metric].form == "share":
            groups.setdefault((entity, metric, dims[0][0], period), []).append(dims)
    for (entity, metric, _, period), slices in groups.items():
        shares = [one for dims in slices if (one := slots.fact(entity, metric, period, dims)) is not None]
        values = terms(shares)
        if len(values) > 1 and values[0].unit == "ratio":
            yield from _filled(shares, values)


def segments_fill_the_whole(slots: Slots) -> Iterator[CrossCheck]:
    """A printed share of a segment beside the other segments' shares by division comes to no more than 100%."""
    wholes = slots.segments
    for (entity, metric, dims, period), facts in slots.stated.items():
        about = slots.ledger.metrics[metric]
        if dims or about.form != "share" or about.of not in wholes.get(about.base or "", ()):
            continue
        whole = slots.fact(entity, about.base or "", period)
        rest = [slots.fact(entity, part, period) for part in wholes[about.base or ""] if part != about.of]
        known = [fact for fact in rest if fact is not None]
        values = terms((whole, *known)) if whole is not None and len(known) == len(rest) else ()
        shares = [share for value in values[1:] if (share := divide(value, values[0])) is not None]
        if whole is None or not shares:
            continue
        for one in prints(facts):
            if one.quantity is not None and one.quantity.unit == "ratio":
                said = (one.quantity, *(rounded_rate(share) for share in shares))
                yield from (check for check in _filled((one, whole, *known), said) if not check.holds)


def _quotient(kind: CheckKind, facts: Sequence[Fact], part: Fact | None, whole: Fact | None) -> Iterator[CrossCheck]:
    if part is None or whole is None or part.id == whole.id:
        return
    values = terms((part, whole))
    for one in prints(facts) if values else ():
        check = held(kind, (one, part, whole), one.quantity, values, Formula("/", values), _divided)
        if check is not None:
            yield check


def _divided(values: Sequence[Quantity]) -> Quantity | None:
    return divide(values[0], values[1])


def _filled(facts: Sequence[Fact], shares: tuple[Quantity, ...]) -> Iterator[CrossCheck]:
    check = held("whole", facts, _ALL, shares, Formula("+", shares), total)
    over = check is not None and check.result.low is not None and check.result.low > 1
    if check is not None and (check.holds or over):
        yield check
