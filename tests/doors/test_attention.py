"""Quiet and listening: a thread and a channel are told, say so in one sentence, and do it."""

from __future__ import annotations

import pytest

from .stage import Corner, Message, Starter, contexts, section

MENTION = "<@U0KWAI>"


def after(corner: Corner, root: str, *said: tuple[str, str]) -> list[Message]:
    """Say things in a thread, one after the other, and a last one that is always answered; the answers before it."""
    before = len(corner.heard(root))
    for text, user in said:
        corner.workspace.say(corner.name, text, thread_ts=root, user=user)
    corner.workspace.say(corner.name, f"{MENTION} source?", thread_ts=root)
    corner.workspace.wait_for(lambda _: corner.heard(root)[before:] and "source" in str(corner.heard(root)[-1]).lower())
    corner.stage.settle()
    return corner.heard(root)[before:-1]


@pytest.mark.parametrize(
    ("quiet", "said_quiet", "listen", "said_listening"),
    [
        ("quiet", "Quiet in this thread", "listen", "Listening in this thread"),
        ("别插话", "已在此消息列安静", "继续听", "已在此消息列继续听"),
        ("別插話", "已在此消息列安靜", "繼續聽", "已在此消息列繼續聽"),
    ],
)
def test_a_thread_is_quiet_until_it_is_told_to_listen(
    corner: Corner, quiet: str, said_quiet: str, listen: str, said_listening: str
) -> None:
    """Each is confirmed by one sentence; meanwhile a mention is answered, once, and nothing else."""
    root = corner.kwai("kling revenue q3")["ts"]
    told = corner.reply(root, f"{MENTION} {quiet}")
    assert section(told).startswith(said_quiet) and len(told["blocks"]) == 1
    assert after(corner, root, ("and qoq?", "alice"), ("and yoy?", "bob")) == []
    assert section(corner.reply(root, f"{MENTION} and qoq?")).startswith("*Cannot tell")
    assert section(corner.reply(root, f"{MENTION} {listen}")).startswith(said_listening)
    assert section(corner.reply(root, "and qoq?")).startswith("*Cannot tell")


def test_another_thread_goes_on(corner: Corner) -> None:
    """What one thread is told binds no other in the same channel."""
    one, other = corner.kwai("kling revenue q3")["ts"], corner.kwai("kling revenue q3")["ts"]
    corner.reply(one, f"{MENTION} quiet")
    assert section(corner.reply(other, "and qoq?")).startswith("*Cannot tell")


def test_quiet_needs_no_mention_in_a_thread_of_ours(corner: Corner) -> None:
    """Who is disturbed says so in a word; to listen again takes a mention, as nothing else is heard."""
    root = corner.kwai("kling revenue q3")["ts"]
    assert section(corner.reply(root, "quiet please")).startswith("Quiet in this thread")
    assert after(corner, root, ("listen", "alice"), ("quiet", "alice")) == []


def test_a_channel_is_quiet_but_where_a_thread_says_otherwise(corner: Corner) -> None:
    """By command it is said to everybody in the channel; threads that were told to listen go on."""
    heard = corner.kwai("quiet")
    assert section(heard).startswith("Quiet in this channel") and "/kwai listen" in section(heard)
    assert contexts(heard) == ["<@U0ALICE>: /kwai quiet"], "others have not seen the command"
    root, other = corner.kwai("kling revenue q3")["ts"], corner.kwai("kling revenue q3")["ts"]
    assert after(corner, root, ("and qoq?", "bob")) == []
    corner.reply(root, f"{MENTION} listen")
    assert section(corner.reply(root, "and qoq?")).startswith("*Cannot tell")
    assert after(corner, other, ("and qoq?", "bob")) == []
    assert section(corner.kwai("继续听")).startswith("已在此频道继续听")
    assert section(corner.reply(other, "and qoq?")).startswith("*Cannot tell")


