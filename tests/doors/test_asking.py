"""Asking: by command, by mention and directly, and what comes back where."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from .stage import MORNING, Corner, actions, contexts, section, strings, without_head

ANSWERS = [
    ("kling", "Kling · overview · newest in the book: 2025Q3", "*Revenue* 2025Q3: more than RMB 300m"),
    ("kling revenue q3", "Kling · revenue · 2025Q3 (newest Q3 in the book)", "*More than RMB 300m*"),
    ("kling revnue q3", "read *revnue* as revenue", "*More than RMB 300m*"),
    ("gmv gap", "2025Q3 (the only period with both)", "*Kuaishou is 14.8 pp or more behind*"),
    ("pricing", "AI video · prices and price moves · newest plan prices in the book: Sep 2025", "*Read with care*"),
    ("可灵", "可灵 · 概览 · 库中最新：2025Q3", "*收入* 2025Q3：超过3亿元"),
    ("可灵Q3收入", "可灵 · 收入 · 2025Q3（库中最新的Q3）", "*超过3亿元*"),
    ("可靈Q3收入", "可靈 · 收入 · 2025Q3（庫中最新的Q3）", "*超過3億元*"),
    ("快手和抖音的GMV差距", "2025Q3", "*快手落后14.8个百分点或更多*"),
]


@pytest.mark.parametrize(("said", "reading", "answer"), ANSWERS)
def test_command_is_answered_in_public(corner: Corner, said: str, reading: str, answer: str) -> None:
    """The answer stands in the channel: asker and question, then the reading, then the answer's first line."""
    heard = corner.kwai(said)
    head, read, *_ = contexts(heard)
    assert head in (f"<@U0ALICE>: /kwai {said}", f"<@U0ALICE>：/kwai {said}")
    assert reading in read
    assert section(heard).startswith(answer)
    assert heard["text"] and "<@" not in heard["text"]
    assert "ask_source" in actions(heard)
    assert corner.workspace.ephemerals(corner.name) == ()


def test_answer_is_the_same_for_everyone(corner: Corner) -> None:
    """Same question, same reply: only the line that names the asker differs."""
    first, second = corner.kwai("gmv gap"), corner.kwai("gmv gap", user="bob")
    assert contexts(second)[0] == "<@U0BOB>: /kwai gmv gap"
    assert without_head(first) == without_head(second)
    assert first["text"] == second["text"]


def test_one_figure_reads_as_the_voice_has_it(corner: Corner) -> None:
    """4.2 of voice.md, to the letter."""
    heard = corner.kwai("kling revenue q3")
    assert section(heard) == "*More than RMB 300m*\nA floor: no exact figure is in the book"
    assert contexts(heard)[-1] == "Kuaishou, quoted by 懂財帝 · press · Nov 2025 · 1 more agrees"
    assert heard["text"] == (
        "Kling revenue, 2025Q3: more than RMB 300m. A floor: no exact figure is in the book. "
        "Source: Kuaishou, quoted by 懂財帝, press, Nov 2025."
    )


def test_mention_is_answered_once_in_its_thread(corner: Corner) -> None:
    """A mention comes as two events, and has one answer, under the words that named the bot."""
    root = corner.workspace.say(corner.name, "@kwai kling revenue q3")
    corner.workspace.wait_for(lambda _: corner.heard(root))
    corner.stage.settle()
    (heard,) = corner.heard(root)
    assert section(heard).startswith("*More than RMB 300m*")
    assert [m["ts"] for m in corner.workspace.messages(corner.name)] == [root]


def test_mention_in_a_thread_of_ours_is_answered_once(corner: Corner) -> None:
    """A follow-up that also names the bot is still one question."""
    root = corner.kwai("kling revenue q3")["ts"]
    corner.workspace.say(corner.name, "@kwai and yoy?", thread_ts=root)
    corner.workspace.wait_for(lambda _: corner.heard(root))
    corner.stage.settle()
    (heard,) = corner.heard(root)
    assert section(heard).startswith("*Not in the book: no 2024Q3 revenue for Kling, so no growth*")


