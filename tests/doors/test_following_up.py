"""Following up: in the thread, by a button, and by the next command."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from slack_sdk import WebClient

from .stage import Corner, actions, contexts, section, strings, without_head

NO_BASE = "*Not in the book: no 2024Q3 revenue for Kling, so no growth*"
TWO_FLOORS = "*Cannot tell: both quarters are floors*"


@pytest.mark.parametrize(
    ("asked", "turns"),
    [
        ("kling revenue q3", [("and yoy?", NO_BASE), ("and qoq?", TWO_FLOORS)]),
        ("kling revenue q3", [("Q2?", "*More than RMB 250m*"), ("Q1呢", "*超过1.5亿元*")]),
        ("kling revenue q3", [("source?", "Kling revenue 2025Q3: printed “超過3億元”"), ("and yoy?", NO_BASE)]),
        (
            "可灵Q3收入",
            [("同比呢", "*库中没有：可灵2024Q3收入，无法计算同比*"), ("环比呢", "*无法判断：两季都只有下限*")],
        ),
        ("可靈Q3收入", [("環比呢", "*無法判斷：兩季都只有下限*")]),
        ("可灵Q3收入", [("yoy?", "*库中没有：可灵2024Q3收入，无法计算同比*")]),
        ("可靈Q3收入", [("同比呢", "*庫中沒有：可靈2024Q3收入，無法計算同比*")]),
    ],
)
def test_a_thread_is_a_conversation(corner: Corner, asked: str, turns: list[tuple[str, str]]) -> None:
    """What is written under an answer is about that answer, needs no mention, and has its answer there."""
    root = corner.kwai(asked)["ts"]
    for said, heard in turns:
        assert section(corner.reply(root, said)).startswith(heard), said
    corner.stage.settle()
    assert len(corner.heard(root)) == len(turns)
    assert [m["ts"] for m in corner.workspace.messages(corner.name)] == [root]


def test_anyone_may_follow_up(corner: Corner) -> None:
    """A thread belongs to everybody in it."""
    root = corner.kwai("kling revenue q3")["ts"]
    assert section(corner.reply(root, "and qoq?", user="bob")).startswith(TWO_FLOORS)


def test_two_threads_are_two_conversations(corner: Corner) -> None:
    """ "and qoq?" means what its own thread is about."""
    kling, gap = corner.kwai("kling revenue q3")["ts"], corner.kwai("kuaishou gmv 2025q3")["ts"]
    assert section(corner.reply(kling, "and yoy?")).startswith(NO_BASE)
    assert "15.2%" in section(corner.reply(gap, "and yoy?"))


def test_digest_can_be_asked_about(corner: Corner) -> None:
    """The thread under a digest is about its first section, until a text names another."""
    root = digest_in(corner, "digest 2025Q3", 4)
    assert "2024Q3" in section(corner.reply(root, "and yoy?"))
    assert "printed “15.2%”" in section(corner.reply(root, "source of the gap?"))
    assert section(corner.reply(root, "why?")).startswith("*30% or more - 15.2% = 14.8 pp or more*")
    assert "printed “1399元/月”" in section(corner.reply(root, "prices: source?"))
    assert "印作“達5000萬元”" in section(corner.reply(root, "留意：来源？"))
    assert "2024Q3" in section(corner.reply(root, "1/4 and yoy?"))
    assert section(corner.reply(root, "source of the guidance?")).startswith(
        "Kling revenue 2025 (guidance, said 19 Nov 2025): printed “1.4億美元”"
    )
    assert contexts(corner.reply(root, "prices?"))[0].startswith("AI video · prices and price moves")


def test_every_section_of_a_digest_has_its_own_buttons(corner: Corner) -> None:
    """A button under a section asks about that section, whatever its thread went on to."""
    root = digest_in(corner, "digest users 2025Q3", 5)
    parts = corner.heard(root)[:5]
    assert [actions(part)[0] for part in parts] == ["ask_source"] * 5
    corner.reply(root, "prices?")
    figures = ("4.16億", "超過10億", "958.9萬", "突破了4500万", "连续三个季度")
    for part, figure in zip(parts, figures, strict=True):
        assert corner.workspace.press(part["ts"], "ask_source", channel=corner.name).acked
        view = corner.workspace.wait_for(lambda ws: ws.view())
        assert f"“{figure}”" in " ".join(strings(view["blocks"])), figure
        corner.workspace.close_view()
    assert "8.456m" in section(corner.press(parts[2], "ask_why"))
    assert "1.133m" in section(corner.press(parts[2], "ask_quarters"))


def test_a_digest_by_its_name(corner: Corner) -> None:
    """Each recipe is asked for by name; a name that none has is answered with all of them."""
    assert "2.7億" in section(corner.kwai("簡報 用戶"))
    assert section(corner.kwai("digest gmv")).startswith(
        "*No digest of that name.* There are:\n`/kwai digest quarterly`"
    )


def digest_in(corner: Corner, text: str, parts: int) -> str:
    """The root of a digest's thread, once all of it is there."""
    root = corner.kwai(text)["ts"]
    corner.workspace.wait_for(lambda _: corner.heard(root)[parts - 1 :])
    for part in corner.heard(root):
        corner.workspace.wait_for(lambda _, ts=part["ts"]: corner.stage.remembers(corner.id, ts))
    return str(root)


