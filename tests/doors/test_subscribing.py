"""Subscribing, seeing what comes, and the buttons under it, as people in Slack do it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.core.subscription import Subscription

from .stage import Corner, Message, Stage, actions, contexts, section


def sections(message: Message) -> list[str]:
    """The texts of a message's sections."""
    return [block["text"]["text"] for block in message["blocks"] if block["type"] == "section"]


def kept(corner: Corner) -> list[Subscription]:
    """The subscriptions of a corner."""
    assert corner.stage.bot is not None
    return [one for one in corner.stage.bot.store.roster.all("T0TRY") if one.channel == corner.id]


def press(corner: Corner, message: Message, action: str, user: str | None = None, value: str | None = None) -> None:
    """Press a button of a subscription."""
    assert corner.workspace.press(message["ts"], action, channel=corner.name, user=user, value=value).acked


def aside(corner: Corner, before: int, user: str | None = None) -> Message:
    """What somebody alone sees next."""
    return corner.workspace.wait_for(lambda ws: ws.ephemerals(corner.name, user)[before:])[0]


def listing(corner: Corner, said: str = "subscriptions", user: str | None = None) -> Message:
    before = len(corner.workspace.ephemerals(corner.name, user))
    assert corner.workspace.command(corner.name, said, user=user).acked
    return aside(corner, before, user)


def changed(corner: Corner, message: Message, user: str | None = None) -> Message:
    """A private message once it was replaced."""

    def now(_: object) -> Message | None:
        found = next(m for m in corner.workspace.ephemerals(corner.name, user) if m["ts"] == message["ts"])
        return found if found["text"] != message["text"] else None

    return corner.workspace.wait_for(now)


def test_confirmation_lists_what_comes_where_and_when(corner: Corner) -> None:
    """The channel sees who subscribed it, to what, and the next three times."""
    heard = corner.kwai("subscribe weekdays 09:30 Asia/Hong_Kong")
    assert contexts(heard)[0] == "<@U0ALICE>: subscribed"
    first, terms, what, times, then = section(heard).split("\n")
    assert first == f"*Kuaishou and Kling comes to <#{corner.id}>*"
    assert terms == "Monday to Friday at 09:30, Hong Kong time · English"
    assert what.startswith("*What* a headline, and in its thread: Kling revenue, ")
    assert times == "*Next* 28 Nov 2025 09:30 · 1 Dec 2025 09:30 · 2 Dec 2025 09:30 (Hong Kong)"
    assert then.startswith("*First* 2025Q3, the newest in the book.")
    assert actions(heard) == ["subscription_send", "subscription_pause", "subscription_change", "subscription_more"]
    (one,) = kept(corner)
    assert (one.origin, one.maker, one.newest) == ("person", "U0ALICE", "2025Q3")


@pytest.mark.parametrize(
    ("said", "head", "first"),
    [
        ("订阅 每天早上九点", "<@U0ALICE>：已订阅", "*《快手与可灵》将发到<#"),
        ("訂閱 每天 09:00 繁體", "<@U0ALICE>：已訂閱", "*《快手與可靈》將發到<#"),
    ],
)
def test_subscribing_in_chinese(corner: Corner, said: str, head: str, first: str) -> None:
    """Asked in Chinese, confirmed in the same script."""
    heard = corner.kwai(said)
    assert contexts(heard)[0] == head
    assert section(heard).startswith(first)


def test_asked_again_it_is_changed_not_doubled(corner: Corner) -> None:
    """The same digest in the same language for the same channel is one subscription."""
    corner.kwai("subscribe daily")
    heard = corner.kwai("subscribe weekly on friday 17:00 london")
    assert contexts(heard)[0] == "<@U0ALICE>: changed"
    (one,) = kept(corner)
    assert (one.schedule.cron, one.schedule.time_zone) == ("0 17 * * fri", "Europe/London")


def test_overlaps_are_warned_of(corner: Corner) -> None:
    """A second one in another language comes too, and says so."""
    corner.kwai("subscribe daily")
    heard = corner.kwai("subscribe daily zh")
    assert f"*Overlap* <#{corner.id}> gets it already: every day at 09:00, Hong Kong time · English." in section(heard)
    assert len(kept(corner)) == 2


