"""Orders for digests as people type them, in both languages, in any sequence; and what cannot be taken."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.digest import Digest, Plan
from bot.core.subscription import Objection, Order, Quiet, Review, Schedule
from bot.core.text import Text
from bot.order.order import read_order
from bot.order.wish import Wish, read_wish

HONG_KONG = "Asia/Hong_Kong"
DIGESTS = {
    "quarterly": Digest(
        "quarterly", Text("Kuaishou and Kling", "快手与可灵"), (), (), also=("quarterly digest", "季度简报")
    ),
    "users": Digest("users", Text("Users and engagement", "用户与活跃"), (), ()),
}
PLANS = (Plan("p", "quarterly", "kwai", Schedule("30 8 5 apr,jun,sep,dec *", HONG_KONG), "en"),)
QUARTERS = "5 apr,jun,sep,dec *"


def read(text: str) -> Order | Objection:
    return read_order(text, DIGESTS, PLANS, "en")


def order(text: str) -> Order:
    found = read(text)
    assert isinstance(found, Order), found
    return found


@pytest.mark.parametrize(
    ("text", "cron", "zone"),
    [
        # Nothing said is what the book does; a time alone keeps its days.
        ("", f"30 8 {QUARTERS}", HONG_KONG),
        ("9:15", f"15 9 {QUARTERS}", HONG_KONG),
        ("quarterly 09:00 Asia/Hong_Kong", f"0 9 {QUARTERS}", HONG_KONG),
        ('"quarterly 09:00 Asia/Hong_Kong"', f"0 9 {QUARTERS}", HONG_KONG),
        ("every quarter at 9am London time", f"0 9 {QUARTERS}", "Europe/London"),
        # Crons, in quotes of any kind or bare.
        ('"0 9 * * mon-fri" America/New_York', "0 9 * * mon-fri", "America/New_York"),
        ("“0 9 5 dec *”", "0 9 5 dec *", HONG_KONG),
        ("0 9 * * mon-fri", "0 9 * * mon-fri", HONG_KONG),
        ("*/30 9 * * mon Asia/Tokyo", "*/30 9 * * mon", "Asia/Tokyo"),
        ("cron 0 9 * *", "0 9 * *", HONG_KONG),
        # Words.
        ("daily", "0 9 * * *", HONG_KONG),
        ("every day 9:30pm", "30 21 * * *", HONG_KONG),
        ("weekdays 8.30 new york", "30 8 * * mon-fri", "America/New_York"),
        ("Monday to Friday at 9:30", "30 9 * * mon-fri", HONG_KONG),
        ("mon-fri 9am", "0 9 * * mon-fri", HONG_KONG),
        ("mon\u2013fri 9am", "0 9 * * mon-fri", HONG_KONG),
        ("weekly", "0 9 * * mon", HONG_KONG),
        ("weekly on Friday 17:30", "30 17 * * fri", HONG_KONG),
        ("every tuesday noon", "0 12 * * tue", HONG_KONG),
        ("mondays 12am", "0 0 * * mon", HONG_KONG),
        ("monthly 9:00", "0 9 1 * *", HONG_KONG),
        ("monthly on the 15th at 09:00 UTC", "0 9 15 * *", "UTC"),
        ("day 15 of every month at 09:00", "0 9 15 * *", HONG_KONG),
        # Chinese, both scripts.
        ("每季 09:00 香港", f"0 9 {QUARTERS}", HONG_KONG),
        ("每天早上九点", "0 9 * * *", HONG_KONG),
        ("每天下午三點半 紐約時間", "30 15 * * *", "America/New_York"),
        ("每週五 18:00", "0 18 * * fri", HONG_KONG),
        ("工作日 8:30 伦敦", "30 8 * * mon-fri", "Europe/London"),
        ("周一至周五 8:30", "30 8 * * mon-fri", HONG_KONG),
        ("星期一到五 8:30", "30 8 * * mon-fri", HONG_KONG),
        ("每月15日 09:00", "0 9 15 * *", HONG_KONG),
        # Zones as people write them.
        ("daily asia/hong_kong", "0 9 * * *", HONG_KONG),
        ("daily America/New York", "0 9 * * *", "America/New_York"),
        ("daily hk", "0 9 * * *", HONG_KONG),
        ("daily in Beijing", "0 9 * * *", "Asia/Shanghai"),
    ],
)
def test_when(text: str, cron: str, zone: str) -> None:
    schedule = order(text).schedule
    assert (schedule.cron, schedule.time_zone) == (cron, zone)


@pytest.mark.parametrize(
    ("text", "digest", "mended"),
    [
        ("daily", "quarterly", ""),
        ("quarterly", "quarterly", ""),
        ("quarterly digest quarterly 09:00", "quarterly", ""),
        ('quarterly <#C1|x> "0 9 * * mon" zh', "quarterly", ""),
        ("users quarterly 09:00", "users", ""),
        ("the users digest every day", "users", ""),
        ("季度简报 每天", "quarterly", ""),
        ("用户与活跃 每周", "users", ""),
        ("Kuaishou and Kling weekly", "quarterly", ""),
        ("qarterly daily", "quarterly", "qarterly"),
    ],
)
def test_which_digest(text: str, digest: str, mended: str) -> None:
    found = order(text)
    assert (found.digest, found.mended) == (digest, mended)


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("daily", ""),
        ("here daily", ""),
        ("<#C0AB12|strategy> daily", "C0AB12"),
        ("daily to <#C0AB12>", "C0AB12"),
        ("to me daily", "me"),
        ("每天 私信", "me"),
    ],
)
def test_where(text: str, channel: str) -> None:
    assert order(text).channel == channel


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("daily", "en"),
        ("daily in English", "en"),
        ("daily zh", "zh-Hans"),
        ("daily chinese", "zh-Hans"),
        ("daily 简体", "zh-Hans"),
        ("daily 中文", "zh-Hans"),
        ("daily zh-hk", "zh-Hant"),
        ("daily traditional chinese", "zh-Hant"),
        ("每天 繁體", "zh-Hant"),
        ("每天 英文", "en"),
    ],
)
def test_in_which_language(text: str, language: str) -> None:
    assert order(text).language == language


@pytest.mark.parametrize(
    ("text", "quiet", "days"),
    [
        ("daily", None, ""),
        ("daily quiet 22:00-08:00", Quiet(time(22), time(8)), ""),
        ("daily quiet hours from 10pm to 8am", Quiet(time(22), time(8)), ""),
        ("每天 免打扰 22:00至08:00", Quiet(time(22), time(8)), ""),
        ("daily business days", None, "HK"),
        ("daily business days US", None, "US"),
        ("daily working days in Singapore", None, "SG"),
        ("每天 避开节假日", None, "HK"),
        # A date may fall on a weekend, a weekday that was named does not.
        ("monthly", None, "HK"),
        ("monthly any day", None, ""),
        ("quarterly business days uk", None, "GB"),
        ("saturday 10:00", None, ""),
        ('"0 9 5 dec *"', None, ""),
    ],
)
def test_what_holds_it_up(text: str, quiet: Quiet | None, days: str) -> None:
    schedule = order(text).schedule
    assert (schedule.quiet, schedule.business_days) == (quiet, days)


@pytest.mark.parametrize(
    ("text", "review"),
    [
        ("daily", None),
        ("daily review <@U0BOB|bob>", Review("U0BOB", timedelta(hours=24))),
        ("daily 09:00 reviewed by <@U0BOB> by 12:30", Review("U0BOB", timedelta(hours=3, minutes=30))),
        ("daily reviewer <@U0BOB|bob> within 90 minutes", Review("U0BOB", timedelta(minutes=90))),
        ("每天 09:00 审阅 <@U0BOB|bob> 12:00前", Review("U0BOB", timedelta(hours=3))),
        ("每天 審閱 <@U0BOB|bob> 3小時內", Review("U0BOB", timedelta(hours=3))),
    ],
)
def test_who_sees_it_first(text: str, review: Review | None) -> None:
    assert order(text).review == review


def test_what_is_said_when_nothing_is_new() -> None:
    assert not order("daily").says_nothing_new
    assert not order("daily silent").says_nothing_new
    assert order("daily even if nothing is new").says_nothing_new
    assert order("每天 没有新内容也说").says_nothing_new


@pytest.mark.parametrize(
    ("text", "reason", "about"),
    [
        ("daily 25:00", "bad_time", ("25:00",)),
        ("daily 13pm", "bad_time", ("13pm",)),
        ("daily asia/hongkong", "unknown_zone", ("asia/hongkong", HONG_KONG)),
        ("daily 09:00 EST", "unknown_zone", ("EST",)),
        ("daily 09:00 UTC+8", "unknown_zone", ("UTC+8",)),
        ("daily in French", "unknown_language", ("french",)),
        ("每天 阿拉伯语", "unknown_language", ("阿拉伯语",)),
        ("foo daily", "unknown_digest", ("foo",)),
        ("users banana daily", "unknown_words", ("banana",)),
        ("users quarterly digest daily", "two_digests", ("quarterly", "users")),
        ("daily #nosuch", "unknown_channel", ("nosuch",)),
        ("daily <#C1|a> <#C2|b>", "two_channels", ()),
        ("daily quiet", "quiet_unread", ()),
        ("daily quiet 08:00-08:00", "quiet_all_day", ()),
        ("daily reviewer @bob", "reviewer_unknown", ()),
        ("daily 09:00 review <@U1> by 08:00", "past_deadline", ("08:00", "09:00")),
        ("daily 09:00 review <@U1> by 09:00", "past_deadline", ("09:00", "09:00")),
        ("daily review <@U1> within 0 hours", "no_review_time", ()),
        ('"*/5 9 * * mon" review <@U1> by 12:00', "deadline_of_no_time", ()),
        ('"0 9 * * mon" 10:00', "cron_and_time", ()),
        ("daily &lt;b&gt;", "unknown_digest", ("<b>",)),
    ],
)
def test_what_cannot_be_taken(text: str, reason: str, about: tuple[str, ...]) -> None:
    assert read(text) == Objection(reason, about)


def test_a_book_without_digests_and_plans() -> None:
    assert read_order("daily", {}, (), "en") == Objection("no_digests")
    found = read_order("quarterly", DIGESTS, (), "zh-Hans")
    assert isinstance(found, Order)
    assert found.schedule == Schedule("0 9 1 mar,jun,sep,dec *", HONG_KONG, None, "HK")
    assert found.language == "zh-Hans"


WORDS = ["users", "<#C0AB|x>", "weekly on friday", "17:30", "Europe/London", "zh-Hant", "quiet 22:00-08:00",
         "business days US", "review <@U1|a> within 2 hours", "even if nothing is new"]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.permutations(WORDS))
def test_the_sequence_of_the_words_does_not_matter(words: list[str]) -> None:
    schedule = Schedule("30 17 * * fri", "Europe/London", Quiet(time(22), time(8)), "US")
    review = Review("U1", timedelta(hours=2))
    assert read(" ".join(words)) == Order("users", schedule, "zh-Hant", "C0AB", review, says_nothing_new=True)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_whatever_is_typed_is_an_order_or_an_objection(text: str) -> None:
    assert isinstance(read(text), Order | Objection)
    assert isinstance(read(f"daily {text}"), Order | Objection)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("subscribe", Wish("subscribe")),
        ("Subscribe: daily", Wish("subscribe", "daily")),
        ("subscribe<#C1|a>", Wish("subscribe", "<#C1|a>")),
        ("订阅", Wish("subscribe")),
        ("訂閱 每季 09:00", Wish("subscribe", "每季 09:00")),
        ("订阅每天9点", Wish("subscribe", "每天9点")),
        ("subscriptions", Wish("subscriptions")),
        ("my subscriptions", Wish("subscriptions")),
        ("unsubscribe", Wish("subscriptions")),
        ("我的訂閱", Wish("subscriptions")),
        ("取消订阅", Wish("subscriptions")),
        ("status", Wish("status")),
        ("状态", Wish("status")),
        # Questions for the book.
        ("subscription price", None),
        ("subscribers", None),
        ("订阅价格", None),
        ("订阅用户", None),
        ("kling subscriptions", None),
        ("", None),
    ],
)
def test_what_a_command_wants(text: str, wish: Wish | None) -> None:
    assert read_wish(text) == wish
