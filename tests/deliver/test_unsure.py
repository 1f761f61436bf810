"""Not knowing whether a message was posted: looking, sending again once, telling a person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.deliver.envelope import envelope
from bot.deliver.post import NotMember, Refused, SlowDown, Unreachable, Unsure
from bot.remember.outgoing import Outgoing
from bot.remember.store import Store

from .fakes import Clock, Lost, Owner, Slack

Work = Callable[[float], list[str]]
FIVE_MINUTES = timedelta(minutes=5)
URL = "https://hooks.slack.test/r"


def put(store: Store, clock: Clock, *batch: Outgoing) -> None:
    assert store.take_in("T1", [], batch, now=clock.now())


def answer(text: str = "a", channel: str = "C1", url: str | None = URL) -> Outgoing:
    return Outgoing(channel, text, response_url=url, expires_in=FIVE_MINUTES)


def test_unsure_but_posted_is_found_at_once(store: Store, work: Work, slack: Slack, clock: Clock) -> None:
    slack.sends.append(Lost("connection reset"))
    put(store, clock, answer(), Outgoing("C1", "part", under=0))
    assert work(3) == ["unsure", "found", "sent"]
    assert slack.said == ["a", "part"]
    assert slack.messages[1].thread_ts == slack.messages[0].ts


def test_unsure_and_absent_is_looked_for_twice_and_sent_again_once(
    store: Store, work: Work, slack: Slack, clock: Clock, owner: Owner
) -> None:
    slack.sends.append(Unsure("timeout"))
    put(store, clock, answer())
    assert work(39) == ["unsure", "absent"]
    assert work(1) == ["again", "sent"]
    assert (slack.said, slack.looks, owner.heard) == (["a"], 2, [])


def test_shown_late_it_is_found_by_the_second_look(store: Store, work: Work, slack: Slack, clock: Clock) -> None:
    slack.sends.append(Lost("timeout"))
    slack.shows_after = 30
    put(store, clock, answer())
    assert work(60) == ["unsure", "absent", "found"]
    assert slack.said == ["a"]


def test_unsure_twice_is_left_to_a_person(store: Store, work: Work, slack: Slack, clock: Clock, owner: Owner) -> None:
    slack.sends.extend([Unsure("timeout"), Unsure("timeout")])
    put(store, clock, Outgoing("C1", "digest", kind="digest"), Outgoing("C1", "part", kind="digest", under=0))
    assert work(100) == ["unsure", "absent", "again", "unsure", "absent", "unknown"]
    assert slack.said == []
    assert owner.errors == [("digest", "Slack did not confirm the message, and it was not found", True)]
    assert store.outbox.next_due(clock.now()) is None


def test_a_look_that_fails_is_no_absence(store: Store, work: Work, slack: Slack, clock: Clock) -> None:
    slack.sends.append(Lost("reset"))
    slack.finds.extend([Unreachable("refused"), SlowDown(60), Unsure("reset")])
    put(store, clock, Outgoing("C1", "digest", kind="digest"))
    assert work(120) == ["unsure", "unsure", "unsure", "unsure", "found"]
    assert slack.said == ["digest"]


@pytest.mark.parametrize("error", [Refused("missing_scope"), NotMember(), RuntimeError("a mistake of ours")])
def test_where_it_cannot_look_a_person_is_told(
    store: Store, work: Work, slack: Slack, clock: Clock, owner: Owner, error: Exception
) -> None:
    slack.sends.append(Lost("reset"))
    slack.finds.append(error)
    put(store, clock, Outgoing("C1", "digest", kind="digest"))
    assert work(60) == ["unsure", "unknown"]
    assert owner.heard[0].is_unsure
    assert slack.said == ["digest"], "and never posts it twice"


def test_an_error_nobody_foresaw_counts_as_unsure(store: Store, work: Work, slack: Slack, clock: Clock) -> None:
    slack.sends.append(KeyError("ts"))
    put(store, clock, answer())
    assert work(60) == ["unsure", "absent", "again", "sent"]


def test_an_unsure_answer_is_not_sent_again_once_it_is_too_late(
    store: Store, work: Work, slack: Slack, clock: Clock
) -> None:
    slack.sends.append(Unsure("timeout"))
    put(store, clock, Outgoing("C1", "a", expires_in=timedelta(seconds=30), response_url=URL))
    assert work(60) == ["unsure", "absent", "again", "expired"]
    assert slack.said == []


def test_a_clock_set_back_delays_nothing_and_doubles_nothing(
    store: Store, work: Work, slack: Slack, clock: Clock
) -> None:
    """Set back while it is not known whether a message arrived: it is looked for, and found or sent once more."""
    slack.sends.extend([Unsure("timeout"), Lost("timeout")])
    put(store, clock, Outgoing("C1", "absent", kind="digest"), Outgoing("C2", "posted", kind="digest"))
    slack.shows_after = 10
    assert work(1) == ["unsure", "absent", "unsure", "absent"]
    clock.moment -= timedelta(hours=1)
    done = work(60)
    work(20)
    assert sorted(slack.said) == ["absent", "posted"]
    assert "found" in done
    assert store.outbox.next_due(clock.now()) is None


def test_it_looks_where_slack_put_it_whichever_way_the_clock_was_set(store: Store, clock: Clock) -> None:
    put(store, clock, answer())
    sent_at = clock.now()
    row = store.outbox.claim("w", sent_at, FIVE_MINUTES)
    assert row is not None
    for set_to in (sent_at - 5 * FIVE_MINUTES, sent_at + 5 * FIVE_MINUTES):
        sought = envelope(row, set_to)
        assert sought.first_sent_at <= set_to <= sought.last_sent_at
        assert sought.first_sent_at <= sent_at <= sought.last_sent_at
