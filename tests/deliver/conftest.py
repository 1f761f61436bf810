"""A worker between a store in a file and a Slack of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from bot.deliver.worker import Worker
from bot.remember.store import Store, open_store

from .fakes import Clock, Owner, Slack


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    store = open_store(url)
    yield store
    store.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def slack(clock: Clock) -> Slack:
    return Slack(clock)


@pytest.fixture
def owner() -> Owner:
    return Owner()


@pytest.fixture
def hire(store: Store, slack: Slack, clock: Clock, owner: Owner) -> Callable[[], Worker]:
    """A new worker, as after a restart."""
    return lambda: Worker(
        store,
        slack,
        now=clock.now,
        report=owner.report,
        expired_payload=lambda row: f"too late: {row.payload}",
    )


@pytest.fixture
def worker(hire: Callable[[], Worker]) -> Worker:
    return hire()


@pytest.fixture
def work(worker: Worker, clock: Clock) -> Callable[[float], list[str]]:
    """Work for so many seconds, a second at a time; what was done, in order."""

    def work(seconds: float) -> list[str]:
        done: list[str] = []
        until = clock.ticks + seconds
        while True:
            while (step := worker.step()) is not None:
                done.append(step.outcome)
            if clock.ticks >= until:
                return done
            clock.advance(1)

    return work
