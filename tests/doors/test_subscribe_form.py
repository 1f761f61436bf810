"""The subscription form at the wire: opened, wrong at its fields, looked at once more, sent in once."""

from __future__ import annotations

import pytest

from .filling import View, blocks, held, legal, offered, submit, window
from .stage import Corner, Message, Starter, actions, contexts, section
from .test_menu import whispers
from .test_subscribing import aside, kept, listing, press

NEW = {"order_when": "weekdays 09:30", "order_days": "any"}


def open_form(corner: Corner, words: str = "subscribe", user: str | None = None) -> View:
    assert corner.workspace.command(corner.name, words, user=user).acked
    return window(corner, user)


def confirmed(corner: Corner, user: str | None = None) -> View:
    """The view to agree to, on top of the form."""
    return legal(corner.workspace.wait_for(lambda ws: len(ws.views(user)) == 2 and ws.view(user)))


def texts(view: View) -> str:
    found = [block["text"]["text"] for block in view["blocks"] if block["type"] == "section"]
    return "\n".join(found)


def test_from_the_command_to_the_channel(corner: Corner) -> None:
    """Filled in as the book does it; the next times are seen before anything is kept; the channel is told once."""
    view = open_form(corner)
    assert view["title"]["text"] == "Subscribe"
    assert held(view, "order_digest") == "Kuaishou and Kling"
    assert held(view, "order_channel") == corner.id
    assert held(view, "order_when") == "quarterly 09:00"
    assert held(view, "order_zone") == "Hong Kong · Asia/Hong_Kong"
    assert held(view, "order_days") == "Hong Kong business days"
    assert submit(corner, **NEW) == {}
    shown = texts(confirmed(corner))
    assert shown.startswith(f"*Kuaishou and Kling comes to <#{corner.id}>*\nMonday to Friday at 09:30, Hong Kong time")
    assert "*Next* 28 Nov 2025 09:30 · 1 Dec 2025 09:30 · 2 Dec 2025 09:30 (Hong Kong)" in shown
    assert kept(corner) == []
    assert submit(corner) == {}
    heard = corner.first()
    assert contexts(heard)[0] == "<@U0ALICE>: subscribed"
    assert "Monday to Friday at 09:30" in section(heard) and "subscription_change" in actions(heard)
    assert corner.workspace.view() is None
    (one,) = kept(corner)
    assert (one.schedule.cron, one.maker) == ("30 9 * * mon-fri", "U0ALICE")


def test_in_chinese(corner: Corner) -> None:
    """The command in Chinese opens it in Chinese, and what is in it is read in Chinese."""
    view = open_form(corner, "订阅")
    assert held(view, "order_when") == "每季 09:00" and held(view, "order_zone") == "香港 · Asia/Hong_Kong"
    given = {"order_when": "每周五 18:00", "order_quiet": "22:00-08:00", "order_days": "any"}
    assert submit(corner, order_reviewer="U0BOB", order_deadline="3小时", **given) == {}
    assert "香港时间每星期五18:00，免打扰22:00-08:00" in texts(confirmed(corner))
    assert submit(corner) == {}
    assert "每" in section(corner.first())
    (one,) = kept(corner)
    assert one.review is not None and one.review.within.total_seconds() == 3 * 3600
    assert one.language == "zh-Hans"


def test_back_keeps_what_was_entered(corner: Corner) -> None:
    """The form is there again with all of it; closed whole, nothing is subscribed and that is said."""
    open_form(corner)
    assert submit(corner, **NEW) == {}
    confirmed(corner)
    corner.workspace.close_view()
    view = window(corner)
    assert held(view, "order_when") == "weekdays 09:30" and whispers(corner) == []
    assert submit(corner, order_when="daily 10:00") == {}
    assert "Every day at 10:00" in texts(confirmed(corner))
    corner.workspace.close_view(whole=True)
    said = corner.workspace.wait_for(lambda _: whispers(corner))
    assert said == ["Closed: nothing is subscribed. To go on: `/kwai subscribe`."]
    assert kept(corner) == []


