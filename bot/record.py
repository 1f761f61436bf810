"""Answers and facts as plain records for other programs; the contract of `kwai ask --json` and `kwai facts --json`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bot.core.answer import Answer, Line
from bot.core.fact import Fact
from bot.core.ledger import Ledger
from bot.core.quantity import Quantity
from bot.desk import Reply


def of_turn(question: str, reply: Reply) -> dict[str, Any]:
    """One turn of a conversation."""
    answer = reply.answer
    return {
        "question": question,
        "ending": answer.ending,
        "language": answer.query.language,
        "reading": _reading(answer),
        "lines": [_line(line) for line in answer.lines],
        "warnings": [
            caveat.code if caveat.text is None else f"{caveat.code}: {caveat.text.en}" for caveat in answer.caveats
        ],
        "choices": [choice.words for choice in answer.choices],
        "text": "\n\n".join(message.plain for message in reply.messages),
    }


def of_fact(fact: Fact, ledger: Ledger) -> dict[str, Any]:
    """One fact with its place."""
    return {
        "id": fact.id,
        "document": ledger.documents[fact.document].file,
        "line": fact.line,
        "column": fact.column,
        "printed": fact.printed,
        "entity": fact.entity,
        "metric": fact.metric,
        "dims": dict(fact.dims),
        "period": fact.period.label,
        **_quantity(fact.value),
        "text": fact.text.en if fact.text else None,
        "kind": fact.kind,
        "said_on": fact.said_on,
        "speaker": fact.speaker,
        "served": fact.served,
        "note": _note(fact),
    }


def _note(fact: Fact) -> str | None:
    parts = [text.en for text in (fact.note, fact.why, fact.reading.why if fact.reading else None) if text]
    return "; ".join(parts) or None


def _reading(answer: Answer) -> dict[str, Any] | None:
    if answer.entity is None and answer.metric is None:
        return None
    return {
        "entity": answer.entity,
        "against": answer.against,
        "metric": answer.line.metric if answer.reason == "printed" and answer.line else answer.metric,
        "dims": dict(answer.dims),
        "period": answer.period.label if answer.period else None,
        "operation": answer.query.operation,
    }


def _line(line: Line) -> dict[str, Any]:
    formula = None
    if line.formula is not None:
        formula = f" {line.formula.sign} ".join(_plain(term) for term in line.formula.terms)
    return {
        "role": line.role,
        "entity": line.entity,
        "metric": line.metric,
        "dims": dict(line.dims),
        "period": line.period.label,
        **_quantity(line.quantity),
        "text": line.text.en if line.text else None,
        "kind": line.kind,
        "derived": line.derived,
        "formula": formula,
        "facts": list(line.facts),
    }


def _quantity(quantity: Quantity | None) -> dict[str, Any]:
    if quantity is None:
        return dict.fromkeys(("low", "high", "low_included", "high_included", "about", "hedge", "unit"))
    return {
        "low": _decimal(quantity.low),
        "high": _decimal(quantity.high),
        "low_included": quantity.low is not None and quantity.low_included,
        "high_included": quantity.high is not None and quantity.high_included,
        "about": quantity.hedge is not None,
        "hedge": quantity.hedge,
        "unit": quantity.unit,
    }


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _plain(quantity: Quantity) -> str:
    if quantity.exact:
        return f"{_decimal(quantity.low)}"
    opened = "[" if quantity.low is not None and quantity.low_included else "("
    closed = "]" if quantity.high is not None and quantity.high_included else ")"
    return f"{opened}{_decimal(quantity.low) or '-inf'}, {_decimal(quantity.high) or 'inf'}{closed}"