CHAT = [
    "thanks",
    "see you at lunch",
    "great, will use it in the deck",
    "👍",
    "@bob can you check this?",
    "谢谢",
    "辛苦了",
    "好的收到",
]


def test_chat_between_people_is_left_alone(corner: Corner) -> None:
    """People talk in the thread of an answer; the bot listens, and is still about its subject afterwards."""
    root = corner.kwai("kling revenue q3")["ts"]
    for said in CHAT:
        corner.workspace.say(corner.name, said, thread_ts=root, user="bob")
    assert section(corner.reply(root, "and qoq?")).startswith(TWO_FLOORS)
    corner.stage.settle()
    assert len(corner.heard(root)) == 1


def test_words_that_are_not_for_the_bot_are_left_alone(corner: Corner) -> None:
    """A question in the channel without a mention, and a thread that began without the bot, are other people's."""
    root = corner.workspace.say(corner.name, "kling revenue q3")
    corner.workspace.say(corner.name, "and yoy?", thread_ts=root, user="bob")
    corner.stage.settle()
    assert corner.heard(root) == []
    assert len(corner.workspace.messages(corner.name)) == 1


@pytest.mark.parametrize(
    "what",
    [
        {"user": "U0KWAI", "bot_id": "B0KWAI"},
        {"user": "U0ROBOT", "bot_id": "B0ROBOT"},
        {"bot_id": "B0ROBOT", "subtype": "bot_message"},
        {"user": "U0ALICE", "subtype": "message_changed", "hidden": True},
        {"user": "U0ALICE", "subtype": "message_deleted", "hidden": True},
        {"user": "U0ALICE", "subtype": "channel_topic"},
        {},
    ],
    ids=lambda what: what.get("subtype") or what.get("bot_id") or "nobody",
)
@pytest.mark.parametrize("door", ["message", "app_mention", "im"])
def test_what_no_person_said_is_not_answered(corner: Corner, what: dict[str, object], door: str) -> None:
    """Own messages, other bots', edits and notices have no answer at any door, though they read as questions."""
    if door == "app_mention" and what.get("user") == "U0ALICE":
        return  # an edit comes as a message event only
    root = corner.kwai("kling revenue q3")["ts"]
    event = {"text": "<@U0KWAI> and qoq?", "ts": f"{root}9", "event_ts": f"{root}9", "thread_ts": root, **what}
    kind = {"message": "message", "app_mention": "app_mention", "im": "message"}[door]
    channel = {"channel_type": "im", "channel": "D0ALICE"} if door == "im" else {"channel": corner.id}
    payload = {
        "type": "event_callback",
        "team_id": "T0TRY",
        "api_app_id": "A0KWAI",
        "event_id": f"Ev{root}{door}",
        "event": {"type": kind, **channel, **event},
        "authorizations": [{"team_id": "T0TRY", "user_id": "U0KWAI", "is_bot": True, "enterprise_id": None}],
    }
    assert corner.workspace.deliver("events_api", payload).acked
    corner.stage.settle()
    assert corner.heard(root) == []


