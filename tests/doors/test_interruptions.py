"""What becomes of subscriptions when channels and tokens go, time passes, the book changes, or Slack is away."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.subscription import Schedule, Subscription
from bot.desk import Desk
from bot.place import place_of

from .stage import MORNING, Corner, Message, Stage, Starter, actions, contexts, section

DAILY = timedelta(days=1)
NINE = MORNING + DAILY
"""When a daily subscription that is made at MORNING comes first."""


@pytest.fixture
def stage(start: Starter) -> Stage:
    return start()


def strategy(stage: Stage) -> Corner:
    return Corner(stage, "strategy")


def subscribed(stage: Stage, said: str = "subscribe daily") -> Message:
    return strategy(stage).kwai(said)


def one(stage: Stage, channel: str = "C0STRATEGY") -> Subscription:
    assert stage.bot is not None
    (found,) = [each for each in stage.bot.store.roster.all("T0TRY") if each.channel == channel]
    return found


def told(stage: Stage, user: str = "alice") -> Message:
    """The first thing the bot says to somebody directly."""
    return stage.workspace.wait_for(lambda ws: ws.messages("dm", user=user))[0]


def press(stage: Stage, message: Message, action: str, channel: str = "dm") -> Message:
    """Press a button, and what the presser alone sees of it."""
    before = len(stage.workspace.ephemerals(channel))
    assert stage.workspace.press(message["ts"], action, channel=channel).acked
    return stage.workspace.wait_for(lambda ws: ws.ephemerals(channel)[before:])[0]


def digests(stage: Stage, channel: str = "strategy") -> list[Message]:
    return [m for m in stage.workspace.messages(channel) if m.get("bot_id") and "*Kling* revenue" in str(m["blocks"])]


def arrived(stage: Stage, count: int = 1) -> list[Message]:
    """The digests of the channel, once there are so many and nothing more is to be posted."""
    stage.workspace.wait_for(lambda _: len(digests(stage)) >= count)
    stage.workspace.wait_for(lambda _: not stage.waiting())
    return digests(stage)


def paused(stage: Stage, why: str) -> None:
    stage.workspace.wait_for(lambda _: one(stage).state == "paused")
    assert one(stage).paused_for == why


def test_bot_must_be_a_member(stage: Stage) -> None:
    """In a channel without the bot the asker is told how to bring it in, wherever they ask."""
    sentence = "*Not subscribed: the bot is not in <#C0RANDOM>*\nType `/invite @kwai` there, then subscribe again"
    assert section(Corner(stage, "random").kwai_aside("subscribe daily")) == sentence
    assert section(strategy(stage).kwai_aside("subscribe #random daily")) == sentence
    stage.workspace.invite("random")
    before = len(stage.workspace.messages("random"))
    assert "comes to <#C0RANDOM>" in section(Corner(stage, "random").kwai("subscribe daily"))
    assert len(stage.workspace.messages("random")) == before + 1


def test_archived_channel(stage: Stage) -> None:
    """Paused, its maker hears so, and goes on once it is open again; what was missed is offered and sent."""
    subscribed(stage)
    stage.workspace.archive("strategy")
    paused(stage, "is_archived")
    heard = told(stage)
    assert section(heard).split("\n")[:2] == [
        "*Paused: Kuaishou and Kling to <#C0STRATEGY>*",
        "The channel is archived",
    ]
    assert section(press(stage, heard, "subscription_resume")).startswith("*Not changed: <#C0STRATEGY> is archived*")
    stage.clock.move_to(NINE)
    stage.workspace.archive("strategy", False)
    resumed = press(stage, heard, "subscription_resume")
    assert "2025Q3 was missed meanwhile: Send now posts it" in section(resumed)
    assert "subscription_send" in actions(resumed)
    assert stage.workspace.press(resumed["ts"], "subscription_send", channel="dm").acked
    assert len(arrived(stage)) == 1


def test_left_channel(stage: Stage) -> None:
    """Removed from a channel, the bot pauses what it sends there; invited again, it goes on when it is told to."""
    subscribed(stage)
    stage.workspace.remove("strategy")
    paused(stage, "not_in_channel")
    heard = told(stage)
    assert "The bot is not in the channel: type `/invite @kwai` there, then Resume" in section(heard)
    assert section(press(stage, heard, "subscription_resume")).startswith("*Not changed: the bot is not in")
    stage.workspace.invite("strategy")
    press(stage, heard, "subscription_resume")
    assert one(stage).state == "active"


def test_deleted_channel(stage: Stage) -> None:
    subscribed(stage)
    stage.workspace.delete("strategy")
    paused(stage, "channel_not_found")
    assert section(press(stage, told(stage), "subscription_more")).startswith("*Stopped*"), "its maker may end it"


def test_renamed_channel(stage: Stage) -> None:
    """Ids are stored: a new name breaks nothing."""
    subscribed(stage)
    stage.workspace.rename("strategy", "plans")
    stage.clock.move_to(NINE)
    stage.workspace.wait_for(lambda _: digests(stage, "plans"))
    assert one(stage).state == "active"


def test_archived_while_the_bot_was_away(start: Starter) -> None:
    """No event tells it: the post fails, and it is paused then; nothing is posted twice afterwards."""
    stage = start()
    subscribed(stage)
    stage.stop()
    stage.workspace.archive("strategy")
    # The event and its one repeat find nobody.
    stage.workspace.wait_for(lambda ws: sum(line.what == "event channel_archive" for line in ws.journal) == 2)
    stage.clock.move_to(NINE)
    stage.start()
    paused(stage, "is_archived")
    assert "The channel is archived" in section(told(stage))
    assert stage.bot is not None
    roster, which = stage.bot.store.roster, one(stage).id
    # It is told before the row is marked.
    stage.workspace.wait_for(lambda _: roster.last("T0TRY")[which].state == "failed")
    assert roster.last("T0TRY")[which].error == "is_archived"
    stage.workspace.archive("strategy", False)
    resumed = press(stage, told(stage), "subscription_resume")
    assert "2025Q3 was missed meanwhile" in section(resumed)
    assert stage.workspace.press(resumed["ts"], "subscription_send", channel="dm").acked
    assert len(arrived(stage)) == 1


def test_revoked_token(start: Starter) -> None:
    """Paused, and after a start with a good token the owner hears what to resume."""
    stage = start(connected=False)
    stage.bot = stage.bring(owner="U0BOB")
    assert stage.bot.start()
    stage.workspace.wait_for(lambda ws: ws.connected())
    subscribed(stage)
    stage.workspace.refuse("chat.postMessage", "token_revoked")
    stage.clock.move_to(NINE)
    paused(stage, "token")
    assert digests(stage) == []
    which = one(stage).id
    stage.stop()
    stage.bot = stage.bring(owner="U0BOB")
    assert stage.bot.start()
    words = f"Paused since Slack refused the token: {which}. Resume them with /kwai subscriptions."
    stage.workspace.wait_for(lambda ws: [m for m in ws.messages("dm", user="bob") if m["text"] == words])


def test_asleep_for_three_days(start: Starter) -> None:
    """One edition goes out, marked late with both days, and the next comes at its time."""
    stage = start()
    subscribed(stage)
    stage.stop()
    stage.clock.move_to(NINE + 3 * DAILY + timedelta(hours=2))
    stage.start()
    (headline,) = arrived(stage)
    assert contexts(headline)[0] == "Late: due 29 Nov 2025 09:00, sent 2 Dec 2025 11:00 Hong Kong"
    assert one(stage).next_at == NINE + 4 * DAILY


def test_clock_that_jumps_back(stage: Stage) -> None:
    """What was sent is not sent again when the same hour comes twice."""
    subscribed(stage)
    stage.clock.move_to(NINE)
    arrived(stage)
    stage.clock.move_to(NINE - timedelta(hours=3))
    stage.clock.move_to(NINE + timedelta(minutes=1))
    stage.workspace.wait_for(lambda _: one(stage).next_at > NINE)
    assert len(arrived(stage)) == 1


def test_holiday(stage: Stage) -> None:
    """A day that falls on a holiday of Hong Kong comes on the next business day, at the same hour."""
    stage.clock.move_to(datetime.fromisoformat("2025-12-24T02:00:00+00:00"))
    heard = strategy(stage).kwai("subscribe daily business days")
    assert "*Next* 29 Dec 2025 09:00 · 30 Dec 2025 09:00 · 31 Dec 2025 09:00 (Hong Kong)" in section(heard)


def test_nothing_new_in_one_line(stage: Stage) -> None:
    subscribed(stage, "subscribe daily even if nothing is new")
    stage.clock.move_to(NINE)
    arrived(stage)
    before = len(stage.workspace.messages("strategy"))
    stage.clock.move_to(NINE + DAILY)
    line = stage.workspace.wait_for(lambda ws: ws.messages("strategy")[before:])[0]
    assert contexts(line) == ["Nothing new: 2025Q3 is the newest edition of Kuaishou and Kling"]


def test_facts_that_have_landed(stage: Stage) -> None:
    """A new quarter goes out at once, long before its time; asked again, nothing more."""
    assert stage.bot is not None and stage.bot.rounds is not None
    roster = stage.bot.store.roster
    schedule = Schedule("0 9 5 dec *", "Asia/Hong_Kong")
    far = MORNING + 300 * DAILY
    roster.put(Subscription("T0TRY", "x", "C0STRATEGY", "quarterly", schedule, "en", far, newest="2025Q2"))
    assert stage.bot.rounds.send_landed() == 1
    (headline,) = arrived(stage)
    assert not any("Late" in line for line in contexts(headline))
    assert stage.bot.rounds.send_landed() == 0


def test_what_landed_while_the_bot_was_away(start: Starter) -> None:
    stage = start()
    assert stage.bot is not None
    schedule = Schedule("0 9 5 dec *", "Asia/Hong_Kong")
    far = MORNING + 300 * DAILY
    wanted = Subscription("T0TRY", "x", "C0STRATEGY", "quarterly", schedule, "en", far, newest="2025Q2")
    stage.bot.store.roster.put(wanted)
    stage.stop()
    stage.start()
    assert len(arrived(stage)) == 1


def test_plans_that_leave_the_book_touch_nobody_else(start: Starter) -> None:
    """A person's subscription goes on; the plan is paused, says why, and cannot be resumed."""
    stage = start()
    subscribed(stage)
    stage.stop()
    ledger = stage.desk.ledger
    stage.start(desk=Desk(replace(ledger, plans=()), place_of("templates")))
    assert one(stage).state == "active"
    assert one(stage, "C0KWAI").paused_for == "book"
    listed = Corner(stage, "kwai").kwai_aside("subscriptions")
    assert "It is no longer in the book" in str(listed["blocks"])
    before = listed["text"]
    assert stage.workspace.press(listed["ts"], "subscription_resume", channel="kwai").acked
    said = stage.workspace.wait_for(lambda ws: [m for m in ws.ephemerals("kwai") if m["text"] != before])[0]
    assert section(said).startswith("*Not resumed*: this plan is no longer in the book")
    stage.stop()
    stage.start()
    assert one(stage, "C0KWAI").state == "active", "back in the book, it goes on"


