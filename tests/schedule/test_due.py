"""What is due: planned once, moved on, caught up, and never spinning."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.core.subscription import Quiet, Review, Schedule, Subscription
from bot.remember.store import Store, open_store
from bot.schedule.due import Composed, Due, Nothing, Part, Tally, bring_forward, send_due, send_now

HONG_KONG = "Asia/Hong_Kong"
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
        self.newest: str | None = "2025Q3"
        self.error: Exception | None = None
        self.asked: list[Due] = []

    def edition(self, due: Due) -> Composed | Nothing:
        self.asked.append(due)
        if self.error is not None:
            raise self.error
        if self.newest is None:
            return Nothing()
        head = Part(json.dumps({"text": self.newest}), subject=f"digest {self.newest}")
        return Composed(self.newest, head, (Part('{"text":"part"}'),))

    def nothing_new(self, subscription: Subscription) -> Part:
        return Part('{"text":"nothing new"}')

    def review(self, subscription: Subscription, edition: str, until: datetime) -> Part:
        return Part(json.dumps({"text": f"review {edition} by {until:%H:%M}"}))


class Reports:
    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []

    def __call__(self, subscription: Subscription, error: Exception) -> None:
        self.heard.append((subscription.id, str(error)))


def put(store: Store, id: str = "s1", cron: str = "0 9 * * *", zone: str = HONG_KONG, **more: Any) -> Subscription:
    schedule = replace(
        Schedule(cron, zone), **{key: more.pop(key) for key in ("quiet", "business_days") if key in more}
    )
    values = {"next_at": DUE_AT, **more}
    return store.roster.put(Subscription("T1", id, "C1", "quarterly", schedule, "en", **values))


def next_at(store: Store) -> datetime:
    return store.roster.all("T1")[0].next_at


def said(store: Store, now: datetime) -> list[tuple[str, str]]:
    """What is posted now, with its channel."""
    found = []
    while (row := store.outbox.claim("w", now, HOUR)) is not None:
        found.append((row.channel, json.loads(row.payload)["text"]))
        store.outbox.mark_sent(row, f"{row.id}.0", now)
    return found


def test_before_its_time_nothing_happens(store: Store) -> None:
    put(store)
    assert send_due(store, Desk(), lambda: DUE_AT - HOUR, Reports()) == Tally()


def test_an_edition_is_planned_with_its_parts(store: Store) -> None:
    put(store)
    desk = Desk()
    assert send_due(store, desk, lambda: DUE_AT, Reports()) == Tally(planned=1)
    assert desk.asked[0].late == timedelta()
    (delivery,) = store.roster.deliveries("T1")
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
    assert send_due(store, desk, lambda: now, Reports()) == Tally(planned=1)
    assert desk.asked[0].late == 3 * DAY + HOUR
    assert next_at(store) == DUE_AT + 4 * DAY
    assert send_due(store, desk, lambda: now, Reports()) == Tally()


def test_a_clock_that_jumps_back_sends_nothing_again(store: Store) -> None:
    put(store)
    desk = Desk()
    send_due(store, desk, lambda: DUE_AT, Reports())
    assert send_due(store, desk, lambda: DUE_AT - 2 * DAY, Reports()) == Tally()


def test_the_same_edition_the_next_day_is_already_there(store: Store) -> None:
    put(store)
    desk = Desk()
    send_due(store, desk, lambda: DUE_AT, Reports())
    assert send_due(store, desk, lambda: DUE_AT + DAY, Reports()) == Tally(already=1)
    assert next_at(store) == DUE_AT + 2 * DAY


def test_nothing_new(store: Store) -> None:
    put(store)
    desk = Desk()
    desk.newest = None
    assert send_due(store, desk, lambda: DUE_AT, Reports()) == Tally(nothing=1)
    assert next_at(store) == DUE_AT + DAY


def test_what_cannot_be_composed_is_reported_and_tried_again_later(store: Store) -> None:
    put(store)
    desk, reports = Desk(), Reports()
    desk.error = ValueError("template broken")
    assert send_due(store, desk, lambda: DUE_AT, reports) == Tally(failed=1)
    assert reports.heard == [("s1", "template broken")]
    assert send_due(store, desk, lambda: DUE_AT, reports) == Tally(), "it does not spin"
    desk.error = None
    assert send_due(store, desk, lambda: DUE_AT + HOUR, reports) == Tally(planned=1)


@pytest.mark.parametrize(("cron", "zone"), [("0 9 * * 1", "Asia/Hong_Kong"), ("0 9 * * *", "Mars/Base")])
def test_a_cron_that_cannot_be_read_keeps_nobody_else_waiting(store: Store, cron: str, zone: str) -> None:
    put(store, "bad", cron, zone)
    put(store, "good")
    reports = Reports()
    assert send_due(store, Desk(), lambda: DUE_AT, reports) == Tally(planned=1, failed=1)
    assert [id for id, _ in reports.heard] == ["bad"]
    assert next_at(store) == DUE_AT + HOUR


def test_a_report_that_fails_keeps_nobody_else_waiting(store: Store) -> None:
    def report(_: Subscription, __: Exception) -> None:
        raise OSError("no mail")

    put(store, "bad", "0 9 * * 1")
    put(store, "good")
    assert send_due(store, Desk(), lambda: DUE_AT, report) == Tally(planned=1, failed=1)


def test_asleep_for_two_quarters_one_edition_goes_out_and_it_is_late(store: Store) -> None:
    put(store, cron="0 9 5 mar,jun,sep,dec *")
    desk, now = Desk(), datetime(2026, 6, 20, 3, 20, tzinfo=UTC)
    desk.newest = "2026Q1"
    assert send_due(store, desk, lambda: now, Reports()) == Tally(planned=1)
    assert desk.asked[0].is_late
    assert [one.edition for one in store.roster.deliveries("T1")] == ["2026Q1"]
    assert next_at(store) == datetime(2026, 9, 5, 1, 0, tzinfo=UTC)
    assert send_due(store, desk, lambda: now, Reports()) == Tally()


def test_minutes_late_is_not_late_for_a_reader(store: Store) -> None:
    put(store)
    desk = Desk()
    send_due(store, desk, lambda: DUE_AT + timedelta(minutes=4), Reports())
    assert not desk.asked[0].is_late


def test_nothing_new_is_silence_or_one_line(store: Store) -> None:
    put(store, "quiet")
    put(store, "speaks", says_nothing_new=True)
    desk = Desk()
    send_due(store, desk, lambda: DUE_AT, Reports())
    assert len(said(store, DUE_AT)) == 4
    assert send_due(store, desk, lambda: DUE_AT + DAY, Reports()) == Tally(already=2)
    assert said(store, DUE_AT + DAY) == [("C1", "nothing new")]
    desk.newest = None
    assert send_due(store, desk, lambda: DUE_AT + 2 * DAY, Reports()) == Tally(nothing=2)
    assert said(store, DUE_AT + 2 * DAY) == [("C1", "nothing new")]


def test_the_next_time_waits_for_the_opening(store: Store) -> None:
    """Ten in the evening falls into quiet hours; a Friday's falls on a weekend too."""
    quiet = Quiet(time(20), time(8))
    at = datetime(2025, 11, 20, 0, 0, tzinfo=UTC)
    put(store, cron="0 22 * * *", next_at=at, quiet=quiet, business_days="HK")
    send_due(store, Desk(), lambda: at, Reports())
    assert next_at(store) == at + DAY  # Friday 08:00, of Thursday 22:00
    send_due(store, Desk(), lambda: at + DAY, Reports())
    assert next_at(store) == at + 4 * DAY  # Monday 08:00, of Friday 22:00


