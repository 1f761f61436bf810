"""Several processes on one database: one pace, one clock, and no delivery that stays behind its parts."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from bot.remember.outbox_row import OutboxRow
from bot.remember.outgoing import Outgoing, write
from bot.remember.store import Store, open_store

from .test_delivering import plan, put

LEASE = timedelta(minutes=2)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def processes(url: str) -> Iterator[tuple[Store, Store]]:
    """Two stores with an engine of their own, at Slack's pace, as two processes have them."""
    one, other = open_store(url), open_store(url)
    yield one, other
    one.close()
    other.close()


def claim(store: Store, now: datetime) -> str | None:
    row = store.outbox.claim("w", now, LEASE)
    return None if row is None else row.payload


def take(store: Store, now: datetime) -> OutboxRow:
    row = store.outbox.claim("w", now, LEASE)
    assert row is not None
    return row


def test_what_one_posts_the_other_waits_for(processes: tuple[Store, Store], now: datetime) -> None:
    one, other = processes
    one.take_in("T1", [], [Outgoing("C1", "first"), Outgoing("C1", "second"), Outgoing("C2", "else")], now=now)
    assert claim(one, now) == "first"
    assert claim(other, now) == "else"
    assert claim(other, now) is None
    assert other.outbox.next_due(now) == now + SECOND, "it need not ask before"
    assert claim(other, now + SECOND) == "second"


def test_the_pace_counts_from_the_end_of_a_slow_post(processes: tuple[Store, Store], now: datetime) -> None:
    one, other = processes
    one.take_in("T1", [], [Outgoing("C1", "slow"), Outgoing("C1", "next")], now=now)
    slow = take(one, now)
    one.outbox.mark_sent(slow, "1.1", now + 3 * SECOND)
    assert claim(other, now + 3 * SECOND) is None
    assert claim(other, now + 4 * SECOND) == "next"


def test_a_pause_that_slack_asks_for_is_everybodys(processes: tuple[Store, Store], now: datetime) -> None:
    one, other = processes
    one.take_in("T1", [], [Outgoing("C1", "first"), Outgoing("C1", "second")], now=now)
    one.outbox.mark_later(take(one, now), now + 30 * SECOND, "slow down", now, hold=30 * SECOND)
    assert claim(other, now + 29 * SECOND) is None
    assert claim(other, now + 30 * SECOND) == "first"


def test_what_is_not_posted_waits_for_no_pace(processes: tuple[Store, Store], now: datetime) -> None:
    one, other = processes
    late = Outgoing("C1", "late", expires_in=SECOND)
    one.take_in("T1", [], [Outgoing("C1", "unsure"), late], now=now - SECOND)
    unsure = take(one, now - 2 * SECOND + SECOND)
    one.outbox.mark_unknown(unsure, now, "timeout", now)
    states = {row.payload: row.state for row in (take(other, now), take(other, now))}
    assert states == {"unsure": "unknown", "late": "planned"}


def test_at_the_same_moment_a_channel_goes_to_one_of_many(processes: tuple[Store, Store], now: datetime) -> None:
    channels = [f"C{number}" for number in range(30)]
    processes[0].take_in("T1", [], [Outgoing(channel, channel) for channel in channels for _ in range(4)], now=now)

    def work(store: Store) -> list[str]:
        claimed = []
        while (payload := claim(store, now)) is not None:
            claimed.append(payload)
        return claimed

    with ThreadPoolExecutor(4) as threads:
        claimed = [payload for found in threads.map(work, processes * 2) for payload in found]
    assert sorted(claimed) == sorted(channels)


@pytest.mark.parametrize("back", [HOUR, timedelta(days=20)])
def test_a_clock_set_back_keeps_nothing_waiting(processes: tuple[Store, Store], now: datetime, back: timedelta) -> None:
    """Neither what was due, nor a claim of one who died, nor a channel that was posted to."""
    one, other = processes
    planned, died, put_off = Outgoing("C1", "planned"), Outgoing("C2", "died"), Outgoing("C3", "put off")
    one.take_in("T1", [], [died, put_off], now=now)
    take(one, now)
    one.outbox.mark_later(take(one, now), now + 10 * SECOND, "no connection", now)
    one.take_in("T1", [], [planned], now=now)
    earlier = now - back
    states = {row.payload: row.state for row in (take(other, earlier), take(other, earlier), take(other, earlier))}
    assert states == {"planned": "sending", "died": "unknown", "put off": "sending"}


def test_a_clock_that_is_a_little_behind_takes_nothing_from_anyone(
    processes: tuple[Store, Store], now: datetime
) -> None:
    one, other = processes
    one.take_in("T1", [], [Outgoing("C1", "first"), Outgoing("C1", "second")], now=now)
    assert claim(one, now) == "first"
    assert claim(other, now - SECOND) is None


def test_two_that_mark_two_parts_at_once_leave_a_delivery_sent(processes: tuple[Store, Store], now: datetime) -> None:
    one = processes[0]
    first, second = Outgoing("C1", "first", kind="digest"), Outgoing("C1", "second", kind="digest")
    for number in range(25):
        plan(one, put(one, now, f"s{number}"), "2025Q3", (first,), now + HOUR, now)
    planned = one.roster.deliveries("T1")
    with one.database.writing() as connection:
        for delivery in planned:
            write(connection, "T1", (second,), now, delivery.id)
    rows: list[OutboxRow] = []
    while len(rows) < 50:
        rows.append(take(one, now + len(rows) * SECOND))

    def mark(pair: tuple[Store, OutboxRow]) -> None:
        store, row = pair
        store.outbox.mark_sent(row, f"{row.id}.0", now)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(mark, zip(processes * 25, rows, strict=True)))
    assert [delivery.state for delivery in one.roster.deliveries("T1")] == ["sent"] * 25


def test_a_server_tells_everybody_the_time_and_a_file_leaves_it_to_its_computer(
    processes: tuple[Store, Store], now: datetime
) -> None:
    def own() -> datetime:
        return now

    clocks = [store.clock(own) for store in processes]
    if processes[0].database.is_sqlite:
        assert clocks == [own, own]
    else:
        first, second, third = clocks[0](), clocks[1](), clocks[0]()
        assert first < second < third
        assert first.tzinfo is UTC
