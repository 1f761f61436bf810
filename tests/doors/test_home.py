"""The home tab: drawn when it is opened, anew when it changed; its buttons answer in Messages, its owner's part is theirs alone."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.app.shelf import open_desk
from bot.desk import Desk
from bot.fairness import Fairness, Rate
from bot.home.keeper import Rhythm
from bot.remember.store import open_store
from bot.workspace import TravelClock
from tests.postgres import Postgres

from .folders import TODAY, Folders
from .stage import Corner, Stage, Starter, section, strings

QUICK = Rhythm(look=0.3, soon=0.05, apart=0.05, between=0.0)
OPENED = "event app_home_opened"
View = Mapping[str, Any]


@pytest.fixture
def stage(start: Starter) -> Stage:
    """A bot that Alice owns, and that draws as soon as it may."""
    return begin(start)


def begin(start: Starter, **brought: Any) -> Stage:
    stage = start(connected=False)
    stage.start(**{"owner": "U0ALICE", "rhythm": QUICK, **brought})
    return stage


def words(view: View | None) -> str:
    return "\n".join(strings(view["blocks"])) if view is not None else ""


def shows(stage: Stage, *pieces: str, user: str = "alice", within: float = 10) -> str:
    """Wait until a person's tab shows some words; all of it."""
    stage.workspace.wait_for(lambda ws: all(piece in words(ws.home(user)) for piece in pieces), within)
    return words(stage.workspace.home(user))


def opened(stage: Stage, *pieces: str, user: str = "alice") -> str:
    stage.workspace.open_home(user=user)
    return shows(stage, *(pieces or ("/kwai",)), user=user)


def buttons(view: View | None) -> Iterator[Mapping[str, Any]]:
    for block in view["blocks"] if view is not None else ():
        yield from block.get("elements", ()) if block["type"] == "actions" else ()
        if block.get("accessory"):
            yield block["accessory"]


def action(stage: Stage, label: str, user: str = "alice") -> str:
    """The action id of the first button with a label."""
    found = buttons(stage.workspace.home(user))
    return next(one["action_id"] for one in found if one.get("text", {}).get("text") == label)


def press(stage: Stage, label: str, user: str = "alice") -> None:
    assert stage.workspace.press_in_home(action(stage, label, user), user=user).acked


def forge(stage: Stage, user: str, action_id: str, value: str) -> None:
    """A press as an old tab, or somebody who made it up, would send it."""
    view = stage.workspace.home(user)
    site = stage.workspace.site
    pressed = {"type": "button", "action_id": action_id, "block_id": "old", "value": value, "action_ts": "1.5"}
    payload = {
        "type": "block_actions",
        "user": {"id": site.person(user).id, "team_id": site.team_id},
        "team": {"id": site.team_id},
        "container": {"type": "view", "view_id": view["id"] if view else "V0"},
        "view": dict(view) if view else {},
        "trigger_id": "1.2.3",
        "actions": [pressed],
    }
    assert stage.workspace.deliver("interactive", payload).acked


def said(stage: Stage, user: str = "alice", after: int = 0) -> Mapping[str, Any]:
    """What the bot says next in a person's own conversation with it."""
    heard = stage.workspace.wait_for(
        lambda ws: [one for one in ws.messages("dm", user=user) if one.get("bot_id")][after:]
    )
    return heard[0]


def test_it_is_drawn_when_it_is_opened(stage: Stage) -> None:
    """What it can do, the newest figures each with its bound, period and source, coverage, and what there is not yet."""
    shown = opened(stage)
    assert "Revenue 2025Q3: *more than RMB 300m* · press" in shown
    assert "9 documents" in shown and "6 quarters, 2023Q4 to 2025Q3" in shown
    assert "*Overdue: expected by now, and not in the book*\nKuaishou 2025Q2" in shown
    assert "No digest comes to you" in shown and "None yet" in shown
    assert stage.refused() == []


def test_what_is_in_sight_is_not_sent_again(stage: Stage) -> None:
    """A view sent again closes the list that somebody has just opened in it."""
    opened(stage)
    stage.workspace.open_home()
    stage.workspace.wait_for(lambda ws: [line.ok for line in ws.journal if line.what == OPENED] == [True] * 2)
    assert stage.bot is not None and stage.bot._homes is not None
    visits = stage.bot._homes._visits
    stage.workspace.wait_for(lambda _: not visits["U0ALICE"].is_urgent)
    forge(stage, "alice", "home_again_9", "nothing")
    shows(stage, "*Not asked: that question is too old")
    published = [line for line in stage.workspace.journal if line.what == "views.publish"]
    assert len(published) == 2, "one when it was first opened, one that tells what a press came to"


def test_opening_waits_for_nobody(stage: Stage) -> None:
    """Slack may be slow with the tab: the event is acknowledged before."""
    stage.workspace.faults.delay("views.publish", 2)
    begun = time.monotonic()
    stage.workspace.open_home()
    stage.workspace.wait_for(lambda ws: any(line.what == OPENED and line.ok for line in ws.journal))
    assert time.monotonic() - begun < 1.5
    shows(stage, "/kwai")