def test_what_a_channel_chose_in_a_window_is_obeyed(corner: Corner) -> None:
    """The same preference, written down by the settings; taken back, it listens as before."""
    assert corner.stage.bot is not None
    chosen, root = corner.stage.bot.preferences, corner.kwai("kling revenue q3")["ts"]
    chosen.choose("T0TRY", corner.id, attention="quiet")
    assert after(corner, root, ("and qoq?", "bob")) == []
    assert section(corner.reply(root, f"{MENTION} and qoq?")).startswith("*Cannot tell")
    chosen.choose("T0TRY", corner.id, attention=None)
    assert section(corner.reply(root, "and qoq?")).startswith("*Cannot tell")


def test_said_to_the_whole_channel_it_is_for_the_channel(corner: Corner) -> None:
    """A mention that is in no thread; the sentence stands in its own."""
    asked = corner.workspace.say(corner.name, f"{MENTION} quiet")
    corner.workspace.wait_for(lambda _: corner.heard(asked))
    assert section(corner.heard(asked)[0]).startswith("Quiet in this channel")
    assert after(corner, corner.kwai("kling revenue q3")["ts"], ("and qoq?", "bob")) == []


def test_a_thread_of_people_is_listened_to_where_it_is_asked(corner: Corner) -> None:
    """Questions there need no mention then, and chat is still left alone."""
    root = corner.workspace.say(corner.name, "shall we look at the quarter?")
    corner.workspace.say(corner.name, "kling revenue q3", thread_ts=root)
    corner.stage.settle()
    assert corner.heard(root) == []
    assert section(corner.reply(root, f"{MENTION} listen")).startswith("Listening in this thread")
    assert section(corner.reply(root, "kling revenue q3")).startswith("*More than RMB 300m*")
    assert after(corner, root, ("I think so", "bob"), ("见面再说吧", "alice")) == []


def test_where_there_is_nothing_to_be_quieted(corner: Corner) -> None:
    """A direct conversation, by command and by message, and a channel the bot is not in: a sentence, and no change."""
    stage = corner.stage
    ack = stage.workspace.command("dm", "quiet")
    assert ack.payload is not None and "direct conversation" in ack.payload["text"]
    dm = Corner(stage, "dm")
    root = dm.workspace.say("dm", "安静")
    (heard,) = dm.workspace.wait_for(lambda _: dm.heard(root))
    assert section(heard).startswith("没有改变")
    dm.workspace.say("dm", "kling revenue q3", thread_ts=root)
    dm.workspace.wait_for(lambda _: dm.heard(root)[1:])


def test_in_a_channel_it_is_not_in(start: Starter) -> None:
    stage = start()
    stage.workspace.remove("kwai")
    assert stage.bot is not None
    stage.workspace.wait_for(lambda _: stage.bot and stage.bot.store.is_member("T0TRY", "C0KWAI") is False)
    ack = stage.workspace.command("kwai", "quiet")
    assert ack.payload is not None and "not in this channel" in ack.payload["text"]
    assert not stage.bot.store.preferences.of("T0TRY", "U0ALICE", "C0KWAI").is_quiet


def test_it_holds_after_a_restart_and_a_repeated_event_changes_nothing(start: Starter) -> None:
    """What Slack sends again, after the thread was told to listen, is not heeded again."""
    stage = start()
    kwai = Corner(stage, "kwai")
    root = kwai.kwai("kling revenue q3")["ts"]
    kwai.reply(root, f"{MENTION} quiet")
    stage.stop()
    stage.start()
    assert after(kwai, root, ("and qoq?", "bob")) == []
    stage.workspace.faults.repeat(2)
    kwai.reply(root, f"{MENTION} listen")
    assert section(kwai.reply(root, "and qoq?")).startswith("*Cannot tell")
    assert len([m for m in kwai.heard(root) if "Listening" in section(m)]) == 1


def test_without_reading_channels_there_is_nothing_to_quiet(start: Starter) -> None:
    """It hears only what names it, and says so."""
    stage = start(minimal=True)
    kwai = Corner(stage, "kwai")
    root = kwai.kwai("kling revenue q3")["ts"]
    assert "hears only what names it" in section(kwai.reply(root, f"{MENTION} quiet"))
    ack = stage.workspace.command("kwai", "quiet")
    assert ack.payload is not None and "hears only what names it" in ack.payload["text"]
