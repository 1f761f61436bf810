"""The book at a glance: the newest figures of its subject, what is overdue, how much there is."""

from __future__ import annotations

from datetime import date

from bot.core.glance import Coverage, Glance
from bot.core.ledger import Ledger
from bot.core.period import Grain
from bot.core.query import Query
from bot.reckon.overdue import overdue
from bot.reckon.overview import overview


def glance(ledger: Ledger, today: date) -> Glance:
    """The subject's products and the subject, newest first as their overviews are, and everybody else by name."""
    products = [entity.id for entity in ledger.entities.values() if entity.parent == ledger.subject]
    ours = [ledger.subject, *products]
    answers = (overview(Query("overview", entity), ledger, today) for entity in ours)
    shown = tuple(answer for answer in answers if answer.ending == "found")
    told = {fact.entity for fact in ledger.facts if fact.served}
    others = (entity.id for entity in ledger.entities.values() if entity.id not in ours and entity.overview)
    return Glance(shown, tuple(entity for entity in others if entity in told), overdue(ledger, today), coverage(ledger))


def coverage(ledger: Ledger) -> Coverage:
    """What a book holds, counted: of names only those that a fact is of."""
    quarters = sorted({fact.period for fact in ledger.facts if fact.states and fact.period.grain is Grain.QUARTER})
    return Coverage(
        entities=len({fact.entity for fact in ledger.facts}),
        metrics=len({fact.metric for fact in ledger.facts}),
        facts=len(ledger.facts),
        documents=len(ledger.documents),
        quarters=len(quarters),
        first=quarters[0] if quarters else None,
        last=quarters[-1] if quarters else None,
        newest=ledger.newest_statement,
    )
