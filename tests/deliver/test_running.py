"""Running on: crashes, a database that goes away, waking up."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.deliver.envelope import Envelope
from bot.deliver.post import NotMember, Refused, SlowDown, Unreachable, Unsure
from bot.deliver.worker import Worker
from bot.remember.outbox_row import OutboxRow
from bot.remember.outgoing import Outgoing
from bot.remember.store import Store, open_store

from .fakes import Clock, Lost, Owner, Slack

DIGEST = Outgoing("C1", "digest", kind="digest")


class Crash(BaseException):
    """The process is gone: no handler of ours sees it."""


class Bell:
    """Rings never; waiting moves the clock, and ends the work when there was enough of it."""

    def __init__(self, clock: Clock, rounds: int) -> None:
        self.clock = clock
        self.rounds = rounds
        self.waits: list[float] = []
        self.worker: Worker | None = None

    def set(self) -> None:
        pass

    def clear(self) -> None:
        pass

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout is not None
        self.waits.append(timeout)
        self.clock.advance(timeout)
        if len(self.waits) == self.rounds:
            assert self.worker is not None
            self.worker.stop()
        return False


def run(store: Store, slack: Slack, clock: Clock, rounds: int) -> list[float]:
    bell = Bell(clock, rounds)
    bell.worker = Worker(
        store,
        slack,
        now=clock.now,
        report=lambda _: None,
        expired_payload=lambda _: "",
        bell=bell,
    )
    bell.worker.run()
    return bell.waits


def test_a_crash_before_posting_is_posted_once(
    store: Store, slack: Slack, clock: Clock, hire: Callable[[], Worker]
) -> None:
    store.take_in("T1", [], [DIGEST], now=clock.now())
    store.outbox.claim("crashed", clock.now(), timedelta(seconds=120))
    worker = hire()
    assert worker.step() is None, "the crashed one may still be at it"
    clock.advance(120)
    outcomes = []
    while (step := worker.step()) is not None:
        outcomes.append(step.outcome)
    assert outcomes == ["absent", "again", "sent"]
    assert slack.said == ["digest"]


def test_a_crash_between_posting_and_marking_is_found(
    store: Store, slack: Slack, clock: Clock, hire: Callable[[], Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise Crash

    store.take_in("T1", [], [DIGEST], now=clock.now())
    first = hire()
    with monkeypatch.context() as patch, pytest.raises(Crash):
        patch.setattr(type(store.outbox), "mark_sent", crash)
        first.step()
    clock.advance(120)
    step = hire().step()
    assert step is not None and step.outcome == "found"
    assert slack.said == ["digest"]


def test_who_slept_between_claim_and_post_posts_nothing_and_does_not_double_it(
    store: Store, slack: Slack, clock: Clock, hire: Callable[[], Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A laptop that is opened after three days: another bot may have the row by then."""
    store.take_in("T1", [], [DIGEST], now=clock.now())
    sleeper, other = hire(), hire()
    claim = store.outbox.claim

    def claim_and_sleep(*arguments: Any) -> OutboxRow | None:
        row = claim(*arguments)
        clock.advance(3 * 24 * 3600)
        monkeypatch.undo()
        while other.step() is not None:
            clock.advance(40)
        return row

    monkeypatch.setattr(store.outbox, "claim", claim_and_sleep)
    step = sleeper.step()
    assert step is not None and step.outcome == "later"
    while sleeper.step() is not None:
        pass
    assert slack.said == ["digest"]


def test_it_sleeps_until_something_is_due(store: Store, slack: Slack, clock: Clock) -> None:
    slack.sends.extend([Unreachable("refused"), Unreachable("refused")])
    store.take_in("T1", [], [DIGEST], now=clock.now())
    assert run(store, slack, clock, 5) == [1.0, 1.0, 1.0, 3.0, 5.0]
    assert slack.said == ["digest"]


