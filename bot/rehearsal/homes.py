"""The home tab, and what each press on it comes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import partial
from typing import get_args

from bot.core.glance import Overdue
from bot.core.home import Asked, Duties, Home, Note, NoteKind, Sent, Waiting
from bot.core.ledger import Ledger
from bot.core.period import parse_period
from bot.core.preference import NOTHING, Preference
from bot.core.subscription import Schedule, Subscription
from bot.core.text import Language
from bot.desk import Desk
from bot.reckon.glance import glance
from bot.rehearsal.line import Line
from bot.render.home import home_view

_NEVER = parse_period("1900Q1")


def homes(desk: Desk, language: Language, today: date) -> Iterator[Line]:
    """A tab with nothing of a person's, one without the database, and one with something in every part."""
    at = datetime.combine(today, time(9), tzinfo=UTC)
    digest = next(iter(desk.ledger.digests), "digest")
    mine = Subscription("T0", "s", "C0", digest, Schedule("0 9 * * mon", "UTC"), language, at, maker="U0")
    waiting = Waiting("r", "word", "U0", at)
    empty = Home(language, glance(desk.ledger, today), NOTHING)
    full = replace(
        empty,
        glance=replace(empty.glance, overdue=_overdue(desk.ledger)),
        preference=Preference(language, "private"),
        subscriptions=((mine, Sent("1900Q1", "sent", at, None)), (replace(mine, state="paused"), None)),
        subscriptions_left=1,
        asked=(Asked("m", at, "word"),),
        duties=Duties(2, 1, (("failed", 1),), ("word",), 1, 1, (waiting,), 1),
    )
    yield partial(home_view, empty, desk.renderer)
    yield partial(home_view, replace(empty, is_whole=False), desk.renderer)
    for kind in get_args(NoteKind):
        yield partial(home_view, replace(full, note=Note(kind, "1")), desk.renderer)


def _overdue(ledger: Ledger) -> tuple[Overdue, ...]:
    """An overdue figure of each kind, and more of them than are shown."""
    fact = next((fact for fact in ledger.facts if fact.served), None)
    if fact is None:
        return ()
    periods = [_NEVER.shifted(at) for at in range(6)]
    return tuple(Overdue(fact.entity, fact.metric, one, one, fact.id, bool(at % 2)) for at, one in enumerate(periods))
