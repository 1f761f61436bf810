"""Under an answer: the Source window, the More menu, and sharing what was private."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from bot.blockkit.check import check_view

from .stage import Corner, Message, Starter, actions, contexts, section, strings, without_head


def options(message: Message) -> dict[str, str]:
    """The entries of a message's menu: their words by value."""
    menus = [e for b in message["blocks"] if b["type"] == "actions" for e in b["elements"] if e["action_id"] == "more"]
    return {o["value"]: o["text"]["text"] for m in menus for g in m["option_groups"] for o in g["options"]}


def choose(corner: Corner, message: Message, value: str, user: str | None = None) -> None:
    """Choose an entry of the menu."""
    assert corner.workspace.press(message["ts"], "more", channel=corner.name, user=user, value=value).acked


def window(corner: Corner, user: str | None = None) -> Mapping[str, Any]:
    """The window that opens for a person."""
    return corner.workspace.wait_for(lambda ws: ws.view(user))


def words(view: Mapping[str, Any]) -> str:
    return "\n".join(strings(view["blocks"]))


def whispers(corner: Corner, user: str | None = None) -> list[str]:
    return [message["text"] for message in corner.workspace.ephemerals(corner.name, user)]


def kept(corner: Corner, mine: Message) -> str:
    """The mark of a private answer, once its row is there: the answer itself comes before."""
    mark = next(str(block["block_id"]) for block in mine["blocks"] if block["type"] == "actions")
    bot = corner.stage.bot
    assert bot is not None
    corner.workspace.wait_for(lambda _: bot.store.given("T0TRY", corner.id, "U0ALICE", mark))
    return mark


def told(corner: Corner, before: int) -> list[str]:
    """What Alice alone is told after so many words."""
    return corner.workspace.wait_for(lambda _: whispers(corner)[before:])


@pytest.mark.parametrize(
    ("asked", "title", "pieces"),
    [
        (
            "kling revenue q3",
            "Source",
            [
                "Kling · source of revenue",
                "*Kling revenue, 2025Q3*: more than RMB 300m",
                "Printed “超過3億元”, line ",
                "Said by Kuaishou",
                "carried by 懂財帝 · press · Nov 2025",
                "*Agrees with the first*",
            ],
        ),
        ("可灵Q3收入", "来源", ["印作“超過3億元”", "快手所说", "由懂财帝转述 · 媒体 · 2025年11月", "*与第一条一致*"]),
        ("可靈Q3收入", "來源", ["印作“超過3億元”", "快手所說", "由懂財帝轉述 · 媒體 · 2025年11月"]),
        (
            "online marketing share 4q24",
            "Source",
            ["Printed “68.3%”", "*Misprint in the source*", "minutes · 25 Mar 2025"],
        ),
        ("gmv gap", "Source", ["懂財帝's own remark · press · Nov 2025"]),
    ],
)
def test_source_opens_a_window(corner: Corner, asked: str, title: str, pieces: list[str]) -> None:
    """Print, document, line, speaker, carrier, tier, date, and what agrees; nothing is said in the channel."""
    heard = corner.kwai(asked)
    assert corner.workspace.press(heard["ts"], "ask_source", channel=corner.name, user="bob").acked
    view = window(corner, "bob")
    assert view["title"]["text"] == title
    for piece in pieces:
        assert piece in words(view)
    assert check_view({key: view[key] for key in ("type", "title", "close", "blocks")}) == ()
    assert corner.heard(heard["ts"]) == []
    corner.workspace.close_view(user="bob")


def test_source_shows_what_differs(corner: Corner) -> None:
    """Sources that cannot be true beside the one that answers stand in the window."""
    heard = corner.kwai("kling guidance 2025")
    assert corner.workspace.press(heard["ts"], "ask_source", channel=corner.name).acked
    typed = corner.reply(heard["ts"], "source?")
    shown = words(window(corner))
    assert ("*Differs*" in section(typed)) is ("*Differs from the first*" in shown)
    assert "Printed “" in shown
    corner.workspace.close_view()


def test_a_window_that_slack_refuses_says_so(start: Starter) -> None:
    """A trigger that expired ends in a sentence with what to do."""
    corner = Corner(start(), "kwai")
    heard = corner.kwai("kling revenue q3")
    corner.workspace.refuse("views.open", "expired_trigger_id")
    assert corner.workspace.press(heard["ts"], "ask_source", channel=corner.name).acked
    said = corner.workspace.wait_for(lambda _: whispers(corner))
    assert said == ["Not opened: Slack waited too long. Press again, or type source? in the thread."]
    assert corner.workspace.view() is None


