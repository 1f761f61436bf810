"""The tally: deliveries there should have been, those that were, and what became of the others."""

from __future__ import annotations

from collections import Counter as Counting
from dataclasses import dataclass
from datetime import datetime

from bot.remember.roster import Roster

_OPEN = ("planned", "held", "unknown", "failed")


@dataclass(frozen=True, slots=True)
class Tally:
    """A workspace's deliveries, counted; `open` are those that were not sent, by their state, with what is overdue."""

    expected: int
    delivered: int
    open: tuple[tuple[str, int], ...]


def tally(roster: Roster, workspace: str, now: datetime) -> Tally:
    """Count them; raises StoreUnavailable."""
    states = Counting(delivery.state for delivery in roster.deliveries(workspace))
    states["planned"] += states.pop("sending", 0)
    overdue = len(roster.due(now, workspace))
    waiting = [(state, states[state]) for state in _OPEN if states[state]]
    return Tally(
        sum(states.values()) - states["skipped"] + overdue,
        states["sent"],
        (*waiting, *((("overdue", overdue),) if overdue else ())),
    )