WRONG = (
    ({"order_when": "0 9 * * 1"}, "order_when", "Not subscribed: 0 9 * * 1 gives the weekday as a number."),
    ({"order_when": "0 9 * *"}, "order_when", "Not subscribed: 0 9 * * has 4 fields, a cron has five."),
    ({"order_when": "0 9 31 feb *"}, "order_when", "Not subscribed: 0 9 31 feb * never comes."),
    ({"order_when": "whenever"}, "order_when", "Not subscribed: “whenever” is not understood."),
    ({"order_when": "daily 25:00"}, "order_when", "Not subscribed: no clock shows “25:00”."),
    ({"order_quiet": "late"}, "order_quiet", "Not subscribed: the quiet hours cannot be read."),
    ({"order_quiet": "22:00-22:00"}, "order_quiet", "Not subscribed: quiet hours that end where they begin"),
    (
        {"order_when": "daily 09:00", "order_reviewer": "U0BOB", "order_deadline": "08:00"},
        "order_deadline",
        "Not subscribed: the deadline 08:00 is past when the digest is due at 09:00.",
    ),
    (
        {"order_reviewer": "U0BOB", "order_deadline": "soon"},
        "order_deadline",
        "Not subscribed: the deadline “soon” cannot be read.",
    ),
    ({"order_deadline": "12:00"}, "order_reviewer", "Not subscribed: name who reviews it."),
    ({"order_channel": "C0RANDOM"}, "order_channel", "Not subscribed: the bot is not in #C0RANDOM."),
)


def test_what_is_wrong_stands_at_its_field(corner: Corner) -> None:
    """With the sentence the command gives; what else was entered stays, and mended it goes through."""
    open_form(corner)
    right = {"order_when": "daily 09:00", "order_quiet": "", "order_reviewer": "", "order_deadline": ""}
    for given, field, sentence in WRONG:
        errors = submit(corner, **{**right, **given})
        assert list(errors) == [field], (given, errors)
        assert errors[field].startswith(sentence), errors
        assert "`" not in errors[field]
    assert submit(corner, order_channel=corner.id, **right) == {}
    confirmed(corner)
    corner.workspace.close_view(whole=True)


def test_rights_are_asked_anew(start: Starter) -> None:
    """Who left a channel cannot subscribe it, neither at the form nor at the last button; the bot must be there too."""
    stage = start()
    corner = Corner(stage, "kwai")
    open_form(corner)
    stage.workspace.leave("strategy")
    errors = submit(corner, order_channel="C0STRATEGY", **NEW)
    assert errors["order_channel"].startswith("Not subscribed: you are not in #")
    stage.workspace.refuse("conversations.info", "internal_error")
    assert submit(corner, order_channel=corner.id) == {
        "order_digest": "Slack did not answer. Nothing is changed; send it in again."
    }
    assert submit(corner, order_channel=corner.id) == {}
    confirmed(corner)
    stage.workspace.remove("kwai")
    assert submit(corner) == {}
    (direct,) = stage.workspace.wait_for(lambda ws: ws.messages("dm"))
    assert direct["text"].startswith("Not subscribed: the bot is not in")
    assert [one for one in kept(corner) if one.origin == "person"] == []


def test_sent_in_twice_it_is_told_once(corner: Corner) -> None:
    open_form(corner)
    assert submit(corner, **NEW) == {}
    confirmed(corner)
    corner.workspace.faults.repeat()
    assert submit(corner) == {}
    corner.first()
    corner.stage.settle()
    assert len(corner.workspace.messages(corner.name)) == 1 and len(kept(corner)) == 1


def test_time_zones_are_typed_ahead(corner: Corner) -> None:
    """By city, in every script and in pinyin; what comes is what the channel is promised."""
    open_form(corner)
    assert offered(corner, "order_zone", "")[:2] == ["Hong Kong · Asia/Hong_Kong", "Shanghai · Asia/Shanghai"]
    for typed in ("new yo", "纽约", "紐約", "niuyue", "boston", "new yrok"):
        assert offered(corner, "order_zone", typed)[0] == "New York · America/New_York", typed
    assert offered(corner, "order_zone", "x" * 200) == []
    assert submit(corner, order_zone="America/New_York", **NEW) == {}
    assert "New York time" in texts(confirmed(corner))
    corner.workspace.close_view(whole=True)


