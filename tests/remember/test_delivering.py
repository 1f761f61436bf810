"""Subscriptions and deliveries: an edition goes to a subscription once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from bot.remember.outbox_row import OutboxRow
from bot.remember.outgoing import Outgoing
from bot.remember.store import Store
from bot.remember.subscriptions import Subscription

DAY = timedelta(days=1)
BATCH = (Outgoing("C1", "head", kind="digest"), Outgoing("C1", "part", kind="digest", under=0))


def put(store: Store, next_at: datetime, id: str = "s1", cron: str = "0 9 * * *", channel: str = "C1") -> Subscription:
    return store.put_subscription(
        "T1",
        id,
        channel=channel,
        digest="quarterly",
        cron=cron,
        time_zone="Asia/Hong_Kong",
        language="en",
        next_at=next_at,
    )


def take(store: Store, now: datetime) -> OutboxRow:
    row = store.outbox.claim("w", now, timedelta(minutes=1))
    assert row is not None
    return row


def state(store: Store) -> str:
    (delivery,) = store.deliveries("T1")
    return delivery.state


def test_seeding_again_keeps_the_next_time_unless_the_cron_changed(store: Store, now: datetime) -> None:
    put(store, now)
    assert put(store, now + DAY, channel="C2").next_at == now
    changed = put(store, now + DAY, cron="0 10 * * *")
    assert (changed.next_at, changed.channel, changed.state) == (now + DAY, "C1", "active")
    assert store.subscriptions("T1") == (changed,)
    assert store.subscriptions("T2") == ()


def test_an_edition_is_planned_once(store: Store, now: datetime) -> None:
    due = put(store, now)
    assert store.due(now - timedelta(seconds=1)) == ()
    assert store.due(now) == (due,)
    assert store.plan(due, "2025Q3", BATCH, now + DAY, now) == "planned"
    assert store.due(now) == ()
    (again,) = store.due(now + DAY)
    assert store.plan(again, "2025Q3", BATCH, now + 2 * DAY, now) == "already"
    assert store.subscriptions("T1")[0].next_at == now + 2 * DAY
    assert len(store.deliveries("T1")) == 1


def test_the_same_edition_goes_to_two_subscriptions(store: Store, now: datetime) -> None:
    for id in ("s1", "s2"):
        assert store.plan(put(store, now, id), "2025Q3", BATCH, now + DAY, now) == "planned"


def test_two_processes_that_find_it_due_plan_it_once(store: Store, now: datetime) -> None:
    due = put(store, now)
    with ThreadPoolExecutor(6) as threads:
        results = list(threads.map(lambda _: store.plan(due, "2025Q3", BATCH, now + DAY, now), range(12)))
    assert sorted(results) == ["already"] * 11 + ["planned"]


def test_nothing_new_moves_the_next_time_only(store: Store, now: datetime) -> None:
    assert store.plan(put(store, now), None, (), now + DAY, now) == "nothing"
    assert store.subscriptions("T1")[0].next_at == now + DAY
    assert store.deliveries("T1") == ()


def test_a_delivery_is_sent_when_all_of_it_is(store: Store, now: datetime) -> None:
    store.plan(put(store, now), "2025Q3", BATCH, now + DAY, now)
    assert state(store) == "planned"
    head = take(store, now)
    assert state(store) == "sending"
    store.outbox.mark_sent(head, "1.1", now)
    assert state(store) == "sending"
    store.outbox.mark_sent(take(store, now), "1.2", now + DAY)
    (delivery,) = store.deliveries("T1")
    assert (delivery.state, delivery.message_ts, delivery.sent_at) == ("sent", "1.1", now + DAY)


def test_a_refused_headline_fails_its_parts_and_the_delivery(store: Store, now: datetime) -> None:
    store.plan(put(store, now), "2025Q3", BATCH, now + DAY, now)
    store.outbox.mark_failed(take(store, now), "invalid_blocks", now)
    (delivery,) = store.deliveries("T1")
    assert (delivery.state, delivery.error) == ("failed", "invalid_blocks")
    assert store.outbox.claim("w", now, DAY) is None
    assert store.outbox.next_due(now) is None, "nothing is stuck"


def test_an_unsure_headline_leaves_the_delivery_unknown(store: Store, now: datetime) -> None:
    store.plan(put(store, now), "2025Q3", BATCH[:1], now + DAY, now)
    store.outbox.mark_unknown(take(store, now), now, "timeout", now)
    assert state(store) == "unknown"
    store.outbox.mark_sent(take(store, now), "1.1", now)
    assert state(store) == "sent"


def test_plans_that_are_no_longer_wanted_are_paused(store: Store, now: datetime) -> None:
    for name in ("kept", "gone"):
        store.put_subscription(
            "T1",
            name,
            channel="C1",
            digest="quarterly",
            cron="0 9 5 dec *",
            time_zone="Asia/Hong_Kong",
            language="en",
            next_at=now,
        )
    assert store.pause_all_but("T1", ["kept"]) == ("gone",)
    assert [one.id for one in store.due(now)] == ["kept"]
    assert store.pause_all_but("T2", []) == ()


def test_the_last_edition_of_a_subscription_is_known_by_its_day(store: Store, now: datetime) -> None:
    due = put(store, now)
    assert store.last_edition(due) is None
    store.plan(due, "2025Q3", BATCH, now + DAY, now)
    (again,) = store.due(now + DAY)
    assert store.last_edition(again) == now
    store.plan(again, "2025Q4", BATCH, now + 2 * DAY, now + DAY)
    assert store.last_edition(again) == now + DAY
    assert store.last_edition(put(store, now, "s2")) is None
