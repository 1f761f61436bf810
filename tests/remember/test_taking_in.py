"""Taking in: keys, messages and memory are kept together or not at all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from bot.remember.outbox_row import OutboxRow
from bot.remember.outgoing import Outgoing
from bot.remember.store import Store

MINUTE = timedelta(minutes=1)


def claimed(store: Store, now: datetime) -> list[OutboxRow]:
    rows = []
    while (row := store.outbox.claim("w", now, MINUTE)) is not None:
        rows.append(row)
    return rows


def test_all_is_kept_at_once(store: Store, now: datetime) -> None:
    message = Outgoing("C1", '{"text":"3"}', thread_ts="1.1", response_url="https://r", asker="U1", expires_in=MINUTE)
    assert store.take_in(
        "T1", ["event:1"], [message], thread=("C1", "1.1", "kling"), asker=("C1", "U1", "gmv"), now=now
    )
    (row,) = claimed(store, now)
    assert (row.channel, row.thread_ts, row.payload, row.kind) == ("C1", "1.1", '{"text":"3"}', "answer")
    assert (row.created_at, row.expires_at, row.asker) == (now, now + MINUTE, "U1")
    assert store.thread("T1", "C1", "1.1") == "kling"
    assert store.last_asked("T1", "C1", "U1", now) == "gmv"


@pytest.mark.parametrize("keys", [["a"], ["b", "a"], ["a", "b"]])
def test_with_any_key_seen_nothing_is_kept(store: Store, now: datetime, keys: list[str]) -> None:
    assert store.take_in("T1", ["a"], [], now=now)
    assert not store.take_in(
        "T1", keys, [Outgoing("C1", "{}")], thread=("C1", "1", "x"), asker=("C1", "U1", "x"), now=now
    )
    assert claimed(store, now) == []
    assert store.thread("T1", "C1", "1") is None
    assert store.last_asked("T1", "C1", "U1", now - MINUTE) is None
    assert store.take_in("T1", ["b"], [], now=now), "not even the new key was kept"


def test_the_same_key_twice_in_one_call_is_one(store: Store, now: datetime) -> None:
    assert store.take_in("T1", ["a", "a"], [], now=now)


def test_no_key_is_no_repeat(store: Store, now: datetime) -> None:
    assert store.take_in("T1", [], [Outgoing("C1", "{}")], now=now)
    assert store.take_in("T1", [], [Outgoing("C1", "{}")], now=now)


def test_workspaces_know_nothing_of_each_other(store: Store, now: datetime) -> None:
    assert store.take_in("T1", ["a"], [], thread=("C1", "1", "x"), asker=("C1", "U1", "x"), now=now)
    assert store.take_in("T2", ["a"], [], now=now)
    assert store.thread("T2", "C1", "1") is None
    assert store.last_asked("T2", "C1", "U1", now) is None
    store.learn_member("T1", "C1", True, now)
    assert store.is_member("T2", "C1") is None


def test_a_repeat_at_the_same_moment_is_taken_in_once(store: Store, now: datetime) -> None:
    def take_in(_: int) -> bool:
        return store.take_in("T1", ["event:1"], [Outgoing("C1", "{}")], now=now)

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(take_in, range(40))) == [False] * 39 + [True]
    assert len(claimed(store, now)) == 1


@pytest.mark.parametrize(
    "batch",
    [[Outgoing("C1", "{}", under=0)], [Outgoing("C1", "{}"), Outgoing("C2", "{}", under=0)]],
    ids=["itself", "another channel"],
)
def test_a_message_under_nothing_is_refused_and_nothing_kept(
    store: Store, now: datetime, batch: list[Outgoing]
) -> None:
    with pytest.raises(ValueError, match="cannot go under"):
        store.take_in("T1", ["a"], batch, now=now)
    assert store.take_in("T1", ["a"], [], now=now)


def test_what_goes_under_a_reply_goes_to_the_replys_thread(store: Store, now: datetime) -> None:
    batch = [
        Outgoing("C1", "root"),
        Outgoing("C1", "reply", under=0),
        Outgoing("C1", "deeper", under=1),
        Outgoing("C1", "in a thread", thread_ts="9.9"),
        Outgoing("C1", "under that", under=3),
    ]
    store.take_in("T1", [], batch, now=now)
    (root, in_thread) = claimed(store, now)
    assert (root.payload, in_thread.payload) == ("root", "in a thread")
    store.outbox.mark_sent(root, "5.5", now)
    store.outbox.mark_sent(in_thread, "10.0", now)
    for expected in (("reply", "5.5"), ("deeper", "5.5"), ("under that", "9.9")):
        row = store.outbox.claim("w", now, MINUTE)
        assert row is not None and (row.payload, row.thread_ts) == expected
        store.outbox.mark_sent(row, "6.6", now)


def test_memory_is_renewed_and_pruned(store: Store, now: datetime) -> None:
    later = now + MINUTE
    for moment, subject in ((now, "old"), (later, "new")):
        store.take_in("T1", [subject], [], thread=("C1", "1", subject), asker=("C1", "U1", subject), now=moment)
    assert store.thread("T1", "C1", "1") == "new"
    assert store.last_asked("T1", "C1", "U1", now) == "new"
    assert store.last_asked("T1", "C1", "U1", later + MINUTE) is None
    assert store.prune(later) == 1
    assert not store.take_in("T1", ["new"], [], now=later)
    assert store.take_in("T1", ["old"], [], now=later)


def test_membership_is_learned(store: Store, now: datetime) -> None:
    assert store.is_member("T1", "C1") is None
    store.learn_member("T1", "C1", True, now)
    assert store.is_member("T1", "C1") is True
    store.learn_member("T1", "C1", False, now)
    assert store.is_member("T1", "C1") is False


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        store.learn_member("T1", "C1", True, datetime(2025, 1, 1))