def test_a_button_on_an_old_message_works_or_says_why_not(start: Starter) -> None:
    """Months later the window opens all the same; on a message that nothing is known of a sentence comes."""
    corner = Corner(start(), "kwai")
    clock = corner.stage.clock
    heard = corner.kwai("可灵Q3收入")
    corner.stage.settle()
    clock.move_to(clock.now() + timedelta(days=200))
    assert corner.workspace.press(heard["ts"], "ask_source", channel=corner.name).acked
    assert "超過3億元" in words(window(corner))
    corner.workspace.close_view()
    bot = corner.stage.bot
    assert bot is not None
    stranger = bot._client.chat_postMessage(channel=corner.id, text="x", blocks=heard["blocks"])["ts"]
    for action, value in (("ask_source", None), ("ask_quarters", None), ("more", "csv")):
        before = len(whispers(corner))
        assert corner.workspace.press(stranger, action, channel=corner.name, value=value).acked
        assert told(corner, before) == ["未能回答：此按钮所问的内容已不再保留。请再问一次。"]
    assert corner.workspace.view() is None


@pytest.mark.parametrize(
    ("asked", "value", "said"),
    [
        ("ks gmv q3", "gap", "against douyin"),
        ("kling revenue q3", "chart", "as a chart"),
        ("kling revenue q3", "table", "as a table"),
        ("kling revenue q3", "csv", "as csv"),
        ("可灵Q3收入", "text", "写成一段话"),
        ("可灵Q3收入", "usd", "换成美元"),
    ],
)
def test_an_entry_of_the_menu_is_its_words_typed(corner: Corner, asked: str, value: str, said: str) -> None:
    """Choosing an entry and typing what it says give the same reply in the thread."""
    other = corner.stage.corner()
    chosen, typed = corner.kwai(asked), other.kwai(asked)
    assert len(actions(chosen)) == 4 and value in options(chosen)
    choose(corner, chosen, value)
    by_hand = corner.workspace.wait_for(lambda _: corner.heard(chosen["ts"]))[0]
    by_word = other.reply(typed["ts"], said)
    assert without_head(by_hand) == without_head(by_word)


def test_the_menu_holds_what_fits(corner: Corner) -> None:
    """No growth without its base, no chart of one point; share only where the answer is private."""
    figure, none = options(corner.kwai("kling revenue q3")), options(corner.kwai("zebras"))
    assert "yoy" not in figure and "share" not in figure
    assert list(figure)[-1] == "report"
    assert none == {}


def test_a_private_answer_is_shared_once(corner: Corner) -> None:
    """Share posts the answer under the sharer's name, its thread is known, and a second press posts nothing."""
    mine = corner.kwai_aside("kling revenue q3 --private")
    assert options(mine)["share"] == "Share in channel"
    corner.kwai_aside("ks gmv q3 --private")
    kept(corner, mine)
    choose(corner, mine, "share")
    shared = corner.first()
    assert contexts(shared)[0] == "Shared by <@U0ALICE>"
    assert section(shared) == section(mine)
    assert "share" not in options(shared)
    choose(corner, mine, "share")
    corner.workspace.wait_for(lambda _: "Shared already: it stands in the channel." in whispers(corner))
    corner.stage.settle()
    assert len(corner.workspace.messages(corner.name)) == 1
    assert section(corner.reply(shared["ts"], "by quarter", user="bob"))
    # A button of the first private answer asks about it, and not about the second.
    assert corner.workspace.press(mine["ts"], "ask_source", channel=corner.name).acked
    assert "Kling revenue, 2025Q3" in words(window(corner))
    corner.workspace.close_view()


def test_nobody_shares_what_is_not_theirs(corner: Corner) -> None:
    """A forged press with somebody else's mark finds nothing: rights are looked up, not read from the button."""
    mine = corner.kwai_aside("kling revenue q3 --private")
    bot = corner.stage.bot
    assert bot is not None
    store, mark = bot.store, kept(corner, mine)
    assert store.given("T0TRY", corner.id, "U0BOB", mark) is None
    assert store.given("T0TRY", "C0OTHER", "U0ALICE", mark) is None
    assert store.given("T0ELSE", corner.id, "U0ALICE", mark) is None


def test_share_where_the_bot_is_no_member_says_how(start: Starter) -> None:
    """In a channel it is not in the answer cannot be posted; the sentence says what to do."""
    random = Corner(start(), "random")
    mine = random.kwai_aside("kling revenue q3 --private")
    kept(random, mine)
    choose(random, mine, "share")
    said = random.workspace.wait_for(lambda _: [w for w in whispers(random) if w.startswith("Not shared")])
    assert said[0].startswith("Not shared: the bot is not in this channel.")
    assert random.workspace.messages("random") == ()
