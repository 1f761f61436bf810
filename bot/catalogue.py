"""The catalogue: what a form over one book can offer, and the question that a choice from it asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.core.enquiry import NEWEST, SERIES, Enquiry
from bot.core.ledger import Ledger
from bot.core.period import NoSuchPeriod, Period, parse_period
from bot.core.query import Query
from bot.reckon.holdings import Holdings
from bot.words.ahead import Ahead


class Catalogue:
    """Whose figures there are, which, and of when; everything is looked up when it is first asked for."""

    def __init__(self, ledger: Ledger) -> None:
        """Index what can be typed ahead; the ledger must have its pinyin."""
        self._ledger = ledger
        self._entities = Ahead(ledger.names, "entity")
        self._metrics = Ahead(ledger.names, "metric")
        self._held: tuple[date, Holdings] | None = None

    def entities(self, typed: str, enquiry: Enquiry, today: date) -> tuple[str, ...]:
        """Whose figures the letters may mean: anybody's, or, before anybody is chosen, those who have the metric."""
        metric = enquiry.metric if enquiry.entity is None else None
        return self._entities.matching(typed, self._holdings(today).entities(metric))

    def metrics(self, typed: str, enquiry: Enquiry, today: date) -> tuple[str, ...]:
        """Which of the chosen entity's figures the letters may mean."""
        return self._metrics.matching(typed, self._holdings(today).metrics(enquiry.entity))

    def periods(self, enquiry: Enquiry, today: date) -> tuple[tuple[Period, bool], ...]:
        """The periods to choose from, newest first, each with whether it was only spoken of ahead."""
        entity, metric = enquiry.entity, enquiry.metric
        if entity is None or metric is None:
            return ()
        held = self._holdings(today)
        return tuple((one, _is_ahead(held.question(entity, metric, one))) for one in held.periods(entity, metric))

    def newest(self, enquiry: Enquiry, today: date) -> Period | None:
        """The period that is meant where none is chosen."""
        entity, metric = enquiry.entity, enquiry.metric
        return self._holdings(today).newest(entity, metric) if entity and metric else None

    def is_series(self, enquiry: Enquiry, today: date) -> bool:
        """Whether all quarters can be asked for at once."""
        entity, metric = enquiry.entity, enquiry.metric
        return bool(entity and metric and self._holdings(today).series(entity, metric))

    def settled(self, enquiry: Enquiry, today: date) -> Enquiry:
        """The enquiry without what the book does not have: a figure of somebody else, a period of another figure."""
        held = self._holdings(today)
        entity = enquiry.entity if enquiry.entity in held.entities() else None
        kept = replace(enquiry, entity=entity)
        if enquiry.metric not in held.metrics(entity):
            kept = replace(kept, metric=None)
        return kept if self._has_when(kept, today) else replace(kept, when=NEWEST)

    def question(self, enquiry: Enquiry, today: date) -> Query | None:
        """What an enquiry asks, in English; None where the book has no answer to it."""
        entity, metric = enquiry.entity, enquiry.metric
        held = self._holdings(today)
        if entity is None or entity not in held.entities():
            return None
        if metric is not None and metric not in held.metrics(entity):
            return None
        if metric is not None and enquiry.when == SERIES:
            return held.series(entity, metric)
        if metric is None or enquiry.when == NEWEST:
            return held.question(entity, metric, None)
        try:
            return held.question(entity, metric, parse_period(enquiry.when))
        except NoSuchPeriod:
            return None

    def warm(self, today: date) -> None:
        """Look everything up, so that nobody who types waits for it."""
        self._holdings(today).metrics()

    def _has_when(self, enquiry: Enquiry, today: date) -> bool:
        if enquiry.when == SERIES:
            return self.is_series(enquiry, today)
        return any(period.label == enquiry.when for period, _ in self.periods(enquiry, today))

    def _holdings(self, today: date) -> Holdings:
        if self._held is None or self._held[0] != today:
            self._held = today, Holdings(self._ledger, today)
        return self._held[1]


def _is_ahead(question: Query | None) -> bool:
    return question is not None and question.operation == "guidance"