def change(corner: Corner, heard: Message, user: str | None = None) -> View:
    press(corner, heard, "subscription_change", user=user)
    return window(corner, user)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("quarterly 09:00", "quarterly 09:00"),
        ("daily 22:05", "every day at 22:05"),
        ("weekdays 9:30", "Monday to Friday at 09:30"),
        ("weekly on friday 17:30", "every Friday at 17:30"),
        ("monthly on the 7th 8:00", "day 7 of every month at 08:00"),
        ('"0 9 1,15 * *"', "0 9 1,15 * *"),
        ('"0 9 7 mar *"', "0 9 7 mar *"),
        ("每季 09:00", "每季 09:00"),
        ("每天 22:05", "每天22:05"),
        ("工作日 9:30", "周一至周五09:30"),
        ("每週日 17:30", "每星期日17:30"),
        ("每月7日 8:00", "每月7日08:00"),
    ],
)
def test_when_stands_there_as_one_would_write_it(corner: Corner, typed: str, written: str) -> None:
    """In words where they are read as the same; sent in as it stands nothing moves."""
    heard = corner.kwai(f"subscribe {typed}" if typed.isascii() else f"订阅 {typed}")
    view = change(corner, heard)
    assert held(view, "order_when") == written
    before, told = kept(corner), len(corner.workspace.messages(corner.name))
    assert submit(corner) == {}
    confirmed(corner)
    assert submit(corner) == {}
    assert contexts(corner.first(told))[0] in {"<@U0ALICE>: changed", "<@U0ALICE>：已更改"}
    assert [one.schedule for one in kept(corner)] == [one.schedule for one in before]


def test_changing(corner: Corner) -> None:
    """The form holds what is; what will be is seen beside what was; the channel is told who changed it."""
    view = change(corner, corner.kwai("subscribe daily"))
    assert "order_channel" not in blocks(view) and texts(view) == f"*Kuaishou and Kling* to <#{corner.id}>"
    assert held(view, "order_when") == "every day at 09:00" and held(view, "order_zone") == "Hong Kong · Asia/Hong_Kong"
    assert submit(corner, order_when="0 9 * * 1")["order_when"].startswith("Not changed: 0 9 * * 1 gives")
    offered(corner, "order_zone", "london")
    given = {"order_when": "weekly on friday 17:30", "order_zone": "Europe/London", "order_language": "zh-Hant",
             "order_quiet": "22:00-08:00", "order_days": "GB", "order_reviewer": "U0BOB",
             "order_nothing_new": "yes"}  # fmt: skip
    assert submit(corner, **given) == {}
    shown = texts(confirmed(corner))
    assert "Every Friday at 17:30, London time" in shown and "*Until now* every day at 09:00, Hong Kong time" in shown
    before = len(corner.workspace.messages(corner.name))
    assert submit(corner) == {}
    heard = corner.first(before)
    assert contexts(heard)[0] == "<@U0ALICE>: changed"
    assert section(heard).split("\n")[1] == (
        "Every Friday at 17:30, London time, on United Kingdom business days, quiet 22:00-08:00 · 繁體 · "
        "<@U0BOB> sees it first and has 24 h · one line when nothing is new"
    )
    (one,) = kept(corner)
    assert (one.language, one.schedule.business_days, one.says_nothing_new) == ("zh-Hant", "GB", True)
    assert one.review is not None and one.review_channel == "D0BOB"
    view = change(corner, heard)
    assert held(view, "order_deadline") == "24 h"
    corner.workspace.close_view()


def test_what_was_stopped_meanwhile(corner: Corner) -> None:
    """While the form was open somebody stopped it: the form says so, and changes nothing."""
    heard = corner.kwai("subscribe daily")
    change(corner, heard)
    (one,) = kept(corner)
    press(corner, heard, "subscription_more", user="bob", value=f"stop:en:{one.id}")
    assert section(aside(corner, 0, "bob")).startswith("*Stopped*")
    errors = submit(corner, order_when="weekdays 10:00")
    assert errors == {"order_when": "Not changed: this subscription was stopped meanwhile. Subscribe anew."}
    corner.workspace.close_view()


def test_a_form_that_does_not_open_says_so(start: Starter) -> None:
    corner = Corner(start(), "kwai")
    corner.workspace.refuse("views.open", "expired_trigger_id", times=2)
    assert corner.workspace.command(corner.name, "subscribe").acked
    said = corner.workspace.wait_for(lambda _: whispers(corner))
    assert said == ["Not opened: Slack waited too long. Type `/kwai subscribe` again."]
    heard = corner.kwai("subscribe daily zh")
    press(corner, heard, "subscription_change")
    said = corner.workspace.wait_for(lambda _: whispers(corner)[1:])
    assert said == ["Not opened: Slack waited too long. Type `/kwai subscriptions` again."]


def test_the_list_opens_it(corner: Corner) -> None:
    """From the list of what comes here."""
    heard = listing(corner)
    assert "form_subscribe" in actions(heard)
    assert corner.workspace.press(heard["ts"], "form_subscribe", channel=corner.name).acked
    assert held(window(corner), "order_channel") == corner.id
    corner.workspace.close_view()
