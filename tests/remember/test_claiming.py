"""Claiming: each row to one worker, in the right order, and what is marked holds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.dialects import postgresql

from bot.remember import claim
from bot.remember.outbox_row import OutboxRow
from bot.remember.outgoing import Outgoing
from bot.remember.store import Store, open_store

LEASE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def take(store: Store, now: datetime, worker: str = "w") -> OutboxRow:
    row = store.outbox.claim(worker, now, LEASE)
    assert row is not None
    return row


def test_two_workers_never_claim_one_row(store: Store, url: str, now: datetime) -> None:
    store.take_in("T1", [], [Outgoing(f"C{i}", "{}") for i in range(200)], now=now)
    other = open_store(url)  # its own engine, as another process has

    def work(own: Store) -> list[int]:
        ids = []
        while (row := own.outbox.claim("w", now, LEASE)) is not None:
            ids.append(row.id)
        return ids

    with ThreadPoolExecutor(4) as threads:
        claimed = [id for ids in threads.map(work, [store, other, store, other]) for id in ids]
    other.close()
    assert len(claimed) == 200
    assert len(set(claimed)) == 200


def test_answers_before_digests_before_notices(store: Store, now: datetime) -> None:
    batch = [Outgoing("C1", "n", kind="notice"), Outgoing("C2", "d", kind="digest"), Outgoing("C3", "a")]
    store.take_in("T1", [], batch, now=now)
    assert [take(store, now).payload for _ in batch] == ["a", "d", "n"]


def test_a_thread_keeps_its_order_and_an_answer_does_not_wait_for_a_digest(store: Store, now: datetime) -> None:
    batch = [Outgoing("C1", text, kind="digest", thread_ts="1.1") for text in ("d1", "d2")]
    store.take_in("T1", [], [*batch, Outgoing("C1", "a1", thread_ts="1.1")], now=now)
    answer, first = take(store, now), take(store, now)
    assert (answer.payload, first.payload) == ("a1", "d1")
    assert store.outbox.claim("w", now, LEASE) is None, "the second waits for the first"
    store.outbox.mark_later(first, now + 5 * SECOND, "slow down", now)
    assert store.outbox.claim("w", now, LEASE) is None, "and waits while that one waits"
    store.outbox.mark_sent(take(store, now + 5 * SECOND), "2.2", now)
    assert take(store, now + 5 * SECOND).payload == "d2"


def test_a_claim_left_behind_is_unsure(store: Store, now: datetime) -> None:
    store.take_in("T1", [], [Outgoing("C1", "{}")], now=now)
    first = take(store, now, "crashed")
    assert first.state == "sending"
    assert store.outbox.next_due(now) == now + LEASE
    assert store.outbox.claim("w", now + LEASE - SECOND, LEASE) is None
    second = take(store, now + LEASE)
    assert (second.id, second.state, second.attempts) == (first.id, "unknown", 1)
    assert second.last_sent_at == now
    assert take(store, now + 2 * LEASE, "third").state == "unknown", "also where the looking crashed"


def test_a_worker_whose_claim_was_taken_over_marks_nothing_but_sent(store: Store, now: datetime) -> None:
    store.take_in("T1", [], [Outgoing("C1", "{}")], now=now)
    slow = take(store, now, "slow")
    taken = take(store, now + LEASE, "other")
    store.outbox.mark_failed(slow, "no", now)
    store.outbox.mark_absent(taken, now, now)
    store.outbox.mark_sent(slow, "1.1", now)
    store.outbox.mark_again(taken, now)
    assert store.outbox.claim("w", now + 9 * LEASE, LEASE) is None, "it stays sent"


def test_an_expired_row_is_claimed_as_planned(store: Store, now: datetime) -> None:
    store.take_in("T1", [], [Outgoing("C1", "{}", expires_in=SECOND)], now=now)
    row = take(store, now + SECOND)
    assert (row.state, row.attempts, row.first_sent_at) == ("planned", 0, None)


def test_what_a_posted_root_knows_is_kept_with_it(store: Store, now: datetime) -> None:
    store.take_in("T1", [], [Outgoing("C1", "r", subject="kling"), Outgoing("C1", "p", under=0)], now=now)
    store.outbox.mark_sent(take(store, now), "7.7", now)
    assert store.thread("T1", "C1", "7.7") == "kling"
    assert take(store, now).thread_ts == "7.7"


def test_a_root_found_late_does_not_undo_what_its_thread_is_about_by_now(store: Store, now: datetime) -> None:
    store.take_in("T1", [], [Outgoing("C1", "r", subject="old")], now=now)
    row = take(store, now)
    store.remember_thread("T1", "C1", "7.7", "new", now)
    store.outbox.mark_sent(row, "7.7", now)
    assert store.thread("T1", "C1", "7.7") == "new"


def test_marks_differ_from_database_to_database(store: Store, url: str, now: datetime) -> None:
    other = open_store(url.replace("kwai.db", "other.db"))
    marks = set()
    for each in (store, other):
        each.take_in("T1", [], [Outgoing("C1", "{}")], now=now)
        marks.add(take(each, now).mark)
    other.close()
    assert len(marks) == 2


def test_postgresql_skips_what_others_hold() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    sql = str(claim.statement(of_one_workspace=True).compile(dialect=dialect))
    assert "FOR UPDATE OF due SKIP LOCKED" in sql
    assert "RETURNING" in sql


@pytest.mark.parametrize("workspace", [None, "T1"])
def test_what_the_worker_asks_walks_the_rows_that_wait_and_no_others(
    workspace: str | None, file_url: str, now: datetime
) -> None:
    """All that was ever said stands in the same table."""
    asked: list[tuple[str, Any]] = []
    with closing(open_store(file_url)) as store:
        event.listen(store.database.engine, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
        store.outbox.claim("w", now, LEASE, workspace)
        store.outbox.next_due(now, workspace)
        store.outbox.waiting()
        store.subject_of_message("T1", "C1", "1.1")
        plans = [_plan(store, *each) for each in tuple(asked) if "FROM outbox" in each[0]]
    claimed, due, until, _, waiting, message = plans
    assert "SCAN due USING INDEX outbox_next" in claimed
    assert not any("TEMP B-TREE" in step for step in claimed)
    assert all(plan[0].endswith("outbox USING INDEX outbox_next") for plan in (due, until))
    assert "outbox USING COVERING INDEX outbox_waiting" in waiting[0]
    assert "SEARCH outbox USING INDEX outbox_message (workspace=? AND channel=? AND message_ts=?)" in message


def _plan(store: Store, sql: str, values: Any) -> list[str]:
    with store.database.reading() as connection:
        return [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)]


def test_a_bot_of_one_workspace_leaves_the_rows_of_another(store: Store, now: datetime) -> None:
    for workspace in ("T1", "T2"):
        store.take_in(workspace, [f"key {workspace}"], [Outgoing("C1", "{}")], now=now)
    row = store.outbox.claim("w", now, LEASE, workspace="T2")
    assert row is not None
    assert row.workspace == "T2"
    assert store.outbox.claim("w", now, LEASE, workspace="T2") is None
    assert store.outbox.next_due(now, "T3") is None
