"""What is said of subscriptions, as Slack gets it, in three scripts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.blockkit.check import check_view
from bot.core.subscription import Objection, Quiet, Review, Schedule, Subscription
from bot.core.text import LANGUAGES, Language
from bot.desk import Desk
from bot.remember.deliveries import Delivery
from bot.render.form import confirmation, subscription_form, whens
from bot.render.subscription import SubscriptionRenderer

NINE = datetime(2025, 12, 5, 1, tzinfo=UTC)
PLAIN = Subscription(
    "T1", "a", "C1", "quarterly", Schedule("0 9 5 apr,jun,sep,dec *", "Asia/Hong_Kong"), "en", NINE, origin="book"
)
FULL = Subscription(
    "T1",
    "b",
    "C1",
    "quarterly",
    Schedule("30 17 * * fri", "Europe/London", Quiet(time(22), time(8)), "GB"),
    "zh-Hant",
    NINE,
    "paused",
    maker="U1",
    review=Review("U2", timedelta(hours=3)),
    says_nothing_new=True,
    paused_for="not_in_channel",
)
SENT = Delivery(1, "T1", "a", "quarterly", "2025Q3", "sent", NINE, NINE, "1.1", None)
REASONS = (
    *(Objection(reason, ("0 9 * * 1", "4")) for reason in (
        "cron_fields", "cron_weekday", "cron_two_days", "cron_unreadable", "cron_never", "cron_and_time")),
    *(Objection(reason, ("mars/base",)) for reason in ("unknown_zone", "no_holidays", "bad_time", "unknown_digest",
        "unknown_words", "unknown_language", "unknown_channel")),
    Objection("unknown_zone", ("asia/hongkong", "Asia/Hong_Kong")),
    Objection("two_digests", ("quarterly", "users")),
    Objection("past_deadline", ("08:00", "09:00")),
    *(Objection(reason, ("C1",)) for reason in ("channel_unseen", "bot_absent", "is_archived", "asker_absent")),
    *(Objection(reason) for reason in ("quiet_unread", "quiet_all_day", "no_digests", "reviewer_unknown",
        "reviewer_absent", "no_review_time", "deadline_of_no_time", "two_channels")),
)  # fmt: skip
PRESSED = (
    "paused", "stopped", "planned", "held", "waits", "already", "unsure", "nothing", "taken", "from_book", "left_book",
    "no_change", "gone",
)  # fmt: skip


@pytest.fixture
def words(desk: Desk) -> SubscriptionRenderer:
    return SubscriptionRenderer(desk.renderer)


@pytest.fixture
def snapshot_json(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_look_like_this(
    language: Language, words: SubscriptionRenderer, snapshot_json: SnapshotAssertion
) -> None:
    times = tuple(NINE + timedelta(days=days) for days in range(3))
    subscribed = words.subscribed(
        FULL,
        language,
        by="U1",
        times=times,
        newest="2025Q3",
        sent=False,
        overlaps=(PLAIN,),
        changed=False,
        mended="qarterly",
    )
    message = words.message
    found = {
        "subscribed": subscribed,
        "list": words.listing("C1", [(PLAIN, SENT), (FULL, None)], language)[0],
        "empty list": words.listing("", [], language)[0],
        "resumed": words.resumed(PLAIN, language, "2025Q3"),
        "interrupted": words.interrupted(FULL, language),
        "told": message("told", language, what="paused", s=PLAIN, by="U1"),
        "nothing new": message("nothing_new", language, s=PLAIN, newest="2025Q3"),
        "status": message(
            "status", language, expected=3, delivered_count=1, open=[("held", 1), ("overdue", 1)], lines=[(PLAIN, SENT)]
        ),
        **{f"review {what}": words.review(what, FULL, "2025Q3", language, NINE) for what in ("opened", "sent", "held", "over", "nothing")},
    }  # fmt: skip
    assert {key: one.payload for key, one in found.items()} == snapshot_json


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_read_like_this(
    language: Language, words: SubscriptionRenderer, snapshot_json: SnapshotAssertion
) -> None:
    refused = {f"{one.reason} {' '.join(one.about)}": words.objection(one, language).plain for one in REASONS}
    pressed = {
        what: words.message("pressed", language, what=what, s=FULL, edition="2025Q3", missed=None).plain
        for what in PRESSED
    }
    late = {
        "same day": words.line("late", language, due=NINE, sent=NINE + timedelta(hours=2), zone="Asia/Hong_Kong")[1],
        "later": words.line("late", language, due=NINE, sent=NINE + timedelta(days=3), zone="Asia/Hong_Kong")[1],
    }
    assert refused | pressed | late == snapshot_json


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_written(language: Language, words: SubscriptionRenderer) -> None:
    """No reason falls through to the last resort, and no two say the same."""
    said = [words.objection(one, language).plain for one in REASONS]
    last = words.objection(Objection("none of these"), language).plain
    assert last not in said
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_form_looks_like_this(language: Language, desk: Desk, snapshot_json: SnapshotAssertion) -> None:
    """One to change, a new one, and what is agreed to."""
    words = SubscriptionRenderer(desk.renderer)
    quarterly, _ = whens(PLAIN.schedule, desk.renderer.pages(language))
    times = tuple(NINE + timedelta(days=days) for days in range(3))
    said = words.agreement(FULL, language, times=times, before=PLAIN, overlaps=(PLAIN,))
    found = {
        "change": subscription_form(desk.renderer, FULL, FULL.schedule.cron, language, "m"),
        "new": subscription_form(desk.renderer, replace(PLAIN, id=""), quarterly, language, "m"),
        "confirm": confirmation(desk.renderer, said, language, "m", changed=False),
        "confirm change": confirmation(desk.renderer, said, language, "m", changed=True),
    }
    assert [check_view(view) for view in found.values()] == [()] * 4
    assert found == snapshot_json


def test_what_was_typed_calls_nobody(words: SubscriptionRenderer) -> None:
    for typed in ("<!channel>", "<@U1>", "*bold*", "`code`", "\ue002U1\ue003"):
        message = words.objection(Objection("unknown_digest", (typed,)), "en")
        assert "<" not in message.text and "*bold*" not in message.text
        message = words.objection(Objection("cron_unreadable", (typed, "")), "en")
        assert "<" not in message.text


def test_a_long_list_comes_in_parts(words: SubscriptionRenderer) -> None:
    found = words.listing("C1", [(PLAIN, SENT)] * 40, "en")
    assert [len(one.blocks) for one in found] == [31, 30, 21]