def test_direct_message_is_answered_in_its_thread(corner: Corner) -> None:
    """A direct message needs no mention; its follow-up needs none either."""
    dm = Corner(corner.stage, "dm")
    root = dm.workspace.say("dm", "可灵Q3收入")
    (heard,) = dm.workspace.wait_for(lambda _: dm.heard(root))
    assert section(heard).startswith("*超过3亿元*")
    assert section(dm.reply(root, "同比呢")).startswith("*库中没有：可灵2024Q3收入，无法计算同比*")


def test_command_in_a_direct_message(corner: Corner) -> None:
    """`/kwai` in the conversation with the bot is answered there."""
    dm = Corner(corner.stage, "dm")
    before = len(dm.workspace.messages("dm", user="bob"))
    assert dm.workspace.command("dm", "gmv gap", user="bob").acked
    heard = dm.workspace.wait_for(lambda ws: ws.messages("dm", user="bob")[before:])[0]
    assert section(heard).startswith("*Kuaishou is 14.8 pp or more behind*")


@pytest.mark.parametrize("together", [False, True])
def test_event_delivered_twice_is_answered_once(corner: Corner, together: bool) -> None:
    """Slack sends an event again where it missed the ack; one event_id has one answer, even at the same moment."""
    root = corner.workspace.say(corner.name, "somebody else's words")
    event = {"type": "app_mention", "user": "U0ALICE", "text": "<@U0KWAI> gmv gap", "ts": root, "channel": corner.id}
    payload = {
        "type": "event_callback",
        "team_id": "T0TRY",
        "api_app_id": "A0KWAI",
        "event_id": f"Ev{root}",
        "event_time": 0,
        "event": {**event, "event_ts": root},
        "authorizations": [{"team_id": "T0TRY", "user_id": "U0KWAI", "is_bot": True, "enterprise_id": None}],
    }
    with ThreadPoolExecutor(4 if together else 1) as pool:
        acks = list(pool.map(lambda _: corner.workspace.deliver("events_api", payload), range(4)))
    assert all(ack.acked for ack in acks)
    corner.workspace.wait_for(lambda _: corner.heard(root))
    corner.stage.settle()
    assert len(corner.heard(root)) == 1


def test_private_answer_is_seen_by_the_asker_alone(corner: Corner) -> None:
    """`--private`: the ack carries the answer without its tables, which follow; the channel sees nothing."""
    ack = corner.workspace.command(corner.name, "pricing --private")
    assert ack.payload is not None and ack.payload["response_type"] == "ephemeral"
    shown = corner.workspace.wait_for(lambda ws: ws.ephemerals(corner.name)[1:] and ws.ephemerals(corner.name))
    kinds = [[block["type"] for block in message["blocks"]] for message in shown]
    assert "data_table" not in kinds[0]
    assert kinds[1] and set(kinds[1]) <= {"data_table", "data_visualization"}
    assert "1,399" in " ".join(strings(shown[1]["blocks"]))
    assert not any("<@" in text for text in strings(shown[0]["blocks"]))
    assert corner.workspace.ephemerals(corner.name, "bob") == ()
    corner.stage.settle()
    assert corner.workspace.messages(corner.name) == ()


@pytest.mark.parametrize("said", ["--private kling revenue q3", "-p kling revenue q3", "kling revenue q3 --private"])
def test_private_may_stand_anywhere(corner: Corner, said: str) -> None:
    """The option is no part of the question."""
    heard = corner.kwai_aside(said)
    assert section(heard).startswith("*More than RMB 300m*")
    assert "private" not in " ".join(strings(heard["blocks"]))


