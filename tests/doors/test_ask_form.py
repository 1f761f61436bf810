"""The ask form at the wire: typed ahead, cascading, sent in once; and everything that can go wrong with it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from time import monotonic
from typing import Any

import pytest

from bot.blockkit.check import check_view
from bot.core.fact import Fact
from bot.desk import Desk
from bot.fairness import Fairness, Rate
from bot.place import place_of

from .stage import Corner, Stage, Starter, actions, contexts, section
from .test_menu import whispers

View = Mapping[str, Any]
WHERE = {"figure_where": "figure_where"}


def shown(view: View) -> View:
    """What the bot sent of a view, without what the workspace keeps beside it."""
    keys = ("type", "title", "submit", "close", "private_metadata", "callback_id", "notify_on_close", "blocks")
    return {key: view[key] for key in keys}


def open_form(corner: Corner, words: str = "ask", user: str | None = None) -> View:
    assert corner.workspace.command(corner.name, words, user=user).acked
    view = corner.workspace.wait_for(lambda ws: ws.view(user))
    assert check_view(shown(view)) == ()
    return view


def blocks(view: View) -> dict[str, str]:
    """The block that each field stands in, by its action id."""
    return {block["element"]["action_id"]: block["block_id"] for block in view["blocks"]}


def offered(corner: Corner, field: str, typed: str, user: str | None = None) -> list[str]:
    found = corner.workspace.suggest(field, typed, user=user)
    return [option["text"]["text"] for option in found.get("options", ())]


def chosen(view: View, field: str) -> str | None:
    """What stands in a select."""
    entry = view["state"]["values"][blocks(view)[field]][field]
    return (entry["selected_option"] or {}).get("text", {}).get("text")


def choose(corner: Corner, field: str, value: str, user: str | None = None, typed: str = "") -> View:
    """Choose in a menu that the form follows, and the form afterwards."""
    before = corner.workspace.view(user)
    assert before is not None
    corner.workspace.suggest(field, typed or value.replace("_", " "), user=user)
    assert corner.workspace.press_in_view(field, value=value, user=user).acked
    view = corner.workspace.wait_for(lambda ws: (now := ws.view(user)) and now["hash"] != before["hash"] and now)
    assert check_view(shown(view)) == ()
    return view


def filled(corner: Corner, entity: str, metric: str, user: str | None = None) -> View:
    open_form(corner, user=user)
    choose(corner, "figure_entity", entity, user)
    return choose(corner, "figure_metric", metric, user)


def submit(corner: Corner, user: str | None = None, **given: str) -> Mapping[str, str]:
    """Send the form in with more of it filled in; the errors by field."""
    view = corner.workspace.view(user)
    assert view is not None
    places = blocks(view)
    values = {places[f"figure_{name}"]: {f"figure_{name}": value} for name, value in given.items()}
    errors = corner.workspace.submit(values, user=user)
    names = {block: field for field, block in places.items()}
    return {names[block]: text for block, text in errors.items()}


@pytest.mark.parametrize(
    ("words", "title", "labels"),
    [
        ("ask", "Ask for a figure", ["Whose figure", "Which figure", "Answer in", "Who sees it"]),
        ("提问", "查询数字", ["谁的数字", "哪个数字", "回复到", "谁能看到"]),
        ("提問", "查詢數字", ["誰的數字", "哪個數字", "回覆到", "誰能看到"]),
    ],
)
def test_the_command_opens_it(corner: Corner, words: str, title: str, labels: list[str]) -> None:
    """In the language of the word; it answers here and to everybody unless somebody says otherwise."""
    view = open_form(corner, words)
    assert view["title"]["text"] == title
    assert [block["label"]["text"] for block in view["blocks"]] == labels
    where = view["state"]["values"]["figure_where"]["figure_where"]
    assert where["selected_conversation"] == corner.id
    assert (
        chosen(view, "figure_who")
        == ["Everybody there", "该处所有人", "該處所有人"][["ask", "提问", "提問"].index(words)]
    )
    corner.workspace.close_view()
    assert whispers(corner) == []


def test_typing_finds_names_in_every_script(corner: Corner) -> None:
    """English, simplified, traditional, pinyin, a slip; nothing typed offers what there is, and never over a hundred."""
    open_form(corner)
    assert offered(corner, "figure_entity", "")[:3] == ["Kuaishou", "Kling", "Douyin"]
    for typed in ("kli", "可", "可靈", "keling", "klign", "KLING ", "what is kling revenue in q3?"):
        assert offered(corner, "figure_entity", typed)[0] == "Kling", typed
    choose(corner, "figure_entity", "kuaishou")
    assert len(offered(corner, "figure_metric", "")) == 100
    for typed in ("gmv", "GMV ", "电商gmv", "電商GMV", "e-commerce gmv"):
        assert "GMV" in offered(corner, "figure_metric", typed)[0], typed
    assert offered(corner, "figure_metric", "online marketng sh") == ["Online marketing, share of revenue"]
    corner.workspace.close_view()


@pytest.mark.parametrize("typed", ["x" * 200, "可" * 200, "kling " * 33, "!!!", "<!channel> *_`", "\u202e\u200b"])
def test_anything_may_be_typed(corner: Corner, typed: str) -> None:
    """Two hundred letters, signs, what cannot be seen: a list, perhaps an empty one, and no fault."""
    open_form(corner)
    before = len(corner.stage.refused())
    names = offered(corner, "figure_entity", typed)
    assert names in ([], ["Kling"], offered(corner, "figure_entity", ""))
    assert len(corner.stage.refused()) == before
    corner.workspace.close_view()


def test_each_choice_narrows_the_next(corner: Corner) -> None:
    """An entity offers only figures it has, a figure only periods that have it; what still fits is kept."""
    open_form(corner)
    corner.workspace.enter({"figure_who": {"figure_who": "me"}})
    view = choose(corner, "figure_entity", "douyin")
    assert "figure_when" not in blocks(view)
    assert "Kling" not in offered(corner, "figure_metric", "")
    assert len(offered(corner, "figure_metric", "")) == 4
    choose(corner, "figure_entity", "kuaishou")
    view = choose(corner, "figure_metric", "revenue")
    when = next(block["element"] for block in view["blocks"] if block["element"]["action_id"] == "figure_when")
    assert [option["text"]["text"] for option in when["options"]] == [
        "Newest in the book (2025Q3)",
        "By quarter",
        "2025Q3",
        "2025Q1",
        "2024Q4",
        "2024",
    ]
    corner.workspace.enter({blocks(view)["figure_when"]: {"figure_when": "2025Q1"}})
    view = choose(corner, "figure_entity", "kling")
    assert (chosen(view, "figure_metric"), chosen(view, "figure_when")) == ("Revenue", "2025Q1")
    view = choose(corner, "figure_entity", "douyin")
    assert chosen(view, "figure_entity") == "Douyin" and chosen(view, "figure_metric") is None
    assert "figure_when" not in blocks(view)
    assert chosen(view, "figure_who") == "Only me"
    corner.workspace.close_view()


def test_a_figure_may_come_first(corner: Corner) -> None:
    """Then only those who have it are offered, until somebody is chosen."""
    open_form(corner)
    view = choose(corner, "figure_metric", "guidance_change", typed="guidance")
    assert offered(corner, "figure_entity", "") == ["Kling"]
    view = choose(corner, "figure_entity", "kling")
    assert chosen(view, "figure_metric") is not None
    assert len(offered(corner, "figure_entity", "")) > 10
    corner.workspace.close_view()


def test_it_answers_in_the_channel_like_the_command(corner: Corner) -> None:
    """Under the name of who asked, with the same number, buttons and thread; the form is gone."""
    filled(corner, "kling", "revenue")
    assert submit(corner, when="2025Q3") == {}
    heard = corner.first()
    assert contexts(heard)[:2] == ["<@U0ALICE>: Kling · revenue · 2025Q3", "Kling · revenue · 2025Q3"]
    assert section(heard).startswith("*More than RMB 300m*")
    assert actions(heard)[0] == "ask_source"
    assert corner.workspace.view() is None
    assert "Not in the book" in section(corner.reply(heard["ts"], "and yoy?"))
    assert section(corner.kwai("q2?")).startswith("*More than RMB 250m*")


@pytest.mark.parametrize(
    ("entity", "metric", "when", "piece"),
    [
        ("kuaishou", "revenue", "series", "2024Q4"),
        ("kuaishou", "gmv", "newest", "385"),
        ("kling", "revenue", "2025", "US$140m"),
        ("kling", "market_share", "newest", ""),
    ],
)
def test_every_kind_of_time(corner: Corner, entity: str, metric: str, when: str, piece: str) -> None:
    """The newest, all quarters, a year that was only spoken of ahead."""
    filled(corner, entity, metric)
    assert submit(corner, when=when) == {}
    assert piece in json.dumps(corner.first(), ensure_ascii=False)


def test_without_a_figure_it_is_the_overview(corner: Corner) -> None:
    open_form(corner, "提问")
    choose(corner, "figure_entity", "kling")
    assert submit(corner) == {}
    heard = corner.first()
    assert contexts(heard)[0] == "<@U0ALICE>：可灵" and "*收入*" in section(heard)


def test_only_me_is_private(corner: Corner) -> None:
    """Nobody else sees it, in the channel that was chosen; its buttons work."""
    filled(corner, "kling", "revenue")
    assert submit(corner, who="me") == {}
    mine = corner.workspace.wait_for(lambda ws: ws.ephemerals(corner.name))[0]
    assert section(mine).startswith("*More than RMB 300m*")
    assert corner.workspace.messages(corner.name) == () and "<@" not in contexts(mine)[0]


def test_another_conversation(corner: Corner) -> None:
    """It answers where the form says, not where it was opened; to oneself too."""
    other = corner.stage.corner()
    filled(corner, "kling", "revenue")
    assert submit(corner, where=other.id) == {}
    assert section(other.first()).startswith("*More than RMB 300m*")
    assert corner.workspace.messages(corner.name) == ()


def test_sent_in_twice_it_answers_once(corner: Corner) -> None:
    """Slack delivers a submission again where it heard no answer to it."""
    filled(corner, "kling", "revenue")
    corner.workspace.faults.repeat()
    assert submit(corner) == {}
    corner.first()
    corner.stage.settle()
    assert len(corner.workspace.messages(corner.name)) == 1


def test_the_shortcut_opens_it(corner: Corner) -> None:
    """From anywhere in Slack."""
    assert corner.workspace.shortcut("ask_figure", channel=corner.name).acked
    view = corner.workspace.wait_for(lambda ws: ws.view())
    assert view["state"]["values"]["figure_where"]["figure_where"]["selected_conversation"] == corner.id
    choose(corner, "figure_entity", "kling")
    assert submit(corner) == {}
    assert "*Revenue*" in section(corner.first())


def test_a_form_that_does_not_open_says_so(start: Starter) -> None:
    """An expired trigger ends in a sentence: where the command was typed, and for a shortcut directly."""
    corner = Corner(start(), "kwai")
    corner.workspace.refuse("views.open", "expired_trigger_id")
    assert corner.workspace.command(corner.name, "ask").acked
    said = corner.workspace.wait_for(lambda _: whispers(corner))
    assert said == ["Not opened: Slack waited too long. Type `/kwai ask` again."]
    corner.workspace.refuse("views.open", "expired_trigger_id")
    assert corner.workspace.shortcut("ask_figure").acked
    direct = corner.workspace.wait_for(lambda ws: ws.messages("dm"))
    assert direct[0]["text"] == said[0]


def test_a_form_left_half_way_says_so(corner: Corner) -> None:
    """Where something was chosen; who only looked hears nothing."""
    open_form(corner)
    corner.workspace.close_view()
    open_form(corner)
    choose(corner, "figure_entity", "kling")
    corner.workspace.close_view()
    said = corner.workspace.wait_for(lambda _: whispers(corner))
    assert said == ["Closed: nothing was asked. To go on: `/kwai ask`."]


def test_an_emptied_select(corner: Corner) -> None:
    """What hung on it is emptied too; sent in, the field says what it needs."""
    filled(corner, "kling", "revenue")
    view = corner.workspace.view()
    assert view is not None
    corner.workspace.press_in_view("figure_entity", value="")
    now = corner.workspace.wait_for(lambda ws: (v := ws.view()) and v["hash"] != view["hash"] and v)
    assert "figure_when" not in blocks(now) and chosen(now, "figure_metric") == "Revenue"
    assert submit(corner) == {"figure_entity": "Please complete this required field."}
    corner.workspace.close_view()


def test_who_has_no_overview_is_answered_with_all_there_is(corner: Corner) -> None:
    open_form(corner)
    choose(corner, "figure_entity", "pika")
    assert submit(corner) == {}
    assert any("everything in the book" in line for line in contexts(corner.first()))


def test_where_it_may_not_be_answered(start: Starter) -> None:
    """Said at the field: the bot is not there, the person is not, Slack did not answer; privately it works all the same."""
    stage = start()
    corner = Corner(stage, "kwai")
    filled(corner, "kling", "revenue")
    bot_absent = {"figure_where": "The bot is not there. Type /invite @kwai there, or choose Only me."}
    assert submit(corner, where="C0RANDOM") == bot_absent
    stage.workspace.leave("strategy")
    assert submit(corner, where="C0STRATEGY") == {"figure_where": "You are not there. Join it, or choose Only me."}
    stage.workspace.refuse("conversations.info", "internal_error")
    assert submit(corner, where="C0KWAI") == {
        "figure_where": "Slack did not answer. Nothing is changed; send it in again."
    }
    assert submit(corner, where="C0RANDOM", who="me") == {}
    heard = corner.workspace.wait_for(lambda ws: ws.ephemerals("random"))
    assert section(heard[0]).startswith("*More than RMB 300m*")
    assert [heard["text"] for name in ("kwai", "strategy", "random") for heard in spoken(stage, name)] == []


def spoken(stage: Stage, channel: str) -> list[Mapping[str, Any]]:
    return [message for message in stage.workspace.messages(channel) if message.get("bot_id")]


def test_too_many_questions(start: Starter) -> None:
    """Said at the field, with the seconds to wait; the form keeps what was entered."""
    stage = start(connected=False)
    stage.start(fairness=Fairness(monotonic, person=Rate(1, 60), channel=Rate(1, 60)))
    corner = Corner(stage, "kwai")
    filled(corner, "kling", "revenue")
    assert submit(corner) == {}
    filled(corner, "kling", "revenue")
    assert "again in" in submit(corner)["figure_where"]
    assert chosen(corner.workspace.view() or {}, "figure_metric") == "Revenue"


def comes_back_without(stage: Stage, desk: Desk, gone: Callable[[Fact], bool]) -> None:
    """Start the bot anew over a book without some facts."""
    stage.stop()
    facts = tuple(fact for fact in desk.ledger.facts if not gone(fact))
    stage.start(desk=Desk(replace(desk.ledger, facts=facts), place_of("templates")))


def test_a_figure_that_left_the_book(start: Starter, desk: Desk) -> None:
    """The book changes while the form is open: its field says so, in the form's language, and goes on from there."""
    stage = start()
    corner = Corner(stage, "kwai")
    open_form(corner, "提问")
    choose(corner, "figure_entity", "kling")
    choose(corner, "figure_metric", "revenue")
    comes_back_without(stage, desk, lambda fact: (fact.entity, fact.metric) == ("kling", "revenue"))
    assert submit(corner) == {"figure_metric": "库中没有可灵的这个数字，请另选"}
    assert "收入" not in offered(corner, "figure_metric", "")
    comes_back_without(stage, desk, lambda fact: fact.entity == "kling")
    assert submit(corner) == {"figure_entity": "库中已没有，请另选"}
    choose(corner, "figure_entity", "kuaishou")
    assert submit(corner) == {}
    corner.first()


def test_a_database_that_is_gone_keeps_the_form(start: Starter) -> None:
    """What was entered stays, with a sentence at the first field; once the database is back it is sent in again."""
    stage = start()
    corner = Corner(stage, "kwai")
    filled(corner, "kling", "revenue")
    with closing(sqlite3.connect(stage.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert submit(corner)["figure_entity"].startswith("Not answered: the database")
        other.execute("ROLLBACK")
    assert submit(corner) == {}
    corner.first()
