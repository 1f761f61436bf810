"""The settings form at the wire: a person's, a channel's, and who may change them."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from bot.core.preference import Preference

from .filling import View, blocks, held, submit, window
from .stage import Corner, Starter, contexts, section
from .test_menu import whispers

MINE = ["setting_language", "setting_visibility"]
OURS = ["setting_channel_language", "setting_channel_visibility", "setting_attention"]


def open_form(corner: Corner, words: str = "settings", user: str | None = None) -> View:
    assert corner.workspace.command(corner.name, words, user=user).acked
    return window(corner, user)


def names(view: View, field: str) -> list[str]:
    """What a select offers."""
    element = next(block["element"] for block in view["blocks"] if block.get("block_id") == blocks(view)[field])
    return [option["text"]["text"] for option in element["options"]]


def channel_of(corner: Corner) -> Preference:
    assert corner.stage.bot is not None
    return corner.stage.bot.store.preferences.of("T0TRY", "", corner.id).channel


@pytest.mark.parametrize(
    ("words", "title", "closed"),
    [
        ("settings", "Settings", "Closed: nothing is changed."),
        ("设置", "设置", "已关闭：没有改动。"),
        ("設定", "設置", "已關閉：沒有改動。"),
    ],
)
def test_the_command_opens_it(corner: Corner, words: str, title: str, closed: str) -> None:
    """In the language of the word; every language stands under its own name; left, that is said."""
    view = open_form(corner, words)
    assert view["title"]["text"] == title
    assert list(blocks(view)) == [*MINE, *OURS]
    for field in ("setting_language", "setting_channel_language"):
        assert names(view, field)[1:] == ["English", "简体", "繁體"]
    corner.workspace.close_view()
    said = corner.workspace.wait_for(lambda _: whispers(corner))
    assert said[0].startswith(closed)


def test_the_shortcut_and_the_button_open_it(corner: Corner) -> None:
    """The shortcut, which has no channel, opens a person's alone; the button of the help, a channel's too."""
    assert corner.workspace.shortcut("change_settings", channel=corner.name).acked
    assert list(blocks(window(corner))) == MINE
    corner.workspace.close_view()
    help = corner.kwai("help")
    assert corner.workspace.press(help["ts"], "form_settings", channel=corner.name).acked
    assert list(blocks(window(corner))) == [*MINE, *OURS]


def test_a_persons_own(start: Starter) -> None:
    """Kept, said so to them alone, in force at once, there when the form is opened again; taken back by the first choice."""
    corner = Corner(start(), "kwai")
    view = open_form(corner)
    assert str(held(view, "setting_language")).startswith("As Slack has it")
    assert submit(corner, setting_language="zh-Hant", setting_visibility="private") == {}
    said = corner.workspace.wait_for(lambda _: whispers(corner))
    assert said == ["已保存。你的語言 繁體。給你的回答 僅你可見。"]
    mine = corner.kwai_aside("gmv")
    assert "電商" in str(mine["blocks"]) and corner.workspace.messages(corner.name) == ()
    view = open_form(corner)
    assert view["title"]["text"] == "設置"
    assert held(view, "setting_language") == "繁體"
    assert submit(corner, setting_language="open", setting_visibility="open") == {}
    corner.workspace.wait_for(lambda _: whispers(corner)[2:])
    assert section(corner.kwai("gmv")).startswith("*RMB 385.0bn*")


def test_a_channels(corner: Corner) -> None:
    """Its people hear who changed what; it holds for all of them; changed to the same, nobody is told again."""
    open_form(corner)
    given = {"setting_channel_language": "zh-Hans", "setting_channel_visibility": "private",
             "setting_attention": "quiet"}  # fmt: skip
    assert submit(corner, **given) == {}
    notice = corner.first()
    assert contexts(notice) == ["<@U0ALICE>：更改了本频道的设置"]
    assert section(notice) == "*回答* 仅提问者可见\n*消息列中的追问* 提及机器人时才回答\n*语言* 简体"
    assert channel_of(corner) == Preference("zh-Hans", "private", "quiet")
    corner.stage.settle()
    assert whispers(corner) == []
    view = open_form(corner, user="bob")
    assert blocks(view)["setting_attention"] and held(view, "setting_channel_language") == "简体"
    assert submit(corner, "bob") == {}
    corner.workspace.wait_for(lambda _: whispers(corner, "bob"))
    corner.stage.settle()
    assert len(corner.workspace.messages(corner.name)) == 1


def test_sent_in_twice_it_is_told_once(corner: Corner) -> None:
    open_form(corner)
    corner.workspace.faults.repeat()
    assert submit(corner, setting_attention="quiet", setting_visibility="private") == {}
    corner.first()
    corner.workspace.wait_for(lambda _: whispers(corner))
    corner.stage.settle()
    assert len(corner.workspace.messages(corner.name)) == len(whispers(corner)) == 1


def test_rights_are_asked_anew(start: Starter) -> None:
    """Who left the channel meanwhile changes nothing of it, nor of their own."""
    stage = start()
    corner = Corner(stage, "strategy")
    open_form(corner)
    stage.workspace.leave("strategy")
    errors = submit(corner, setting_attention="quiet", setting_language="zh-Hans")
    assert errors == {"setting_channel_language": "You are not there. Join it."}
    assert channel_of(corner) == Preference()
    assert stage.bot is not None
    assert stage.bot.store.preferences.of("T0TRY", "U0ALICE").person.language is None


def test_where_the_bot_is_not(start: Starter) -> None:
    """It is a person's form: in a channel without the bot, whether that was learned or not, and directly."""
    stage = start()
    corner = Corner(stage, "random")
    assert list(blocks(open_form(corner))) == MINE
    corner.workspace.close_view()
    assert stage.bot is not None
    stage.bot.store.learn_member("T0TRY", "C0RANDOM", False, stage.clock.now())
    view = open_form(corner)
    assert list(blocks(view)) == MINE
    assert "/kwai settings" in str(view["blocks"][-1])
    assert submit(corner, setting_language="en") == {}
    said = stage.workspace.wait_for(lambda ws: [one["text"] for one in ws.messages("dm") if "Saved" in one["text"]])
    assert said == ["Saved. Your language English. Answers to you as the channel has it."]
    assert list(blocks(open_form(Corner(stage, "dm")))) == MINE


