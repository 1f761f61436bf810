"""Whether the plans of a book can be kept: their crons and time zones, as the schedule reads them."""

from __future__ import annotations

from bot.core.ledger import Ledger
from bot.schedule.calendar import BadSchedule
from bot.schedule.opening import read_schedule


def plan_problems(ledger: Ledger) -> tuple[str, ...]:
    """A sentence for every plan whose time cannot be read."""
    wrong = []
    for plan in ledger.plans:
        try:
            read_schedule(plan.schedule)
        except BadSchedule as error:
            wrong.append(f"digests.yaml: the plan {plan.id} cannot be kept: {error}")
    return tuple(wrong)