REFUSED = [
    ('subscribe "0 9 * * 1"', "*Not subscribed: `0 9 * * 1` gives the weekday as a number*"),
    ('subscribe "0 9 * *"', "*Not subscribed: `0 9 * *` has 4 fields, a cron has five*"),
    ('subscribe "61 9 * * mon"', "*Not subscribed: the cron `61 9 * * mon` cannot be read*"),
    ('subscribe "0 9 31 feb *"', "*Not subscribed: `0 9 31 feb *` never comes*"),
    ("subscribe daily asia/hongkong", "*Not subscribed: there is no time zone “asia/hongkong”*\nThe nearest name is `Asia/Hong_Kong`"),
    ("subscribe daily 09:00 EST", "*Not subscribed: there is no time zone “EST”*"),
    ("subscribe daily 09:00 review @bob by 08:00", "*Not subscribed: the deadline 08:00 is past when the digest is due"),
    ("subscribe foo daily", "*Not subscribed: there is no digest “foo”*\nThere is: quarterly (Kuaishou and Kling)"),
    ("subscribe daily in French", "*Not subscribed: digests are not written in “french”*"),
    ("subscribe daily business days zanzibar", "*Not subscribed: there is no digest “zanzibar”*"),
    ("subscribe #nosuch daily", "*Not subscribed: there is no channel #nosuch that the bot can see*"),
    ("subscribe daily &lt;!channel&gt;", "*Not subscribed: there is no digest “"),
    ('订阅 "0 9 * * 1"', "*未订阅：`0 9 * * 1`的星期写成了数字*"),
    ("訂閱 每天 法语", "*未訂閱：簡報不以“法语”寫成*"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "sentence"), REFUSED)
def test_what_cannot_be_taken_is_said_to_the_asker(corner: Corner, said: str, sentence: str) -> None:
    """A clear sentence, to the asker alone; nothing is written."""
    heard = corner.kwai_aside(said)
    assert section(heard).startswith(sentence)
    assert corner.workspace.messages(corner.name) == ()
    assert kept(corner) == []


def test_another_channel_only_for_its_members(corner: Corner) -> None:
    """Who is not in a channel does not subscribe it; who is, subscribes it from anywhere, and both places hear."""
    other = corner.stage.corner()
    corner.workspace.leave(corner.name, user="bob")
    refused = other.kwai_aside(f"subscribe #{corner.name} daily", user="bob")
    assert section(refused).startswith(f"*Not subscribed: you are not in <#{corner.id}>*")
    assert kept(corner) == []
    before = len(corner.workspace.messages(corner.name))
    private = other.kwai_aside(f"subscribe #{corner.name} daily")
    public = corner.first(before)
    assert section(private) == section(public)
    assert [one.channel for one in kept(corner)] == [corner.id]


def test_list_has_everything_of_the_channel(corner: Corner) -> None:
    """Private, one part for each, with its buttons; what was sent last stands there."""
    assert section(corner.kwai_aside("subscriptions")).startswith(f"*No subscriptions in <#{corner.id}>*")
    corner.kwai("subscribe daily")
    listed = listing(corner, "my subscriptions")
    assert sections(listed)[0] == f"*1 subscription in <#{corner.id}>*"
    assert sections(listed)[1].split("\n") == [
        f"*Kuaishou and Kling* to <#{corner.id}>",
        "Every day at 09:00, Hong Kong time · English",
        "Next 29 Nov 2025 09:00 Hong Kong",
    ]


def test_pausing_resuming_stopping_by_buttons(corner: Corner) -> None:
    """The list is drawn anew, the channel hears who did it, and what was missed is offered."""
    corner.kwai("subscribe daily")
    listed = listing(corner)
    before = len(corner.workspace.messages(corner.name))
    press(corner, listed, "subscription_pause")
    paused = changed(corner, listed)
    assert sections(paused)[0] == f"*Paused*: Kuaishou and Kling no longer comes to <#{corner.id}>"
    assert "· *paused*" in sections(paused)[2]
    assert contexts(corner.first(before)) == [
        "<@U0ALICE> paused Kuaishou and Kling here · `/kwai subscriptions` lists what comes"
    ]
    assert actions(paused)[0] == "subscription_resume"
    press(corner, paused, "subscription_resume", user=None)
    resumed = changed(corner, paused)
    assert sections(resumed)[0].split("\n") == [
        f"*Resumed*: Kuaishou and Kling comes to <#{corner.id}> again, next 29 Nov 2025 09:00 Hong Kong",
        "2025Q3 was missed meanwhile: Send now posts it",
    ]
    (one,) = kept(corner)
    press(corner, resumed, "subscription_more", value=f"stop:en:{one.id}")
    stopped = changed(corner, resumed)
    assert sections(stopped)[0].startswith("*Stopped*")
    assert sections(stopped)[1].startswith("*No subscriptions")
    assert kept(corner) == []


def test_sending_now_and_never_twice(corner: Corner) -> None:
    """The newest edition with its thread, once, however often it is pressed."""
    confirmed = corner.kwai("subscribe quarterly zh")
    before = len(corner.workspace.messages(corner.name))
    press(corner, confirmed, "subscription_send")
    assert section(aside(corner, 0)) == f"*On its way*: 2025Q3 to <#{corner.id}>"
    digest = corner.first(before)
    assert section(digest).startswith("*可灵* 收入超过3亿元")
    corner.stage.settle()
    press(corner, confirmed, "subscription_send")
    assert section(aside(corner, 1)).startswith("*Sent before*: 2025Q3 stands in")
    corner.stage.settle()
    assert len(corner.workspace.messages(corner.name)) == before + 1
    assert "Last 2025Q3: sent 28 Nov 2025 " in sections(listing(corner))[1]


