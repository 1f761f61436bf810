"""An answer in another money, where that was asked for: with its rate, and what is printed."""

from __future__ import annotations

from dataclasses import replace

from bot.core.answer import Answer, Caveat, Line
from bot.core.ledger import Ledger
from bot.core.quantity import MONEY, Quantity
from bot.reckon.exchange import Exchange, exchange

_UNSTATED = "yuan"


def converted(answer: Answer, ledger: Ledger) -> Answer:
    """The answer with its amounts in the money asked for; why not, where there is no rate or no stated money."""
    money = answer.query.shown.money
    if money is None or answer.ending != "found":
        return answer
    amounts = [line.quantity for line in answer.lines if line.quantity is not None]
    units = {amount.unit for amount in amounts if amount.unit in MONEY} - {money}
    if not units:
        priced = any(amount.unit == money for amount in amounts)
        return answer if priced else _without(answer, "no_rate" if _credits(amounts) else None)
    if units == {_UNSTATED}:
        return replace(_told(answer), ending="cannot_tell", reason="no_currency")
    rates = {unit: exchange(ledger, unit, money, answer.query.shown.rate) for unit in sorted(units - {_UNSTATED})}
    if any(rate is None for rate in rates.values()):
        return _without(answer, "no_rate")
    known = {unit: rate for unit, rate in rates.items() if rate is not None}
    lines = tuple(_line(line, known) for line in answer.lines)
    printed = next((line.quantity for line in answer.lines if line.quantity and line.quantity.unit in known), None)
    noted = [Caveat("as_printed", quantities=(printed,))] if printed is not None and answer.line is not None else []
    noted += [
        Caveat("rate", quantities=(rate.given, rate.taken), ids=tuple(fact.id for fact in rate.facts))
        for rate in known.values()
    ]
    return replace(answer, lines=lines, caveats=(*noted, *answer.caveats))


def _line(line: Line, rates: dict[str, Exchange]) -> Line:
    """A line in the other money; its working stays in the money it was reckoned in."""
    quantity = line.quantity
    if quantity is None or quantity.unit not in rates:
        return line
    rate = rates[quantity.unit]
    return replace(line, quantity=rate.convert(quantity), facts=(*line.facts, *(fact.id for fact in rate.facts)))


def _without(answer: Answer, reason: str | None) -> Answer:
    """No conversion: the figure is no money, or there is no rate for it."""
    if reason is None:
        return replace(answer, caveats=(Caveat("no_money"), *answer.caveats))
    return replace(_told(answer), ending="not_in_book", reason=reason)


def _told(answer: Answer) -> Answer:
    """The answer's figures as what there is, instead of what was asked for."""
    have = tuple(replace(line, role="have") for line in answer.lines if line.quantity is not None)
    return replace(answer, lines=have[:1], caveats=(), follow=("source",))


def _credits(amounts: list[Quantity]) -> bool:
    return any(amount.unit == "credits" for amount in amounts)