def test_own_post_that_names_the_bot_is_not_answered(corner: Corner) -> None:
    """What the bot itself says comes back to it as an event, and ends there."""
    client = WebClient(token=corner.workspace.bot_token, base_url=corner.workspace.api_url, retry_handlers=[])
    root = corner.kwai("kling revenue q3")["ts"]
    client.chat_postMessage(channel=corner.id, text="and qoq?", thread_ts=root)
    corner.stage.settle()
    assert len(corner.heard(root)) == 1


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("kling revenue q3", {"ask_quarters": "by quarter", "ask_guidance": "guidance"}),
        ("可灵Q3收入", {"ask_quarters": "各季度", "ask_guidance": "指引"}),
        ("gmv gap", {"ask_quarters": "by quarter", "ask_why": "why"}),
    ],
)
def test_a_button_is_its_words_typed(corner: Corner, asked: str, words: dict[str, str]) -> None:
    """Pressing a button and typing what it says give the same reply in the thread."""
    corners = [(corner.stage.corner(), corner.stage.corner()) for _ in words]
    # A channel takes one post a second: all are asked before any is waited for.
    for either in itertools.chain(*corners):
        either.workspace.command(either.name, asked)
    roots = [tuple(each.first() for each in pair) for pair in corners]
    for (pressing, typing), (pressed, typed), (action, said) in zip(corners, roots, words.items(), strict=True):
        assert actions(pressed)[1:3] == list(words)
        assert pressing.workspace.press(pressed["ts"], action, channel=pressing.name, user="bob").acked
        typing.workspace.say(typing.name, said, thread_ts=typed["ts"])
    for (pressing, typing), (pressed, typed) in zip(corners, roots, strict=True):
        by_hand = pressing.workspace.wait_for(lambda _, at=pressing, ts=pressed["ts"]: at.heard(ts))[0]
        by_word = typing.workspace.wait_for(lambda _, at=typing, ts=typed["ts"]: at.heard(ts))[0]
        assert without_head(by_hand) == without_head(by_word)
        assert by_hand["text"] == by_word["text"]
        assert contexts(by_hand)[0].startswith(("<@U0BOB>: ", "<@U0BOB>："))


def test_button_in_the_thread_answers_in_the_thread(corner: Corner) -> None:
    """A button of a reply asks in the same thread."""
    root = corner.kwai("kling revenue q3")["ts"]
    reply = corner.reply(root, "and qoq?")
    heard = corner.press(reply, "ask_quarters")
    assert heard["thread_ts"] == root


def test_next_command_refines_the_last_one(corner: Corner) -> None:
    """Slash commands do not work in threads: `/kwai and yoy?` is about the asker's last one here, and says so."""
    assert "refines" not in " ".join(contexts(corner.kwai("kling revenue q3")))
    heard = corner.kwai("and yoy?")
    assert contexts(heard)[0] == "<@U0ALICE>: /kwai and yoy? · refines your last question here"
    assert section(heard).startswith(NO_BASE)
    assert contexts(corner.kwai("环比呢"))[0] == "<@U0ALICE>：/kwai 环比呢 · 承接你在此处的上一个问题"


def test_a_whole_question_refines_nothing(corner: Corner) -> None:
    """A command that says all it needs stands on its own."""
    corner.kwai("kling revenue q3")
    heard = corner.kwai("gmv gap")
    assert contexts(heard)[0] == "<@U0ALICE>: /kwai gmv gap"


@pytest.mark.parametrize(("minutes", "refines"), [(14, True), (15, True), (16, False), (60 * 24, False)])
def test_refining_ends_after_a_quarter_of_an_hour(corner: Corner, minutes: int, refines: bool) -> None:
    """After 15 minutes the last question is forgotten, and the follow-up has to say whose figure it wants."""
    clock = corner.stage.clock
    corner.kwai("kling revenue q3")
    corner.stage.settle()
    clock.move_to(clock.now() + timedelta(minutes=minutes))
    heard = corner.kwai("and yoy?")
    assert ("refines your last question here" in contexts(heard)[0] if contexts(heard) else False) is refines
    assert section(heard).startswith(NO_BASE) is refines


def test_refining_is_the_askers_own_and_of_this_channel(corner: Corner) -> None:
    """Somebody else's `/kwai and yoy?`, or one in another channel, does not lean on mine."""
    corner.kwai("kling revenue q3")
    for heard in (corner.kwai("and yoy?", user="bob"), Corner(corner.stage, "strategy").kwai("and yoy?")):
        assert "refines" not in " ".join(contexts(heard))
        assert NO_BASE not in section(heard)


def test_a_button_asks_about_its_own_message(corner: Corner) -> None:
    """Whatever the thread went on to, By quarter under an answer is about that answer."""
    root = corner.kwai("kling revenue q3")
    corner.reply(root["ts"], "ks gmv q3")
    assert contexts(corner.press(root, "ask_quarters"))[1].startswith("Kling · revenue")