def test_a_button_asks_anew_who_may(corner: Corner) -> None:
    """Somebody who has left the channel presses in vain."""
    confirmed = corner.kwai("subscribe daily")
    listed = listing(corner, user="bob")
    corner.workspace.leave(corner.name, user="bob")
    press(corner, listed, "subscription_pause", user="bob")
    refused = changed(corner, listed, user="bob")
    assert sections(refused)[0].startswith(f"*Not changed: you are not in <#{corner.id}>*")
    assert kept(corner)[0].state == "active"
    corner.workspace.join(corner.name, user="bob")
    press(corner, confirmed, "subscription_pause", user="bob")
    assert section(aside(corner, 1, "bob")).startswith("*Paused*")


def test_button_of_what_was_stopped(corner: Corner) -> None:
    """An old message's button says that there is nothing any more."""
    confirmed = corner.kwai("subscribe daily")
    (one,) = kept(corner)
    press(corner, confirmed, "subscription_more", value=f"stop:en:{one.id}")
    assert section(aside(corner, 0)).startswith("*Stopped*")
    press(corner, confirmed, "subscription_pause")
    assert section(aside(corner, 1)) == "*Gone*: this subscription was stopped"


def test_status_shows_expected_against_delivered(corner: Corner) -> None:
    """How many editions were to come and came, and what each subscription here got last."""
    confirmed = corner.kwai("subscribe daily")
    before = len(corner.workspace.messages(corner.name))
    press(corner, confirmed, "subscription_send")
    corner.first(before)
    corner.stage.settle()
    first, *lines = section(listing(corner, "status")).split("\n")
    assert first.startswith("*Digests: ") and first.endswith(" delivered*")
    assert lines[-1].startswith(f"*Kuaishou and Kling* to <#{corner.id}>: 2025Q3 sent 28 Nov 2025 ")
    assert lines[-1].endswith("; next 29 Nov 2025 09:00 Hong Kong")


def test_subscribing_oneself(stage: Stage) -> None:
    """A person gets it directly; there the list holds what they made anywhere."""
    before = len(stage.workspace.messages("dm"))
    assert stage.workspace.command("dm", "subscribe daily").acked
    heard = stage.workspace.wait_for(lambda ws: ws.messages("dm")[before:])[0]
    assert section(heard).startswith("*Kuaishou and Kling comes to your direct messages*")
    asides = len(stage.workspace.ephemerals("dm"))
    assert stage.workspace.command("dm", "subscriptions").acked
    listed = stage.workspace.wait_for(lambda ws: ws.ephemerals("dm")[asides:])[0]
    assert any("your direct messages" in text for text in sections(listed))
    assert "Kuaishou and Kling" in json.dumps(listed["blocks"])


def test_reviewer_sees_it_first(corner: Corner) -> None:
    """The edition reaches them privately with its thread; Send posts it to the channel, and the buttons go."""
    confirmed = corner.kwai("subscribe daily 09:00 review @bob by 12:00")
    assert "<@U0BOB> sees it first and has 3 h" in section(confirmed)
    direct = len(corner.workspace.messages("dm", user="bob"))
    before = len(corner.workspace.messages(corner.name))
    press(corner, confirmed, "subscription_send")
    assert section(aside(corner, 0)) == f"*With its reviewer*: 2025Q3 goes to <#{corner.id}> once <@U0BOB> sends it"
    asked = corner.workspace.wait_for(lambda ws: ws.messages("dm", user="bob")[direct:])[0]
    assert section(asked).split("\n")[0] == f"*To review: Kuaishou and Kling, 2025Q3, for <#{corner.id}>*"
    assert actions(asked) == ["review_release", "review_hold"]
    corner.stage.settle()
    assert len(corner.workspace.replies("dm", asked["ts"], user="bob")) == 5
    assert len(corner.workspace.messages(corner.name)) == before
    hold(corner, asked, "review_hold", "*Held: Kuaishou and Kling, 2025Q3")
    hold(corner, asked, "review_release", "*Sent: Kuaishou and Kling, 2025Q3")
    assert section(corner.first(before)).startswith("*Kling* revenue more than RMB 300m")


def hold(corner: Corner, asked: Message, action: str, sentence: str) -> None:
    """Bob presses a button of what he reviews, and its message says what came of it."""
    assert corner.workspace.press(asked["ts"], action, channel="dm", user="bob").acked

    def shown(_: object) -> Any:
        found = next(m for m in corner.workspace.messages("dm", user="bob") if m["ts"] == asked["ts"])
        return section(found).startswith(sentence)

    corner.workspace.wait_for(shown)
