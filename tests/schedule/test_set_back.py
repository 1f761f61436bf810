"""A clock that is set back after a digest went out: its hour comes again, the digest does not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.remember.store import Store
from bot.schedule.due import Tally, send_due

from .test_due import DAY, DUE_AT, HOUR, Desk, Reports, next_at, put, store

__all__ = ["store"]


@pytest.mark.parametrize("back", [timedelta(minutes=30), HOUR, 2 * DAY])
def test_an_hour_that_comes_twice_sends_once(store: Store, back: timedelta) -> None:
    put(store)
    desk = Desk()
    tallies: list[Tally] = []

    def poll(moment: datetime) -> None:
        tallies.append(send_due(store, desk, lambda: moment, Reports()))

    poll(DUE_AT)
    poll(DUE_AT + timedelta(seconds=1) - back)
    poll(DUE_AT)
    poll(DUE_AT + HOUR)
    assert [tally.planned for tally in tallies] == [1, 0, 0, 0]
    assert next_at(store) == DUE_AT + DAY, "and the next one comes on its day"
    assert len(store.roster.deliveries("T1")) == 1