def test_with_nothing_to_do_it_looks_now_and_then(store: Store, slack: Slack, clock: Clock) -> None:
    assert run(store, slack, clock, 3) == [5.0] * 3


def test_a_database_gone_for_a_while_ends_nothing(tmp_path: Path, slack: Slack, clock: Clock) -> None:
    store = open_store(f"sqlite:///{tmp_path}/kwai.db", patience=timedelta(milliseconds=5))
    store.take_in("T1", [], [DIGEST], now=clock.now())
    with closing(sqlite3.connect(tmp_path / "kwai.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert run(store, slack, clock, 3) == [2.0] * 3
        assert slack.said == []
        other.execute("ROLLBACK")
    run(store, slack, clock, 1)
    assert slack.said == ["digest"]
    store.close()


def test_a_mistake_of_ours_ends_nothing(
    store: Store, slack: Slack, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a mistake")

    with monkeypatch.context() as patch:
        patch.setattr(type(store.outbox), "claim", fail)
        assert run(store, slack, clock, 2) == [2.0, 2.0]


def test_on_its_thread_it_wakes_at_once_and_stops(
    store: Store, slack: Slack, clock: Clock, hire: Callable[[], Worker]
) -> None:
    arrived = threading.Event()
    send = slack.send

    def send_and_tell(envelope: Envelope) -> str:
        try:
            return send(envelope)
        finally:
            arrived.set()

    slack.send = send_and_tell  # type: ignore[method-assign]
    worker = hire()
    worker.start()
    store.take_in("T1", [], [DIGEST], now=clock.now())
    worker.wake()
    assert arrived.wait(4)
    assert worker.stop(4)
    assert slack.said == ["digest"]


def test_stopping_what_never_ran(worker: Worker) -> None:
    assert worker.stop()


TROUBLE = st.sampled_from(
    [None, None, Lost("lost"), Unsure("timeout"), Unreachable("refused"), SlowDown(7), Refused("no"), NotMember()]
)
LOOK = st.sampled_from([None, None, None, Unreachable("refused"), SlowDown(7), Unsure("timeout")])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sends=st.lists(TROUBLE, max_size=8),
    finds=st.lists(LOOK, max_size=4),
    crashes=st.sets(st.integers(0, 25), max_size=4),
)
def test_whatever_happens_nothing_is_lost_and_nothing_comes_twice(
    tmp_path_factory: pytest.TempPathFactory,
    sends: list[Exception | None],
    finds: list[Exception | None],
    crashes: set[int],
) -> None:
    """Crashes strike where a store transaction begins, so before a claim and before each mark."""
    clock, owner = Clock(), Owner()
    slack = Slack(clock)
    slack.sends.extend(sends)
    slack.finds.extend(finds)
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('any')}/kwai.db")
    batch = [
        Outgoing("C1", "head", kind="digest"),
        *(Outgoing("C1", f"p{i}", kind="digest", under=0) for i in range(2)),
        Outgoing("C2", "single", kind="digest"),
    ]
    store.take_in("T1", [], batch, now=clock.now())
    counted = iter(range(10_000))
    plain = store.database.writing

    def writing(patience: timedelta | None = None):  # type: ignore[no-untyped-def]
        if next(counted) in crashes:
            raise Crash
        return plain(patience)

    store.database.writing = writing  # type: ignore[method-assign]
    for _ in range(30):
        worker = Worker(
            store,
            slack,
            now=clock.now,
            report=owner.report,
            expired_payload=lambda _: "",
        )
        try:
            while worker.step() is not None:
                pass
        except Crash:
            pass
        clock.advance(30)
    reported = {failure.row.payload for failure in owner.heard}
    parts_lost = {"p0", "p1"} if "head" in reported else set()
    assert len(slack.said) == len(set(slack.said)), "nothing twice"
    assert store.outbox.next_due(clock.now()) is None, "nothing stuck"
    store.close()
    assert {"head", "p0", "p1", "single"} <= set(slack.said) | reported | parts_lost
