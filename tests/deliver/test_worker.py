"""The worker: what becomes of a row for each thing Slack can do to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.deliver.post import NotMember, PostError, Refused, SlowDown, Unreachable, Unsure
from bot.deliver.worker import Worker
from bot.remember.outgoing import Outgoing
from bot.remember.store import Store

from .fakes import Clock, Owner, Slack

Work = Callable[[float], list[str]]
FIVE_MINUTES = timedelta(minutes=5)
URL = "https://hooks.slack.test/r"


def put(store: Store, clock: Clock, *batch: Outgoing) -> None:
    assert store.take_in("T1", [], batch, now=clock.now())


def answer(text: str = "a", channel: str = "C1", url: str | None = URL) -> Outgoing:
    return Outgoing(channel, text, response_url=url, expires_in=FIVE_MINUTES)


def test_it_posts_and_then_has_nothing_to_do(store: Store, worker: Worker, slack: Slack, clock: Clock) -> None:
    put(store, clock, answer())
    step = worker.step()
    assert step is not None and (step.outcome, step.row.payload) == ("sent", "a")
    assert worker.step() is None
    assert slack.said == ["a"]


def test_a_root_then_its_thread_in_order(store: Store, work: Work, slack: Slack, clock: Clock) -> None:
    parts = [Outgoing("C1", f"p{i}", kind="digest", under=0) for i in range(3)]
    put(store, clock, Outgoing("C1", "head", kind="digest"), *parts)
    work(5)
    assert slack.said == ["head", "p0", "p1", "p2"]
    assert {message.thread_ts for message in slack.messages[1:]} == {slack.messages[0].ts}


@pytest.mark.parametrize("takes", [0.0, 0.7])
def test_a_channel_gets_no_two_messages_within_a_second_and_others_do_not_wait(
    store: Store, worker: Worker, slack: Slack, clock: Clock, takes: float
) -> None:
    slack.takes = takes
    put(store, clock, *(answer(f"{channel}{i}", channel) for i in range(3) for channel in ("A", "B", "C")))
    for _ in range(100):
        if worker.step() is None:
            clock.advance(0.1)
    assert len(slack.messages) == 9
    for channel in ("A", "B", "C"):
        times = [message.at for message in slack.messages if message.channel == channel]
        assert all(later - earlier >= 1 for earlier, later in pairwise(times))
    assert [message.channel for message in slack.messages[:3]] == ["A", "B", "C"]


def test_an_answer_goes_before_digests_that_were_there_first(
    store: Store, worker: Worker, slack: Slack, clock: Clock
) -> None:
    put(store, clock, *(Outgoing(f"C{i}", "digest", kind="digest") for i in range(3)))
    worker.step()
    put(store, clock, answer())
    worker.step()
    assert slack.said == ["digest", "a"]


def test_a_refusal_is_final_fails_what_is_under_it_and_is_reported(
    store: Store, work: Work, slack: Slack, clock: Clock, owner: Owner
) -> None:
    slack.sends.append(Refused("is_archived"))
    put(store, clock, answer(), Outgoing("C1", "part", under=0), answer("other"))
    assert work(60) == ["failed", "sent"]
    assert slack.said == ["other"]
    assert owner.errors == [("a", "is_archived", False)]


def test_where_it_is_no_member_it_answers_privately_with_all_parts(
    store: Store, work: Work, slack: Slack, clock: Clock, owner: Owner
) -> None:
    slack.sends.append(NotMember())
    put(store, clock, answer(), Outgoing("C1", "chart", under=0))
    assert work(3) == ["privately", "privately"]
    assert slack.private == [(URL, "a"), (URL, "chart")]
    assert (slack.said, owner.heard) == ([], [])
    assert store.is_member("T1", "C1") is False


def test_where_it_is_no_member_and_cannot_answer_privately_it_reports(
    store: Store, work: Work, slack: Slack, clock: Clock, owner: Owner
) -> None:
    slack.sends.extend([NotMember(), NotMember("channel_not_found")])
    slack.privates.append(Refused("used_url"))
    put(store, clock, answer("no url", "C1", None), answer("used", "C2"))
    assert work(3) == ["failed", "failed"]
    assert owner.errors == [
        ("no url", "not_in_channel", False),
        ("used", "channel_not_found; privately: used_url", False),
    ]


def test_an_unsure_private_answer_is_not_repeated(
    store: Store, work: Work, slack: Slack, clock: Clock, owner: Owner
) -> None:
    slack.sends.append(NotMember())
    slack.privates.append(Unsure("timeout"))
    put(store, clock, answer())
    assert work(90) == ["unknown"]
    assert owner.errors == [("a", "not_in_channel; privately: timeout", True)]


def test_told_to_slow_down_it_waits_with_the_whole_channel(
    store: Store, work: Work, slack: Slack, clock: Clock
) -> None:
    slack.sends.append(SlowDown(30))
    put(store, clock, answer("first"), answer("second"), answer("elsewhere", "C2"))
    assert work(29) == ["later", "sent"]
    assert slack.said == ["elsewhere"]
    work(3)
    assert slack.said == ["elsewhere", "first", "second"]


def test_unreachable_is_tried_again_ever_more_slowly(
    store: Store, work: Work, slack: Slack, clock: Clock, owner: Owner
) -> None:
    slack.sends.extend([Unreachable("refused")] * 5)
    put(store, clock, Outgoing("C1", "digest", kind="digest"))
    assert work(2 + 4 + 8 + 16) == ["later"] * 5
    assert work(32) == ["sent"]
    assert (slack.said, slack.looks, owner.heard) == (["digest"], 0, [])


@pytest.mark.parametrize("error", [Unreachable("refused"), SlowDown(290)])
def test_an_answer_that_comes_too_late_says_so(
    store: Store, work: Work, slack: Slack, clock: Clock, owner: Owner, error: PostError
) -> None:
    slack.sends.extend([error] * 20)
    put(store, clock, answer(), Outgoing("C1", "chart", under=0))
    slack.privates.append(Unreachable("still"))
    assert work(480)[-1] == "expired"
    assert slack.private == [(URL, "too late: a")]
    assert (slack.said, owner.heard) == ([], [])
    assert store.outbox.next_due(clock.now()) is None


@pytest.mark.parametrize("hook", [None, URL])
def test_an_expiry_nobody_could_be_told_of_is_reported(
    store: Store, work: Work, slack: Slack, clock: Clock, owner: Owner, hook: str | None
) -> None:
    slack.privates.append(Refused("expired_url"))
    put(store, clock, answer(url=hook))
    clock.advance(301)
    assert work(1) == ["expired"]
    assert owner.errors == [("a", "expired", False)]


def test_a_report_that_fails_stops_nothing(store: Store, slack: Slack, clock: Clock) -> None:
    def report(_: object) -> None:
        raise OSError("no mail")

    worker = Worker(store, slack, now=clock.now, report=report, expired_payload=lambda row: "")
    slack.sends.append(Refused("no"))
    put(store, clock, answer())
    step = worker.step()
    assert step is not None and step.outcome == "failed"
