"""Telling a person: a notice is kept with what it tells of, and is itself posted once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.deliver.failure import Failure
from bot.deliver.post import Refused, Unsure
from bot.deliver.worker import Worker
from bot.remember.outgoing import Outgoing
from bot.remember.store import Store

from .fakes import Clock, Slack

DIGEST = Outgoing("C1", "digest", kind="digest")


def notice(failure: Failure) -> Outgoing | None:
    if failure.row.kind == "notice":
        return None
    return Outgoing("C0OWNER", f"{failure.row.payload}: {failure.error}", kind="notice")


@pytest.fixture
def worker(store: Store, slack: Slack, clock: Clock) -> Worker:
    return Worker(store, slack, now=clock.now, report=notice, expired_payload=lambda _: "")


Work = Callable[[float], list[str]]


def test_what_fails_is_told_and_what_cannot_be_told_at_once_is_told_later(
    store: Store, work: Work, slack: Slack, clock: Clock
) -> None:
    slack.sends.extend([Refused("is_archived"), *[Unsure("timeout")] * 4])
    store.take_in("T1", [], [DIGEST], now=clock.now())
    assert work(200) == ["failed", *["unsure", "absent", "again"] * 4, "sent"]
    assert slack.said == ["digest: is_archived"]


def test_a_notice_that_is_refused_is_told_to_nobody(store: Store, work: Work, slack: Slack, clock: Clock) -> None:
    slack.sends.extend([Refused("is_archived"), Refused("channel_is_gone")])
    store.take_in("T1", [], [DIGEST], now=clock.now())
    assert work(200) == ["failed", "failed"]
    assert slack.said == []


def test_what_comes_too_late_and_what_stays_unsure_is_told(
    store: Store, work: Work, slack: Slack, clock: Clock
) -> None:
    slack.sends.extend([Unsure("timeout")] * 2)
    slack.finds.extend([None, Refused("missing_scope")])
    store.take_in("T1", [], [DIGEST], now=clock.now())
    work(200)
    (told,) = slack.said
    assert told.startswith("digest: Slack did not confirm the message, and it cannot be looked for")


def test_a_worker_that_lost_its_claim_tells_nothing(
    store: Store, worker: Worker, slack: Slack, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has the row now tells of it: nobody hears of it twice."""
    store.take_in("T1", [], [DIGEST], now=clock.now())
    row = store.outbox.claim("slow", clock.now(), worker._lease)
    assert row is not None
    clock.advance(121)
    assert store.outbox.claim("quick", clock.now(), worker._lease) is not None
    store.outbox.mark_failed(row, "no", clock.now(), notice=notice(Failure(row, "no")))
    clock.advance(121)
    while worker.step() is not None:
        clock.advance(40)
    assert slack.said == ["digest"]
