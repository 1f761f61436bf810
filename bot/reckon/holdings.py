"""What the book holds: whose figures, which metrics each has, and which periods each of those has.

Nothing is held but what is answered: a form that offers from here offers no question that ends in
"not in the book".
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.core.ledger import Ledger
from bot.core.period import Period
from bot.core.query import Operation, Query
from bot.reckon.answer import answer

_TOLD: tuple[Operation, ...] = ("value", "guidance")
"""How one period is asked for: a figure of it, else what was said of it ahead."""


class Holdings:
    """What one book holds on one day; each part is found out when it is first asked for."""

    def __init__(self, ledger: Ledger, today: date) -> None:
        self._ledger = ledger
        self._today = today
        self._metrics: dict[str, tuple[str, ...]] = {}
        self._periods: dict[tuple[str, str], tuple[Period, ...]] = {}
        self._by_entity: dict[str, list[str]] = {}
        for entity, metric in ledger.by_metric:
            self._by_entity.setdefault(entity, []).append(metric)

    def entities(self, metric: str | None = None) -> tuple[str, ...]:
        """Whose figures there are, of a metric or of any, in the book's order."""
        if metric is not None:
            having = (one for one in self._ledger.entities if (one, metric) in self._ledger.by_metric)
            return tuple(one for one in having if metric in self.metrics(one))
        return tuple(one for one in self._ledger.entities if one in self._by_entity)

    def metrics(self, entity: str | None = None) -> tuple[str, ...]:
        """What an entity has figures of, or anybody: those of its overview first, then as the catalogue has them."""
        if entity is None:
            held = {metric for one in self.entities() for metric in self.metrics(one)}
            return tuple(metric for metric in self._ledger.metrics if metric in held)
        if entity not in self._metrics:
            self._metrics[entity] = tuple(self._held(entity))
        return self._metrics[entity]

    def periods(self, entity: str, metric: str) -> tuple[Period, ...]:
        """The periods that an entity's metric has, newest first; those only spoken of ahead too."""
        key = (entity, metric)
        if key not in self._periods:
            said = {fact.period for fact in self._ledger.facts_of(entity, metric)}
            dated = sorted(said, reverse=True)
            self._periods[key] = tuple(one for one in dated if self.question(entity, metric, one) is not None)
        return self._periods[key]

    def question(self, entity: str, metric: str | None, period: Period | None) -> Query | None:
        """The question of a choice, in English; None where the book has no answer to it.

        Without a metric it is the entity's overview, without a period the newest there is.
        """
        if metric is None:
            asked = Query("overview", entity)
            return asked if self._is_found(asked) else None
        operations = _TOLD if period is not None else _TOLD[:1]
        whens = (Query(operation, entity, None, metric).at(period) for operation in operations)
        return next((asked for asked in whens if self._is_found(asked, period)), None)

    def newest(self, entity: str, metric: str) -> Period | None:
        """The period that is answered where none is said."""
        asked = self.question(entity, metric, None)
        return answer(asked, self._ledger, self._today).period if asked is not None else None

    def series(self, entity: str, metric: str) -> Query | None:
        """The question for all of a metric's quarters; None where they are no series."""
        asked = Query("list", entity, None, metric)
        return asked if len(self.periods(entity, metric)) > 1 and self._is_found(asked) else None

    def _held(self, entity: str) -> Iterator[str]:
        of_entity = self._by_entity.get(entity, ())
        first = self._ledger.entities[entity].overview if entity in self._ledger.entities else ()
        for metric in dict.fromkeys((*first, *self._ledger.metrics)):
            if metric in of_entity and self.question(entity, metric, None) is not None:
                yield metric

    def _is_found(self, asked: Query, period: Period | None = None) -> bool:
        """Whether a question is answered, and of the period it names: guidance answers of another than it is asked."""
        found = answer(asked, self._ledger, self._today)
        said = (found.period, *(line.period for line in found.lines))
        return found.ending == "found" and (period is None or period in said)
