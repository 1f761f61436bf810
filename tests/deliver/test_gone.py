"""A database that is gone for a while, on a file and on a server: what was promised is posted, once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from datetime import timedelta

import pytest

from bot.deliver.envelope import Envelope
from bot.deliver.worker import Worker
from bot.remember.outgoing import Outgoing
from bot.remember.store import Store, open_store
from bot.remember.unavailable import StoreUnavailable
from tests.postgres import Postgres

from .fakes import Clock, Owner, Slack
from .test_running import DIGEST, run

Gone = Callable[[], AbstractContextManager[None]]


@contextmanager
def locked(path: str) -> Iterator[None]:
    """A file that somebody else keeps for himself."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    store = open_store(url, patience=timedelta(milliseconds=5))
    yield store
    store.close()


@pytest.fixture
def gone(request: pytest.FixtureRequest, url: str) -> Gone:
    if url.startswith("sqlite"):
        return lambda: locked(url.removeprefix("sqlite:///"))
    server: Postgres = request.getfixturevalue("postgres")
    return lambda: server.gone(url)


def test_for_a_minute_it_waits_and_then_posts(store: Store, slack: Slack, clock: Clock, gone: Gone) -> None:
    store.take_in("T1", [], [DIGEST], now=clock.now())
    with gone():
        assert run(store, slack, clock, 30) == [2.0] * 30, "a minute"
        with pytest.raises(StoreUnavailable):
            store.take_in("T1", ["asked"], [Outgoing("C2", "answer")], now=clock.now())
    assert slack.said == []
    assert store.take_in("T1", ["asked"], [Outgoing("C2", "answer")], now=clock.now()), "nothing of it was kept"
    run(store, slack, clock, 1)
    assert sorted(slack.said) == ["answer", "digest"]


def test_gone_between_a_post_and_its_mark_the_message_is_found(
    store: Store, slack: Slack, clock: Clock, gone: Gone, hire: Callable[[], Worker], owner: Owner
) -> None:
    send, away = slack.send, ExitStack()

    def send_and_lose_the_database(envelope: Envelope) -> str:
        ts = send(envelope)
        away.enter_context(gone())
        return ts

    slack.send = send_and_lose_the_database  # type: ignore[method-assign]
    part = Outgoing("C1", "part", kind="digest", under=0)
    store.take_in("T1", [], [DIGEST, part], now=clock.now())
    worker = hire()
    with pytest.raises(StoreUnavailable):
        worker.step()
    away.close()
    slack.send = send  # type: ignore[method-assign]
    clock.advance(120)
    outcomes = [step.outcome for step in iter(worker.step, None)]
    assert outcomes == ["found", "sent"]
    assert (slack.said, owner.heard) == (["digest", "part"], [])
