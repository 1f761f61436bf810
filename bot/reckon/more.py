"""What else can be asked of an answer: the questions of its More menu, each only where the book has what it takes."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.answer import Answer
from bot.core.ledger import Ledger
from bot.core.period import SPANS, Grain
from bot.reckon.exchange import exchange
from bot.reckon.figure import figure
from bot.reckon.growth import printed_as

_DRAWN_FROM = 3
"""A chart has at least so many points."""


def more(answer: Answer, ledger: Ledger) -> tuple[str, ...]:
    """The keys of what goes on from an answer and stands on none of its buttons, in the order of the menu."""
    if answer.ending not in {"found", "cannot_tell"} or not answer.lines:
        return ()
    quarters = _quarters(answer, ledger)
    keys = (*_onward(answer, ledger, quarters), *_forms(answer, ledger, quarters))
    return tuple(key for key in keys if key not in answer.follow)


def _onward(answer: Answer, ledger: Ledger, quarters: int) -> Iterator[str]:
    """Other quarters, growth, a rival."""
    entity, metric, operation = answer.entity, answer.metric, answer.query.operation
    if entity is None or metric is None:
        return
    if quarters > 1 and operation != "list":
        yield "quarters"
    if operation not in {"yoy", "list"} and _grows(answer, ledger, entity, metric):
        yield "yoy"
    rivals = ledger.entities[entity].rivals if entity in ledger.entities else ()
    rates = (metric, printed_as(ledger, metric, "yoy"))
    if operation != "gap" and rivals and any(ledger.facts_of(rivals[0], one) for one in rates if one):
        yield "gap"


def _forms(answer: Answer, ledger: Ledger, quarters: int) -> Iterator[str]:
    """The same answer in another form or money."""
    shown = answer.query.shown
    if quarters >= _DRAWN_FROM and shown.form != "chart" and answer.query.operation in {"value", "list"}:
        yield "chart"
    if quarters > 1 and shown.form != "table" and answer.query.operation in {"value", "list"}:
        yield "table"
    if answer.ending != "found":
        return
    if shown.form != "csv":
        yield "csv"
    if shown.form != "text":
        yield "text"
    main = answer.line
    in_yuan = main is not None and main.quantity is not None and main.quantity.unit == "CNY"
    if in_yuan and shown.money is None and exchange(ledger, "CNY", "USD", None) is not None:
        yield "usd"


def _quarters(answer: Answer, ledger: Ledger) -> int:
    """How many quarters the book has of what was answered."""
    if answer.entity is None or answer.metric is None:
        return 0
    facts = ledger.facts_of(answer.entity, answer.metric, dims=answer.dims)
    return len({fact.period for fact in facts if fact.states and fact.period.grain is Grain.QUARTER})


def _grows(answer: Answer, ledger: Ledger, entity: str, metric: str) -> bool:
    """Whether growth on the year is printed, or has its base."""
    period = answer.period
    if period is None or period.grain not in SPANS or ledger.metrics[metric].unit == "ratio":
        return False
    printed = printed_as(ledger, metric, "yoy")
    if printed is not None and figure(ledger, entity, printed, period, answer.dims) is not None:
        return True
    return figure(ledger, entity, metric, period.year_before(), answer.dims) is not None