def test_plan_of_the_book_is_changed_in_the_book(stage: Stage) -> None:
    """Anybody there may pause it, which a start leaves as it is; its words stand in a file."""
    kwai = Corner(stage, "kwai")
    listed = kwai.kwai_aside("subscriptions")
    said = press(stage, listed, "subscription_change", "kwai")
    assert section(said).startswith("*Not changed*: this is a plan of the book")
    assert stage.workspace.press(listed["ts"], "subscription_pause", channel="kwai").acked
    stage.workspace.wait_for(lambda _: one(stage, "C0KWAI").state == "paused")
    stage.workspace.wait_for(lambda _: not stage.waiting())
    stage.stop()
    stage.start()
    assert one(stage, "C0KWAI").paused_for == "person"


def test_plan_for_a_channel_nobody_has(start: Starter) -> None:
    """The owner hears of it, with what to do."""
    stage = start(connected=False)
    ledger = stage.desk.ledger
    astray = replace(ledger, plans=(replace(ledger.plans[0], id="astray", channel="#nowhere"),))
    stage.bot = stage.bring(owner="U0BOB", desk=Desk(astray, place_of("templates")))
    assert stage.bot.start()
    heard = told(stage, "bob")["text"]
    assert heard.startswith("The plan astray goes to #nowhere, which the bot cannot see: it is not planned. Invite")