def test_a_person_reads_it_as_they_read_slack(stage: Stage) -> None:
    assert "库中概况" in opened(stage, "库中概况", user="bob")


def test_a_language_is_chosen_in_place(stage: Stage) -> None:
    opened(stage)
    assert stage.workspace.press_in_home("home_language", value="zh-Hant").acked
    shows(stage, "庫中概況", "我最近的提問")
    press(stage, "可靈Q3收入")
    assert section(said(stage)).startswith("*超過3億元*")
    assert stage.workspace.press_in_home("home_language", value="open").acked
    shows(stage, "The book at a glance")


def test_a_question_is_answered_in_messages_and_goes_on_there(stage: Stage) -> None:
    opened(stage)
    press(stage, "Kling revenue Q3")
    answer = said(stage)
    assert section(answer).startswith("*More than RMB 300m*")
    assert "<@U0ALICE>: kling revenue q3" in words(answer)
    shows(stage, "*Answered in Messages*: kling revenue q3", "Kling · revenue · 2025Q3 (newest Q3 in the book)")
    stage.settle()
    stage.workspace.say("dm", "and qoq?", thread_ts=answer["ts"])
    replies = stage.workspace.wait_for(lambda ws: [m for m in ws.replies("dm", answer["ts"]) if m.get("bot_id")])
    assert section(replies[0]).startswith("*Cannot tell")


def test_the_same_press_told_twice_is_answered_once(stage: Stage) -> None:
    opened(stage)
    for _ in range(2):
        forge(stage, "alice", "home_ask_1", "kling revenue q3")
    said(stage)
    stage.settle()
    assert len([m for m in stage.workspace.messages("dm") if m.get("bot_id")]) == 1


def test_private_questions_are_there_for_their_asker_alone(stage: Stage) -> None:
    """Public, private, in Chinese: understood as they were, each once, to be asked again."""
    kwai = Corner(stage, "kwai")
    kwai.kwai("kling revenue q3")
    kwai.kwai_aside("gmv gap --private")
    kwai.kwai("快手月活", user="bob")
    shown = opened(stage, "Kuaishou against Douyin")
    assert "Kling · revenue · 2025Q3" in shown and "月活" not in shown
    assert "快手 · 月活" in opened(stage, "快手 · 月活", user="bob")
    assert "Kling · revenue" not in words(stage.workspace.home("bob"))
    again = action(stage, "Ask again")
    assert stage.workspace.press_in_home(again).acked
    assert section(said(stage)).startswith("*Kuaishou is 14.8 pp or more behind*")


def test_nobody_asks_with_the_mark_of_another(stage: Stage) -> None:
    kwai = Corner(stage, "kwai")
    kwai.kwai_aside("gmv gap --private")
    opened(stage, "Kuaishou against Douyin")
    mark = next(one["value"] for one in buttons(stage.workspace.home()) if one["action_id"].startswith("home_again"))
    opened(stage, user="bob")
    forge(stage, "bob", "home_again_9", mark)
    shows(stage, "没有提问：这个问题太久", user="bob")
    assert not [m for m in stage.workspace.messages("dm", user="bob") if m.get("bot_id")]


def test_my_subscriptions_with_their_buttons(stage: Stage) -> None:
    """Ordered, it is there; paused there, it says so; removed meanwhile, an old button says so."""
    opened(stage)
    stage.workspace.command("kwai", "subscribe quarterly 09:00 Asia/Hong_Kong")
    shown = shows(stage, "*Kuaishou and Kling* to <#C0KWAI>", "Next ")
    assert "No digest comes to you" not in shown
    value = next(one["value"] for one in buttons(stage.workspace.home()) if one["action_id"] == "subscription_pause")
    press(stage, "Pause")
    shows(stage, "*paused*")
    said(stage)
    assert stage.bot is not None
    stage.bot.store.roster.stop(stage.workspace.site.team_id, value.partition(":")[2])
    shows(stage, "No digest comes to you")
    forge(stage, "alice", "subscription_pause", value)
    assert said(stage, after=1)["text"] == "Gone: this subscription was stopped."


def test_the_owner_alone_sees_the_owner_s_part(stage: Stage) -> None:
    assert "For the book's owner" in opened(stage, "*Book* clean, and in use", "conflicts in it")
    assert "负责人专用" not in opened(stage, "库中概况", user="bob")


def test_an_owner_may_be_a_channel(start: Starter) -> None:
    stage = begin(start, owner="C0STRATEGY")
    opened(stage, "For the book's owner")
    stage.workspace.leave("strategy", user="bob")
    assert "负责人专用" not in opened(stage, "库中概况", user="bob")