def test_private_answer_is_refined_and_its_button_is_private_too(corner: Corner) -> None:
    """What follows from a private answer stays between the two."""
    first = corner.kwai_aside("kling revenue q3 --private")
    bot = corner.stage.bot
    assert bot is not None
    # The private answer comes with the ack, before it is noted what it was about.
    corner.workspace.wait_for(lambda _: bot.store.last_asked("T0TRY", corner.id, "U0ALICE", MORNING))
    second = corner.kwai_aside("and qoq? --private")
    assert section(second).startswith("*Cannot tell: both quarters are floors*")
    assert corner.workspace.press(first["ts"], "ask_quarters", channel=corner.name).acked
    third = corner.workspace.wait_for(lambda ws: ws.ephemerals(corner.name)[2:])[0]
    assert "by quarter" in contexts(third)[0]
    corner.stage.settle()
    assert corner.workspace.messages(corner.name) == ()


def test_where_the_bot_is_no_member_it_answers_the_asker(corner: Corner) -> None:
    """In a channel it was not invited to the answer comes privately; once it joined, in public."""
    random = Corner(corner.stage, "random")
    assert section(random.kwai_aside("kling revenue q3")).startswith("*More than RMB 300m*")
    assert section(random.kwai_aside("gmv gap")).startswith("*Kuaishou is 14.8 pp or more behind*")
    assert random.workspace.messages("random") == ()
    random.workspace.invite("random")
    random.workspace.wait_for(lambda ws: any(line.what == "event member_joined_channel" for line in ws.journal))
    before = len(random.workspace.messages("random"))
    assert random.workspace.command("random", "gmv gap").acked
    heard = random.workspace.wait_for(lambda ws: ws.messages("random")[before:])[0]
    assert section(heard).startswith("*Kuaishou is 14.8 pp or more behind*")


@pytest.mark.parametrize(
    ("said", "header", "first"),
    [
        ("digest 2025Q3", "Kuaishou and Kling, 2025Q3", "*Kling* revenue more than RMB 300m; 2025 guidance raised to"),
        ("简报 2025Q3", "快手与可灵，2025Q3", "*可灵* 收入超过3亿元；2025年指引上调至1.4亿美元"),
    ],
)
def test_digest_is_a_headline_with_its_parts_in_the_thread(corner: Corner, said: str, header: str, first: str) -> None:
    """`/kwai digest 2025Q3`: the headline in the channel, four parts under it, in their order."""
    heard = corner.kwai(said)
    asked, headline = heard["blocks"][:2]
    assert (asked["type"], headline["type"]) == ("context", "header")
    assert headline["text"]["text"].startswith(header[:8])
    assert section(heard).startswith(first)
    parts = corner.workspace.wait_for(lambda _: corner.heard(heard["ts"])[3:] and corner.heard(heard["ts"]))
    corner.stage.settle()
    assert len(parts) == 4
    words = [" ".join(strings(part["blocks"])) for part in parts]
    assert [number for number, text in enumerate(words, start=1) if f"{number}/4" in text] == [1, 2, 3, 4]
    assert [m["ts"] for m in corner.workspace.messages(corner.name)] == [heard["ts"]]


def test_digest_of_a_quarter_that_is_not_there(corner: Corner) -> None:
    """A quarter without figures has no digest, and the newest one is named."""
    heard = corner.kwai("digest 2023Q1")
    assert section(heard).startswith("*Not in the book") and "2025Q3" in section(heard)


@pytest.mark.parametrize("said", ["thanks", "OK", "谢谢", "多謝"])
def test_thanks_are_taken_and_not_answered(corner: Corner, said: str) -> None:
    """What is no question is acknowledged, and nothing is posted or broken."""
    ack = corner.workspace.command(corner.name, said)
    assert ack.acked
    assert ack.payload is None
    assert corner.workspace.messages(corner.name) == ()


def test_a_private_digest_comes_whole(corner: Corner) -> None:
    """Headline and parts, in their order, to the asker alone."""
    corner.kwai_aside("--private digest 2025Q3")
    heard = corner.workspace.wait_for(lambda ws: ws.ephemerals(corner.name)[4:] and ws.ephemerals(corner.name))
    assert len(heard) == 5
    words = [" ".join(strings(part["blocks"])) for part in heard]
    assert [f"{number}/4" in text for number, text in enumerate(words)] == [False, True, True, True, True]
    assert corner.workspace.messages(corner.name) == ()
