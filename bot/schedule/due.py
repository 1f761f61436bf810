"""What is due: each subscription whose time has come becomes an edition's outbox rows, or nothing."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.core.basis import Basis
from bot.core.period import parse_period
from bot.core.subscription import Schedule, Subscription
from bot.remember.deliveries import Delivery
from bot.remember.outgoing import Outgoing
from bot.remember.roster import SentNow
from bot.remember.store import Store
from bot.remember.turn import Hold, Turn
from bot.schedule.calendar import BadSchedule
from bot.schedule.opening import coming, opening

_log = logging.getLogger(__name__)

_TOGETHER = 250
"""So many subscriptions are written in one transaction: few waits for the disk, and no long hold on the database."""
LATE_FROM = timedelta(minutes=5)
"""From here on a reader is told that an edition comes late."""


@dataclass(frozen=True, slots=True)
class Due:
    """A subscription whose time has come, how late it is, and when the edition before was planned."""

    subscription: Subscription
    late: timedelta
    before: datetime | None = None

    @property
    def is_late(self) -> bool:
        """Whether a reader should be told."""
        return self.late >= LATE_FROM


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


class Composer(Protocol):
    """Who writes what goes out."""

    def edition(self, due: Due) -> Composed | Nothing:
        """The newest edition of the subscription's digest, in its language."""

    def nothing_new(self, subscription: Subscription) -> Part:
        """The line for a time without a new edition."""

    def review(self, subscription: Subscription, edition: str, until: datetime) -> Part:
        """What opens the thread in which a reviewer sees an edition first."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the subscriptions that were due.

    planned: to be posted; held: waits for a reviewer; already: delivered before; nothing: no
    edition; taken: by another process; failed: could not be composed.
    """

    planned: int = 0
    held: int = 0
    already: int = 0
    nothing: int = 0
    taken: int = 0
    failed: int = 0


def send_due(
    store: Store,
    composer: Composer,
    now: Callable[[], datetime],
    report: Callable[[Subscription, Exception], None],
    retry_after: timedelta = timedelta(hours=1),
    workspace: str | None = None,
) -> Tally:
    """Plan what is due, and move each subscription's next time with it.

    One whose edition cannot be composed, or whose schedule cannot be read, is reported and tried
    again after `retry_after`, or at its next time where that is sooner. However many times were
    missed, one edition goes out. Raises StoreUnavailable; what is left stays due.
    """
    counts: Counter[str] = Counter()
    for together in _parts(store.roster.due(now(), workspace)):
        at = now()
        coming_at: dict[Schedule, datetime] = {}  # many are due together because they share a schedule
        errors: dict[int, Exception] = {}
        turns = []
        earlier = {one: store.roster.last(one) for one in {due.workspace for due in together}}
        for place, due in enumerate(together):
            retry = at + retry_after
            try:
                if due.schedule not in coming_at:
                    coming_at[due.schedule] = coming(due.schedule, at)
                next_at = coming_at[due.schedule]
                retry = min(retry, next_at)
                turns.append(_turn(due, composer, at, next_at, earlier[due.workspace].get(due.id)))
            except Exception as error:
                kind = logging.WARNING if isinstance(error, BadSchedule) else logging.ERROR
                _log.log(kind, "subscription %s", due.id, exc_info=True)
                errors[place] = error
                turns.append(Turn(due, retry))
        # First moved, then reported: where the move fails, the next poll reports.
        for place, outcome in enumerate(store.roster.take(turns, at)):
            counts["failed" if place in errors else outcome] += 1
        for place, failed in errors.items():
            _report(report, together[place], failed)
    return Tally(**counts)


def send_now(store: Store, composer: Composer, subscription: Subscription, now: datetime) -> tuple[str | None, SentNow]:
    """Plan the newest edition of one subscription outside its time; its label, and what became of it."""
    last = store.roster.last(subscription.workspace).get(subscription.id)
    turn = _turn(subscription, composer, now, subscription.next_at, last, on_time=True)
    outcome = store.roster.send_now(turn, now)
    return turn.edition, outcome


def bring_forward(
    store: Store, newest: Mapping[str, str | None], now: datetime, workspace: str | None
) -> tuple[Subscription, ...]:
    """Let every subscription whose digest has a newer edition than when it was last looked at go out now.

    `newest` is the newest edition of each digest. One that is in quiet hours goes out when they
    end. Returns those that were brought forward.
    """
    looked: dict[tuple[str, str], tuple[str, datetime | None]] = {}
    found = []
    for one in store.roster.all(workspace) if workspace is not None else ():
        edition = newest.get(one.digest)
        if edition is None or one.newest == edition or one.state != "active":
            continue
        is_news = bool(one.newest) and parse_period(edition) > parse_period(one.newest)
        looked[one.workspace, one.id] = (edition, min(opening(one.schedule, now), one.next_at) if is_news else None)
        if is_news:
            found.append(one)
    if looked:
        store.roster.look(looked)
    return tuple(found)


def _parts(due: Sequence[Subscription]) -> Iterator[Sequence[Subscription]]:
    for start in range(0, len(due), _TOGETHER):
        yield due[start : start + _TOGETHER]


def _turn(
    due: Subscription,
    composer: Composer,
    now: datetime,
    next_at: datetime,
    last: Delivery | None,
    *,
    on_time: bool = False,
) -> Turn:
    late = timedelta() if on_time or due.review is not None else now - due.next_at
    came = last is not None and last.digest == due.digest and last.state not in {"failed", "skipped"}
    composed = composer.edition(Due(due, late, last.planned_at if last is not None and came else None))
    otherwise = composer.nothing_new(due) if due.says_nothing_new and not on_time else None
    said = None if otherwise is None else Outgoing(due.channel, otherwise.payload, kind="notice")
    if isinstance(composed, Nothing):
        return Turn(due, next_at, otherwise=said)
    parts = (composed.headline, *composed.parts)
    messages = _messages(due.channel, parts)
    hold = None
    if due.review is not None:
        until = now + due.review.within
        opened = composer.review(due, composed.edition, until)
        hold = Hold(due.review.reviewer, due.review_channel, until, _messages(due.review_channel, (opened, *parts)))
    return Turn(due, next_at, composed.edition, messages, hold, said)


def _messages(channel: str, parts: Sequence[Part]) -> tuple[Outgoing, ...]:
    return tuple(
        Outgoing(
            channel,
            part.payload,
            kind="digest",
            under=0 if place else None,
            subject=part.subject,
            basis=part.basis,
        )
        for place, part in enumerate(parts)
    )


def _report(report: Callable[[Subscription, Exception], None], due: Subscription, error: Exception) -> None:
    try:
        report(due, error)
    except Exception:
        _log.exception("reporting subscription %s", due.id)
