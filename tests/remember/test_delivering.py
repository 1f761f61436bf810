"""Subscriptions and deliveries: an edition goes to a subscription once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from typing import Any

from bot.core.subscription import Quiet, Review, Schedule, Subscription
from bot.remember.outbox_row import OutboxRow
from bot.remember.outgoing import Outgoing
from bot.remember.reviews import Waiting
from bot.remember.store import Store
from bot.remember.turn import Hold, Turn

DAY = timedelta(days=1)
BATCH = (Outgoing("C1", "head", kind="digest"), Outgoing("C1", "part", kind="digest", under=0))


def put(
    store: Store,
    next_at: datetime,
    id: str = "s1",
    cron: str = "0 9 * * *",
    channel: str = "C1",
    **more: Any,
) -> Subscription:
    schedule = Schedule(cron, "Asia/Hong_Kong")
    return store.roster.put(Subscription("T1", id, channel, "quarterly", schedule, "en", next_at, **more))


def plan(
    store: Store,
    due: Subscription,
    edition: str | None,
    messages: tuple[Outgoing, ...],
    next_at: datetime,
    now: datetime,
    **more: Any,
) -> str:
    (outcome,) = store.roster.take([Turn(due, next_at, edition, messages, **more)], now)
    return outcome


def messages_to(channel: str) -> tuple[Outgoing, ...]:
    return Outgoing(channel, "head", kind="digest"), Outgoing(channel, "part", kind="digest", under=0)


def take(store: Store, now: datetime) -> OutboxRow:
    row = store.outbox.claim("w", now, timedelta(minutes=1))
    assert row is not None
    return row


def state(store: Store) -> str:
    (delivery,) = store.roster.deliveries("T1")
    return delivery.state


def test_seeding_again_keeps_the_next_time_unless_the_cron_changed(store: Store, now: datetime) -> None:
    put(store, now)
    assert put(store, now + DAY, channel="C2").next_at == now
    changed = put(store, now + DAY, cron="0 10 * * *")
    assert (changed.next_at, changed.channel, changed.state) == (now + DAY, "C1", "active")
    assert store.roster.all("T1") == (changed,)
    assert store.roster.all("T2") == ()


def test_an_edition_is_planned_once(store: Store, now: datetime) -> None:
    due = put(store, now)
    assert store.roster.due(now - timedelta(seconds=1)) == ()
    assert store.roster.due(now) == (due,)
    assert plan(store, due, "2025Q3", BATCH, now + DAY, now) == "planned"
    assert store.roster.due(now) == ()
    (again,) = store.roster.due(now + DAY)
    assert plan(store, again, "2025Q3", BATCH, now + 2 * DAY, now) == "already"
    assert store.roster.all("T1")[0].next_at == now + 2 * DAY
    assert len(store.roster.deliveries("T1")) == 1


def test_the_same_edition_goes_to_two_subscriptions(store: Store, now: datetime) -> None:
    for id in ("s1", "s2"):
        assert plan(store, put(store, now, id), "2025Q3", BATCH, now + DAY, now) == "planned"


def test_two_processes_that_find_it_due_plan_it_once(store: Store, now: datetime) -> None:
    due = put(store, now)
    with ThreadPoolExecutor(6) as threads:
        results = list(threads.map(lambda _: plan(store, due, "2025Q3", BATCH, now + DAY, now), range(12)))
    assert sorted(results) == ["planned"] + ["taken"] * 11


def test_nothing_new_moves_the_next_time_only(store: Store, now: datetime) -> None:
    assert plan(store, put(store, now), None, (), now + DAY, now) == "nothing"
    assert store.roster.all("T1")[0].next_at == now + DAY
    assert store.roster.deliveries("T1") == ()


def test_a_delivery_is_sent_when_all_of_it_is(store: Store, now: datetime) -> None:
    plan(store, put(store, now), "2025Q3", BATCH, now + DAY, now)
    assert state(store) == "planned"
    head = take(store, now)
    assert state(store) == "sending"
    store.outbox.mark_sent(head, "1.1", now)
    assert state(store) == "sending"
    store.outbox.mark_sent(take(store, now), "1.2", now + DAY)
    (delivery,) = store.roster.deliveries("T1")
    assert (delivery.state, delivery.message_ts, delivery.sent_at) == ("sent", "1.1", now + DAY)


def test_a_refused_headline_fails_its_parts_and_the_delivery(store: Store, now: datetime) -> None:
    plan(store, put(store, now), "2025Q3", BATCH, now + DAY, now)
    store.outbox.mark_failed(take(store, now), "invalid_blocks", now)
    (delivery,) = store.roster.deliveries("T1")
    assert (delivery.state, delivery.error) == ("failed", "invalid_blocks")
    assert store.outbox.claim("w", now, DAY) is None
    assert store.outbox.next_due(now) is None, "nothing is stuck"


def test_an_unsure_headline_leaves_the_delivery_unknown(store: Store, now: datetime) -> None:
    plan(store, put(store, now), "2025Q3", BATCH[:1], now + DAY, now)
    store.outbox.mark_unknown(take(store, now), now, "timeout", now)
    assert state(store) == "unknown"
    store.outbox.mark_sent(take(store, now), "1.1", now)
    assert state(store) == "sent"


def test_plans_that_are_no_longer_in_the_book_are_paused_and_go_on_when_they_are_back(
    store: Store, now: datetime
) -> None:
    for name in ("kept", "gone"):
        put(store, now, name, origin="book")
    put(store, now, "somebody's")
    assert store.roster.pause_all_but("T1", ["kept"]) == ("gone",)
    assert [one.id for one in store.roster.due(now)] == ["kept", "somebody's"]
    assert store.roster.pause_all_but("T2", []) == ()
    back = put(store, now + DAY, "gone", origin="book")
    assert (back.state, back.paused_for, back.next_at) == ("active", "", now + DAY)


def test_a_plan_that_somebody_paused_stays_paused(store: Store, now: datetime) -> None:
    put(store, now, origin="book")
    assert store.roster.pause("T1", "s1", "person")
    assert not store.roster.pause("T1", "s1", "person")
    assert put(store, now + DAY, origin="book").state == "paused"
    assert store.roster.due(now + DAY) == ()
    assert store.roster.resume("T1", "s1", now + 2 * DAY, "2025Q3")
    assert not store.roster.resume("T1", "s1", now, "2025Q3")
    (one,) = store.roster.all("T1")
    assert (one.state, one.next_at, one.newest, one.paused_for) == ("active", now + 2 * DAY, "2025Q3", "")


def test_what_is_stopped_is_gone_and_its_deliveries_stay(store: Store, now: datetime) -> None:
    plan(store, put(store, now), "2025Q3", BATCH, now + DAY, now)
    assert store.roster.stop("T1", "s1")
    assert not store.roster.stop("T1", "s1")
    assert store.roster.all("T1") == () and store.roster.one("T1", "s1") is None
    assert len(store.roster.deliveries("T1")) == 1


def test_everything_of_a_subscription_is_kept(store: Store, now: datetime) -> None:
    schedule = Schedule("0 9 * * mon", "Europe/London", Quiet(time(22), time(8)), "GB")
    review = Review("U1", timedelta(hours=3))
    one = Subscription(
        "T1",
        "x",
        "C1",
        "quarterly",
        schedule,
        "zh-Hant",
        now,
        "active",
        "person",
        "U2",
        review,
        "D1",
        True,
        "",
        "2025Q2",
    )
    assert store.roster.put(one) == one == store.roster.one("T1", "x")


def test_the_subscriptions_of_a_channel_are_paused_together(store: Store, now: datetime) -> None:
    put(store, now, "a")
    put(store, now, "b")
    put(store, now, "c", channel="C2")
    paused = store.roster.pause_channel("T1", "C1", "is_archived")
    assert sorted(one.id for one in paused) == ["a", "b"]
    assert {one.paused_for for one in paused} == {"is_archived"}
    assert store.roster.pause_channel("T1", "C1", "is_archived") == ()


def test_many_turns_are_written_together_each_once(store: Store, now: datetime) -> None:
    dues = [put(store, now, f"s{i}", channel=f"C{i}") for i in range(5)]
    first = [Turn(due, now + DAY, "2025Q3", messages_to(due.channel)) for due in dues[:3]]
    assert store.roster.take(first, now) == ("planned",) * 3
    both = [Turn(due, now + DAY, "2025Q3", messages_to(due.channel)) for due in dues]
    assert store.roster.take(both, now) == ("taken",) * 3 + ("planned",) * 2
    heads = []
    while (row := store.outbox.claim("w", now, DAY)) is not None:
        heads.append((row.channel, row.payload, row.delivery_id))
        store.outbox.mark_sent(row, f"{row.id}.0", now)
    assert sorted((channel, payload) for channel, payload, _ in heads) == sorted(
        (f"C{i}", payload) for i in range(5) for payload in ("head", "part")
    )
    by_subscription = {one.subscription: one for one in store.roster.deliveries("T1")}
    assert {one.state for one in by_subscription.values()} == {"sent"}
    assert {id for channel, _, id in heads if channel == "C3"} == {by_subscription["s3"].id}


def test_nothing_new_is_said_where_that_is_wanted(store: Store, now: datetime) -> None:
    line = Outgoing("C1", "nothing new", kind="notice")
    assert plan(store, put(store, now), None, (), now + DAY, now, otherwise=line) == "nothing"
    assert take(store, now).payload == "nothing new"
    (due,) = store.roster.due(now + DAY)
    assert plan(store, due, "2025Q3", BATCH[:1], now + 2 * DAY, now, otherwise=line) == "planned"
    assert take(store, now).payload == "head"
    (due,) = store.roster.due(now + 2 * DAY)
    assert plan(store, due, "2025Q3", BATCH[:1], now + 3 * DAY, now, otherwise=line) == "already"
    assert take(store, now).payload == "nothing new"


HOLD = Hold("U1", "D1", datetime(2025, 11, 20, 12, 0, tzinfo=UTC), (Outgoing("D1", "look", kind="digest"),))


def held(store: Store, now: datetime) -> Waiting:
    review = Review("U1")
    assert plan(store, put(store, now, review=review), "2025Q3", BATCH, now + DAY, now, hold=HOLD) == "held"
    found = store.roster.waiting("T1", "s1", "2025Q3")
    assert found is not None
    return found


def test_a_reviewer_sees_it_first_and_it_waits(store: Store, now: datetime) -> None:
    waiting = held(store, now)
    assert (waiting.reviewer, waiting.channel, waiting.edition) == ("U1", "D1", "2025Q3")
    look = take(store, now)
    assert look.payload == "look"
    store.outbox.mark_sent(look, "1.1", now)
    assert store.outbox.claim("w", now + DAY, DAY) is None
    assert state(store) == "held"
    assert store.roster.release(waiting, now)
    assert not store.roster.release(waiting, now), "sent once, however often it is pressed"
    assert take(store, now).payload == "head"
    assert store.roster.waiting("T1", "s1", "2025Q3") is None


def test_what_is_not_decided_in_time_is_said_once(store: Store, now: datetime) -> None:
    waiting = held(store, now)
    store.outbox.mark_sent(take(store, now), "1.1", now)
    assert store.roster.overdue(HOLD.until - timedelta(minutes=1)) == ()
    assert store.roster.overdue(HOLD.until, "T1") == (waiting,)
    assert store.roster.overdue(HOLD.until, "T2") == ()
    over = Outgoing("D1", "over", kind="notice")
    assert store.roster.hold(waiting, over, HOLD.until)
    assert not store.roster.hold(waiting, over, HOLD.until)
    assert store.roster.overdue(HOLD.until) == ()
    assert take(store, HOLD.until).payload == "over"
    assert state(store) == "held"
    assert store.roster.release(waiting, HOLD.until)


def now_again(store: Store, now: datetime, messages: tuple[Outgoing, ...] = BATCH) -> str:
    one = store.roster.one("T1", "s1")
    assert one is not None
    return store.roster.send_now(Turn(one, one.next_at, "2025Q3", messages), now)


def test_at_once_it_is_planned_and_its_next_time_stays(store: Store, now: datetime) -> None:
    put(store, now + DAY)
    assert now_again(store, now) == "planned"
    assert now_again(store, now) == "already"
    assert store.roster.all("T1")[0].next_at == now + DAY


def test_what_failed_is_planned_anew_with_what_is_so_now(store: Store, now: datetime) -> None:
    plan(store, put(store, now), "2025Q3", BATCH, now + DAY, now)
    store.outbox.mark_failed(take(store, now), "is_archived", now)
    fresh = (Outgoing("C1", "fresh head", kind="digest"), Outgoing("C1", "fresh part", kind="digest", under=0))
    assert now_again(store, now, fresh) == "planned"
    said = []
    for number in range(2):
        row = take(store, now)
        said.append(row.payload)
        store.outbox.mark_sent(row, f"{number}.1", now)
    assert said == ["fresh head", "fresh part"]
    assert state(store) == "sent"


def test_of_what_failed_half_way_only_the_rest_is_sent(store: Store, now: datetime) -> None:
    plan(store, put(store, now), "2025Q3", BATCH, now + DAY, now)
    store.outbox.mark_sent(take(store, now), "1.1", now)
    store.outbox.mark_failed(take(store, now), "invalid_blocks", now)
    assert now_again(store, now) == "planned"
    rest = take(store, now)
    assert (rest.payload, rest.thread_ts) == ("part", "1.1")
    store.outbox.mark_sent(rest, "1.2", now)
    assert state(store) == "sent"


def test_what_may_have_been_posted_is_not_sent_again(store: Store, now: datetime) -> None:
    plan(store, put(store, now), "2025Q3", BATCH[:1], now + DAY, now)
    store.outbox.mark_unknown(take(store, now), None, "timeout", now)
    assert now_again(store, now) == "unsure"


def test_a_paused_one_is_not_sent_at_once(store: Store, now: datetime) -> None:
    put(store, now)
    store.roster.pause("T1", "s1", "person")
    assert now_again(store, now) == "taken"
    assert store.roster.deliveries("T1") == ()
