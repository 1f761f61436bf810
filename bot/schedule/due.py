"""What is due: each subscription whose time has come becomes an edition's outbox rows, or nothing."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.basis import Basis
from bot.remember.outgoing import Outgoing
from bot.remember.store import Store
from bot.remember.subscriptions import Subscription
from bot.schedule.calendar import BadCron, next_time

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Due:
    """A subscription whose time has come, how late it is, and when its last edition was planned."""

    subscription: Subscription
    late: timedelta
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One message of an edition: its payload as JSON text, what it is about, and what it rests on."""

    payload: str
    subject: str | None = None
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class Composed:
    """An edition to deliver: the headline, and the parts that go in its thread.

    `edition` is the label under which it is delivered at most once to a subscription: "2025Q3".
    """

    edition: str
    headline: Part
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is no edition to deliver: nothing new."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the subscriptions that were due: planned, delivered already, nothing new, failed."""

    planned: int = 0
    already: int = 0
    nothing: int = 0
    failed: int = 0


def send_due(
    store: Store,
    compose: Callable[[Due], Composed | Nothing],
    now: Callable[[], datetime],
    report: Callable[[Subscription, Exception], None],
    retry_after: timedelta = timedelta(hours=1),
    workspace: str | None = None,
) -> Tally:
    """Plan what is due, each subscription in one transaction that also moves its next time.

    One whose edition cannot be composed, or whose cron cannot be read, is reported and tried
    again after `retry_after`, or at its next time where that is sooner. However many times were
    missed, one edition goes out. Raises StoreUnavailable; what is left stays due.
    """
    counts: Counter[str] = Counter()
    for subscription in store.due(now(), workspace):
        counts[_send(store, compose, now(), report, retry_after, subscription)] += 1
    return Tally(**counts)


def _send(
    store: Store,
    compose: Callable[[Due], Composed | Nothing],
    now: datetime,
    report: Callable[[Subscription, Exception], None],
    retry_after: timedelta,
    due: Subscription,
) -> str:
    next_at = now + retry_after
    try:
        coming = next_time(due.cron, due.time_zone, now)
        next_at = min(next_at, coming)
        composed = compose(Due(due, now - due.next_at, store.last_edition(due)))
        messages = () if isinstance(composed, Nothing) else _messages(due, composed)
    except Exception as error:
        _log.log(
            logging.WARNING if isinstance(error, BadCron) else logging.ERROR, "subscription %s", due.id, exc_info=True
        )
        # First moved, then reported: where the move fails, the next poll reports.
        store.plan(due, None, (), next_at, now)
        _report(report, due, error)
        return "failed"
    edition = None if isinstance(composed, Nothing) else composed.edition
    return store.plan(due, edition, messages, coming, now)


def _messages(due: Subscription, composed: Composed) -> tuple[Outgoing, ...]:
    return tuple(
        Outgoing(
            due.channel,
            part.payload,
            kind="digest",
            under=0 if place else None,
            subject=part.subject,
            basis=part.basis,
        )
        for place, part in enumerate((composed.headline, *composed.parts))
    )


def _report(report: Callable[[Subscription, Exception], None], due: Subscription, error: Exception) -> None:
    try:
        report(due, error)
    except Exception:
        _log.exception("reporting subscription %s", due.id)