def test_time_for_review_that_is_over_is_said_once(stage: Stage) -> None:
    """Unsent at its deadline it stays held, and the reviewer hears so; Send goes on working."""
    confirmed = subscribed(stage, "subscribe daily review @bob within 2 hours")
    press(stage, confirmed, "subscription_send", "strategy")
    told(stage, "bob")
    stage.workspace.wait_for(lambda _: not stage.waiting())
    stage.clock.move_to(MORNING + timedelta(hours=2, minutes=1))
    over = stage.workspace.wait_for(lambda ws: ws.messages("dm", user="bob")[1:])[0]
    assert section(over).startswith("*Not sent: Kuaishou and Kling, 2025Q3, for <#C0STRATEGY>*")
    assert actions(over) == ["review_release"]
    assert digests(stage) == []
    assert stage.workspace.press(over["ts"], "review_release", channel="dm", user="bob").acked
    assert len(arrived(stage)) == 1


def test_slack_in_trouble_is_said_and_changes_nothing(stage: Stage) -> None:
    """While Slack does not say who is where, the asker hears so, and nothing is kept."""
    stage.workspace.refuse("conversations.info", "internal_error")
    heard = strategy(stage).kwai_aside("subscribe daily")
    assert section(heard).startswith("*Not answered: something in the bot broke*\nNothing is lost.")
    assert stage.bot is not None
    assert [each.channel for each in stage.bot.store.roster.all("T0TRY")] == ["C0KWAI"]
    assert subscribed(stage)


def test_restart_keeps_what_people_subscribed(start: Starter) -> None:
    stage = start()
    subscribed(stage, "subscribe daily zh")
    before = one(stage)
    stage.stop()
    stage.start()
    assert one(stage) == before