def test_a_reported_figure_is_settled_by_its_owner_alone(stage: Stage) -> None:
    """A button is no right: who presses is looked up."""
    kwai = Corner(stage, "kwai")
    heard = kwai.kwai("kling revenue q3", user="bob")
    assert stage.workspace.press(heard["ts"], "more", channel="kwai", user="bob", value="report").acked
    shown = opened(stage, "*Reported figures* 1 waits", "Reported by <@U0BOB>")
    assert "Kling revenue, 2025Q3" in shown
    key = next(one for one in buttons(stage.workspace.home()) if one["action_id"].startswith("home_report_mended"))
    opened(stage, "库中概况", user="bob")
    forge(stage, "bob", key["action_id"], key["value"])
    shows(stage, "没有处理", user="bob")
    press(stage, "Mended")
    shows(stage, "*Settled.* Who reported it is told", "*Reported figures* none waits")
    assert said(stage, "bob")["text"].startswith("已更正") or "Mended" in said(stage, "bob")["text"]
    forge(stage, "alice", key["action_id"], key["value"])
    shows(stage, "*Settled before*")
    forge(stage, "alice", key["action_id"], "nothing")
    shows(stage, "*Not settled: that report is too old")


def test_a_changed_book_is_drawn_and_a_refused_one_told(start: Starter, folders: Folders) -> None:
    """To who opened it lately, without opening it again."""
    desk = open_desk(folders.source, TODAY)
    assert isinstance(desk, Desk)
    stage = begin(start, desk=desk, source=folders.source)
    opened(stage, "*RMB 385.0bn*")
    folders.raise_gmv()
    shows(stage, "*RMB 395.0bn*", within=60)
    digests = folders.source.book / "digests.yaml"
    text = digests.read_text(encoding="utf-8")
    digests.write_text(text.replace("kind: gap", "kind: gaps"), encoding="utf-8")
    shown = shows(stage, "*The changed book or templates were refused: the last good ones are in use*", within=60)
    assert "digests.yaml:" in shown
    digests.write_text(text, encoding="utf-8")
    shows(stage, "*Book* clean, and in use", within=60)


def test_what_has_left_the_book_is_said(start: Starter, folders: Folders) -> None:
    """A question of an old tab, about an entity that the book no longer has."""
    desk = open_desk(folders.source, TODAY)
    assert isinstance(desk, Desk)
    stage = begin(start, desk=desk, source=folders.source)
    Corner(stage, "kwai").kwai("kling revenue q3")
    opened(stage, "Kling · revenue · 2025Q3")
    kept = next(one["value"] for one in buttons(stage.workspace.home()) if one["action_id"].startswith("home_again"))
    assert stage.bot is not None
    ledger = desk.ledger
    smaller = Desk(
        replace(
            ledger,
            entities={k: v for k, v in ledger.entities.items() if k != "kling"},
            facts=tuple(f for f in ledger.facts if f.entity != "kling"),
            names=tuple(n for n in ledger.names if n.id != "kling"),
        ),
        desk.templates,
    )
    stage.bot._shelf.desk = smaller
    shows(stage, "None yet")
    forge(stage, "alice", "home_again_9", kept)
    shows(stage, "*Not asked: what that question is about is no longer in the book.*")
    forge(stage, "alice", "home_ask_9", "kling")
    assert said(stage)


def test_too_many_questions_are_told_when_to_ask_again(start: Starter) -> None:
    stage = begin(start, fairness=Fairness(time.monotonic, person=Rate(1, 60), channel=Rate(100, 1)))
    opened(stage)
    press(stage, "Prices")
    shows(stage, "*Answered in Messages*")
    press(stage, "Kling")
    shows(stage, "*Not asked: too many questions at once.* Ask again in ")


def test_where_the_bot_may_not_write_to_a_person_it_says_so(stage: Stage) -> None:
    opened(stage)
    stage.workspace.refuse("conversations.open", "cannot_dm_bot")
    press(stage, "Prices")
    shows(stage, "*Not done: something broke.* Nothing is lost.")


def test_without_its_database_it_shows_the_book(start: Starter, postgres: Postgres) -> None:
    """And says what is missing; it fills by itself once the database is back."""
    with postgres.database() as url:
        stage = start(clock=TravelClock(datetime.now(UTC)), connected=False)
        stage.start(owner="U0ALICE", rhythm=QUICK, store=open_store(url))
        opened(stage, "No digest comes to you")
        with postgres.gone(url):
            shows(stage, "*Not shown: the database cannot be reached.*", "more than RMB 300m")
            press(stage, "Prices")
            shows(stage, "*Not done: the database cannot be reached.* Nothing is lost.")
        shows(stage, "No digest comes to you")
        stage.stop()


def test_slack_asks_to_wait_and_is_waited_for(stage: Stage) -> None:
    stage.workspace.faults.limit("views.publish", 1)
    opened(stage)


def test_a_workspace_without_home_tabs_is_left_alone(stage: Stage) -> None:
    stage.workspace.faults.refuse("views.publish", "not_enabled", 2)
    opened(stage)
