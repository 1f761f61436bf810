"""What is due: planned once, moved on, caught up, and never spinning."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.remember.store import Store, open_store
from bot.remember.subscriptions import Subscription
from bot.schedule.due import Composed, Due, Nothing, Part, Tally, send_due

DUE_AT = datetime(2025, 11, 20, 1, 0, tzinfo=UTC)  # 09:00 in Hong Kong
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(f"sqlite:///{tmp_path}/kwai.db", apart=timedelta())
    yield store
    store.close()


class Desk:
    """Composes the quarter it is set to."""

    def __init__(self) -> None:
        self.edition: str | None = "2025Q3"
        self.error: Exception | None = None
        self.asked: list[Due] = []

    def compose(self, due: Due) -> Composed | Nothing:
        self.asked.append(due)
        if self.error is not None:
            raise self.error
        if self.edition is None:
            return Nothing()
        head = Part(json.dumps({"text": self.edition}), subject=f"digest {self.edition}")
        return Composed(self.edition, head, (Part('{"text":"part"}'),))


class Reports:
    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []

    def __call__(self, subscription: Subscription, error: Exception) -> None:
        self.heard.append((subscription.id, str(error)))


def put(store: Store, id: str = "s1", cron: str = "0 9 * * *", zone: str = "Asia/Hong_Kong") -> None:
    store.put_subscription(
        "T1", id, channel="C1", digest="quarterly", cron=cron, time_zone=zone, language="en", next_at=DUE_AT
    )


def next_at(store: Store) -> datetime:
    return store.subscriptions("T1")[0].next_at


def test_before_its_time_nothing_happens(store: Store) -> None:
    put(store)
    assert send_due(store, Desk().compose, lambda: DUE_AT - HOUR, Reports()) == Tally()


def test_an_edition_is_planned_with_its_parts(store: Store) -> None:
    put(store)
    desk = Desk()
    assert send_due(store, desk.compose, lambda: DUE_AT, Reports()) == Tally(planned=1)
    assert desk.asked[0].late == timedelta()
    (delivery,) = store.deliveries("T1")
    assert (delivery.edition, delivery.state) == ("2025Q3", "planned")
    assert next_at(store) == DUE_AT + DAY
    head = store.outbox.claim("w", DUE_AT, HOUR)
    assert head is not None and (head.kind, head.subject) == ("digest", "digest 2025Q3")
    store.outbox.mark_sent(head, "1.1", DUE_AT)
    part = store.outbox.claim("w", DUE_AT, HOUR)
    assert part is not None and part.thread_ts == "1.1"


def test_asleep_for_three_days_it_sends_one_edition(store: Store) -> None:
    put(store)
    desk, now = Desk(), DUE_AT + 3 * DAY + HOUR
    assert send_due(store, desk.compose, lambda: now, Reports()) == Tally(planned=1)
    assert desk.asked[0].late == 3 * DAY + HOUR
    assert next_at(store) == DUE_AT + 4 * DAY
    assert send_due(store, desk.compose, lambda: now, Reports()) == Tally()


def test_a_clock_that_jumps_back_sends_nothing_again(store: Store) -> None:
    put(store)
    desk = Desk()
    send_due(store, desk.compose, lambda: DUE_AT, Reports())
    assert send_due(store, desk.compose, lambda: DUE_AT - 2 * DAY, Reports()) == Tally()


def test_the_same_edition_the_next_day_is_already_there(store: Store) -> None:
    put(store)
    desk = Desk()
    send_due(store, desk.compose, lambda: DUE_AT, Reports())
    assert send_due(store, desk.compose, lambda: DUE_AT + DAY, Reports()) == Tally(already=1)
    assert next_at(store) == DUE_AT + 2 * DAY


def test_nothing_new(store: Store) -> None:
    put(store)
    desk = Desk()
    desk.edition = None
    assert send_due(store, desk.compose, lambda: DUE_AT, Reports()) == Tally(nothing=1)
    assert next_at(store) == DUE_AT + DAY


def test_what_cannot_be_composed_is_reported_and_tried_again_later(store: Store) -> None:
    put(store)
    desk, reports = Desk(), Reports()
    desk.error = ValueError("template broken")
    assert send_due(store, desk.compose, lambda: DUE_AT, reports) == Tally(failed=1)
    assert reports.heard == [("s1", "template broken")]
    assert send_due(store, desk.compose, lambda: DUE_AT, reports) == Tally(), "it does not spin"
    desk.error = None
    assert send_due(store, desk.compose, lambda: DUE_AT + HOUR, reports) == Tally(planned=1)


@pytest.mark.parametrize(("cron", "zone"), [("0 9 * * 1", "Asia/Hong_Kong"), ("0 9 * * *", "Mars/Base")])
def test_a_cron_that_cannot_be_read_keeps_nobody_else_waiting(store: Store, cron: str, zone: str) -> None:
    put(store, "bad", cron, zone)
    put(store, "good")
    reports = Reports()
    assert send_due(store, Desk().compose, lambda: DUE_AT, reports) == Tally(planned=1, failed=1)
    assert [id for id, _ in reports.heard] == ["bad"]
    assert next_at(store) == DUE_AT + HOUR


def test_a_report_that_fails_keeps_nobody_else_waiting(store: Store) -> None:
    def report(_: Subscription, __: Exception) -> None:
        raise OSError("no mail")

    put(store, "bad", "0 9 * * 1")
    put(store, "good")
    assert send_due(store, Desk().compose, lambda: DUE_AT, report) == Tally(planned=1, failed=1)