def test_a_reviewer_sees_it_in_a_thread_of_their_own_before_it_is_sent(store: Store) -> None:
    put(store, review=Review("U1", timedelta(hours=3)), review_channel="D1")
    desk = Desk()
    late = DUE_AT + HOUR
    assert send_due(store, desk, lambda: late, Reports()) == Tally(held=1)
    assert not desk.asked[0].is_late, "who reviews it decides when it comes"
    assert said(store, late) == [("D1", "review 2025Q3 by 05:00"), ("D1", "2025Q3"), ("D1", "part")]
    waiting = store.roster.waiting("T1", "s1", "2025Q3")
    assert waiting is not None and store.roster.release(waiting, late)
    assert said(store, late) == [("C1", "2025Q3"), ("C1", "part")]


def test_at_once_it_goes_out_once_and_its_next_time_stays(store: Store) -> None:
    one = put(store, next_at=DUE_AT + DAY)
    assert send_now(store, Desk(), one, DUE_AT) == ("2025Q3", "planned")
    assert send_now(store, Desk(), one, DUE_AT) == ("2025Q3", "already")
    assert next_at(store) == DUE_AT + DAY


def landed(store: Store, edition: str | None, now: datetime) -> list[str]:
    return [one.id for one in bring_forward(store, {"quarterly": edition}, now, "T1")]


def test_a_new_quarter_goes_out_when_its_facts_have_landed(store: Store) -> None:
    put(store, newest="2025Q2", next_at=DUE_AT + 30 * DAY)
    assert landed(store, "2025Q3", DUE_AT) == ["s1"]
    assert landed(store, "2025Q3", DUE_AT) == [], "once"
    desk = Desk()
    assert send_due(store, desk, lambda: DUE_AT, Reports()) == Tally(planned=1)
    assert not desk.asked[0].is_late
    assert next_at(store) == DUE_AT + DAY


def test_a_quarter_that_was_there_or_is_gone_is_no_news(store: Store) -> None:
    put(store, newest="2025Q3", next_at=DUE_AT + DAY)
    put(store, "new", newest="", next_at=DUE_AT + DAY)
    assert landed(store, "2025Q3", DUE_AT) == []
    assert landed(store, None, DUE_AT) == []
    assert landed(store, "2025Q2", DUE_AT) == []
    assert landed(store, "2025Q4", DUE_AT) == ["new", "s1"]


def test_what_lands_in_quiet_hours_goes_out_at_their_end(store: Store) -> None:
    night = datetime(2025, 11, 20, 15, 0, tzinfo=UTC)  # 23:00 in Hong Kong
    put(store, newest="2025Q2", next_at=night + 30 * DAY, quiet=Quiet(time(22), time(8)))
    landed(store, "2025Q3", night)
    assert next_at(store) == datetime(2025, 11, 21, 0, 0, tzinfo=UTC)


def test_what_is_paused_is_not_brought_forward(store: Store) -> None:
    put(store, newest="2025Q2", next_at=DUE_AT + DAY)
    store.roster.pause("T1", "s1", "person")
    assert landed(store, "2025Q3", DUE_AT) == []


def test_more_than_fit_in_one_transaction(store: Store) -> None:
    for number in range(501):
        put(store, f"s{number}")
    assert send_due(store, Desk(), lambda: DUE_AT, Reports()) == Tally(planned=501)