def test_who_hears_only_its_name_is_not_asked_to_be_quiet(start: Starter) -> None:
    """The form does not offer it, and leaves what was chosen before as it is."""
    stage = start(minimal=True)
    corner = Corner(stage, "kwai")
    assert stage.bot is not None
    stage.bot.preferences.choose("T0TRY", corner.id, attention="quiet")
    assert list(blocks(open_form(corner))) == [*MINE, *OURS[:2]]
    assert submit(corner, setting_channel_visibility="private") == {}
    assert section(corner.first()) == "*Answers* seen only by who asks\n*Language* each person's own"
    assert channel_of(corner) == Preference(None, "private", "quiet")


def test_a_database_that_is_gone_keeps_the_form(start: Starter) -> None:
    """What was chosen stays, with a sentence at the first field; once the database is back it is sent in again."""
    stage = start()
    corner = Corner(stage, "kwai")
    open_form(corner, "设置")
    with closing(sqlite3.connect(stage.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "数据库" in submit(corner, setting_attention="quiet")["setting_language"]
        other.execute("ROLLBACK")
    assert submit(corner) == {}
    assert contexts(corner.first()) == ["<@U0ALICE>：更改了本频道的设置"]
    assert channel_of(corner).attention == "quiet"


def test_a_form_that_does_not_open_says_so(start: Starter) -> None:
    corner = Corner(start(), "kwai")
    corner.workspace.refuse("views.open", "expired_trigger_id")
    assert corner.workspace.command(corner.name, "settings").acked
    said = corner.workspace.wait_for(lambda _: whispers(corner))
    assert said == ["Not opened: Slack waited too long. Type `/kwai settings` again."]
