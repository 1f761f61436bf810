"""Stories in which something breaks, or time passes: nothing is lost, nothing is said twice."""

from __future__ import annotations

import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import TokenRefused
from bot.cli.deliveries import deliveries_in_words
from bot.desk import Desk
from bot.place import place_of
from bot.remember.database import Database
from bot.remember.store import Store
from bot.workspace import TravelClock, Workspace, open_workspace

from .stage import MORNING, Corner, Starter, contexts, faults, halt, section, strings

NOT_ANSWERED = "*Not answered: the database is not available*\nNothing is lost. Ask again"
TWO_FLOORS = "*Cannot tell: both quarters are floors*"


def test_the_digest_comes_once_at_its_time(start: Starter) -> None:
    """When its moment comes the digest is posted, headline and four parts; at the next moment nothing is new."""
    stage = start()
    assert stage.bot is not None
    kwai, due = Corner(stage, "kwai"), stage.bot.next_digest()
    assert due is not None and due > stage.clock.now()
    stage.clock.move_to(due)
    headline = kwai.first()
    stage.workspace.wait_for(lambda _: kwai.heard(headline["ts"])[3:])
    stage.settle()
    assert section(headline).startswith("*Kling* revenue more than RMB 300m")
    again = stage.bot.next_digest()
    assert again is not None and again > due
    stage.clock.move_to(again)
    stage.workspace.wait_for(lambda _: stage.bot and stage.bot.next_digest() != again)
    stage.settle()
    assert [m["ts"] for m in stage.workspace.messages("kwai")] == [headline["ts"]]
    assert len(kwai.heard(headline["ts"])) == 4
    assert [fault for message in stage.said_by_bot() for fault in faults(message)] == []
    assert stage.refused() == []
    listed = "\n".join(deliveries_in_words(stage.bot.store, stage.clock.now()))
    assert "1 expected, 1 delivered" in listed and headline["ts"] in listed


def test_a_digest_that_was_missed_comes_late(start: Starter) -> None:
    """A bot that was away at the moment posts the digest when it is back, and once."""
    stage = start()
    assert stage.bot is not None
    due = stage.bot.next_digest()
    assert due is not None
    stage.stop()
    stage.clock.move_to(due + timedelta(hours=3))
    stage.start()
    headline = Corner(stage, "kwai").first()
    assert section(headline).startswith("*Kling* revenue")
    assert contexts(headline)[0] == "Late: due 09:00, sent 12:00 Hong Kong"
    assert headline["text"].endswith("Late: due 09:00, sent 12:00 Hong Kong.")


def test_restart_keeps_what_was_said(start: Starter) -> None:
    """After a restart a thread is still about what it was about, and so is the asker's next command."""
    stage = start()
    strategy = Corner(stage, "strategy")
    root = strategy.kwai("kling revenue q3")["ts"]
    stage.stop()
    stage.start()
    assert section(strategy.reply(root, "and qoq?")).startswith(TWO_FLOORS)
    assert section(strategy.kwai("and qoq?")).startswith(TWO_FLOORS)


def test_what_was_said_while_the_bot_was_away(start: Starter) -> None:
    """An answer that was taken in and not yet posted goes out after the restart, once."""
    stage = start()
    kwai = Corner(stage, "kwai")
    stage.workspace.faults.limit("chat.postMessage", retry_after=1)
    assert stage.workspace.command("kwai", "kling revenue q3").acked
    stage.workspace.wait_for(lambda ws: any("429" in line.detail for line in ws.journal))
    stage.stop()
    stage.clock.move_to(stage.clock.now() + timedelta(seconds=30))
    stage.start()
    assert section(kwai.first()).startswith("*More than RMB 300m*")
    # It may be posted before the socket is open, so that the bot is not told of it: only the outbox is waited for.
    stage.workspace.wait_for(lambda _: not stage.waiting())
    assert len(stage.workspace.messages("kwai")) == 1


def test_workspace_goes_away_and_comes_back(start: Starter) -> None:
    """The bot reconnects by itself, and the thread that was begun before goes on."""
    stage = start(clock=TravelClock(MORNING))
    kwai = Corner(stage, "kwai")
    root = kwai.kwai("kling revenue q3")["ts"]
    gone = stage.workspace
    gone.close()
    stage.workspace = open_workspace(gone.site, stage.clock, port=gone.port, state=gone.state)
    stage.workspace.wait_for(Workspace.connected, 30)
    assert section(kwai.reply(root, "and qoq?")).startswith(TWO_FLOORS)
    assert section(kwai.kwai("gmv gap")).startswith("*Kuaishou is 14.8 pp or more behind*")


@pytest.mark.parametrize(
    ("method", "how"),
    [
        ("auth.test", "500"),
        ("auth.test", "fatal_error"),
        ("conversations.list", "429"),
        ("apps.connections.open", "drop"),
        ("apps.connections.open", "fatal_error"),
    ],
)
def test_slack_in_trouble_at_start_is_retried(start: Starter, method: str, how: str) -> None:
    """Whatever call of the start Slack stumbles over, it is made again."""
    stage = start(connected=False)
    faults_ = stage.workspace.faults
    if how == "drop":
        faults_.drop(method, stored=False)
    elif how == "fatal_error":
        faults_.refuse(method, how)
    else:
        faults_.fail(method, int(how))
    stage.start()
    assert [line.ok for line in stage.workspace.journal if line.what == method] == [False, True]


def test_slack_away_at_start_is_waited_for(start: Starter) -> None:
    """With nothing at the address the bot waits, and can be stopped; once Slack is there it connects."""
    stage = start(connected=False)
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: nothing answers there
        away = f"http://127.0.0.1:{taken.getsockname()[1]}/api/"
        bot = stage.bring(api_url=away)
        waiting = threading.Thread(target=bot.start)
        waiting.start()
        bot.ask_to_stop()
        waiting.join(10)
        assert not waiting.is_alive()
        assert bot.identity is None
        bot.stop()


WRONG = [
    ({"bot_token": "xoxb-wrong"}, "invalid_auth"),
    ({"app_token": "xapp-wrong"}, "invalid_auth"),
    ({"bot_token": "xapp-kwai-try"}, "not_allowed_token_type"),
    ({"app_token": "xoxb-kwai-try"}, "not_allowed_token_type"),
]


@pytest.mark.parametrize(("tokens", "error"), WRONG)
def test_wrong_token_is_refused(start: Starter, tokens: dict[str, str], error: str) -> None:
    """A wrong token ends the start at once, and so do two tokens in each other's place."""
    stage = start(connected=False)
    bot = stage.bring(**tokens)
    try:
        with pytest.raises(TokenRefused, match=error):
            bot.start()
    finally:
        halt(bot, stage.workspace)
    assert not stage.workspace.connected()


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Another program holds the database."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("kling revenue q3", NOT_ANSWERED),
        ("可灵Q3收入", "*未能回答：数据库不可用*\n内容没有丢失。请再问一次"),
        ("可靈Q3收入", "*未能回答：數據庫不可用*\n內容沒有丟失"),
    ],
)
def test_database_locked(start: Starter, said: str, sentence: str) -> None:
    """While another program holds the database, who asks hears so in their language; afterwards all is there."""
    stage = start()
    kwai = Corner(stage, "kwai")
    root = kwai.kwai("kling revenue q3")["ts"]
    with locked(stage.database):
        aside = kwai.kwai_aside(said)
        assert section(aside).startswith(sentence)
        mention = stage.workspace.say("strategy", f"@kwai {said}")
        direct = stage.workspace.say("dm", said)
        for channel, ts in (("strategy", mention), ("dm", direct)):
            heard = stage.workspace.wait_for(lambda ws, at=channel, ts=ts: ws.replies(at, ts))
            assert section(heard[-1]).startswith(sentence), channel
    assert section(kwai.reply(root, "and qoq?")).startswith(TWO_FLOORS)
    assert [fault for message in stage.said_by_bot() for fault in faults(message)] == []


def test_event_that_met_a_locked_database_may_come_again(start: Starter) -> None:
    """What could not be taken in is not marked as seen: the same event, sent again, is answered."""
    stage = start()
    root = stage.workspace.say("kwai", "somebody's words")
    event = {"type": "app_mention", "user": "U0ALICE", "text": "<@U0KWAI> gmv gap", "ts": root, "channel": "C0KWAI"}
    payload = {"type": "event_callback", "team_id": "T0TRY", "event_id": "Ev1", "event": {**event, "event_ts": root}}
    with locked(stage.database):
        assert stage.workspace.deliver("events_api", payload).acked
    assert stage.workspace.deliver("events_api", payload).acked
    heard = stage.workspace.wait_for(
        lambda ws: [m for m in ws.replies("kwai", root) if "Not answered" not in section(m)]
    )
    assert section(heard[0]).startswith("*Kuaishou is 14.8 pp or more behind*")


def test_database_that_can_only_be_read(start: Starter, desk: Desk) -> None:
    """On a disk that turned read-only who asks hears so at every door; with the disk back the memory is there."""
    stage = start()
    kwai = Corner(stage, "kwai")
    root = kwai.kwai("kling revenue q3")["ts"]
    stage.stop()
    without_plans = Desk(replace(desk.ledger, plans=()), place_of("templates"))
    read_only = Store(Database(f"sqlite:///file:{stage.database}?mode=ro&uri=true", timedelta(seconds=1)))
    stage.bot = stage.bring(desk=without_plans, store=read_only)
    # What the bot learns of its channels it learns from the list, which it cannot note either.
    assert stage.bot.start()
    assert section(kwai.kwai_aside("gmv gap")).startswith(NOT_ANSWERED)
    assert section(kwai.kwai_aside("gmv gap --private")).startswith((NOT_ANSWERED, "*Kuaishou is 14.8"))
    mention = stage.workspace.say("strategy", "@kwai gmv gap")
    heard = stage.workspace.wait_for(lambda ws: ws.replies("strategy", mention))
    assert section(heard[-1]).startswith(NOT_ANSWERED)
    button = stage.workspace.messages("kwai")[0]
    assert stage.workspace.press(button["ts"], "ask_quarters", channel="kwai").acked
    told = stage.workspace.wait_for(lambda ws: ws.ephemerals("kwai")[2:])
    assert section(told[0]).startswith(NOT_ANSWERED)
    stage.stop()
    stage.start()
    assert section(kwai.reply(root, "and qoq?")).startswith(TWO_FLOORS)


def test_follow_up_on_a_database_that_can_only_be_read(start: Starter, desk: Desk) -> None:
    """Who follows up in a thread of the bot, without a mention, hears that it could not be answered."""
    stage = start()
    kwai = Corner(stage, "kwai")
    root = kwai.kwai("kling revenue q3")["ts"]
    stage.stop()
    without_plans = Desk(replace(desk.ledger, plans=()), place_of("templates"))
    read_only = Store(Database(f"sqlite:///file:{stage.database}?mode=ro&uri=true", timedelta(seconds=1)))
    stage.bot = stage.bring(desk=without_plans, store=read_only)
    assert stage.bot.start()
    stage.workspace.say("kwai", "thanks", thread_ts=root, user="bob")
    assert section(kwai.reply(root, "and qoq?")).startswith(NOT_ANSWERED)
    stage.workspace.wait_for(lambda ws: sum(line.what == "event message" for line in ws.journal) >= 4)
    assert len(kwai.heard(root)) == 1


def test_nothing_of_a_question_is_logged(start: Starter, caplog: pytest.LogCaptureFixture) -> None:
    """The log names what broke and a reference the person also has, never what was asked."""
    stage = start()
    with locked(stage.database):
        aside: Any = Corner(stage, "kwai").kwai_aside("zebra revenue q3")
    records = [record for record in caplog.records if record.name == "handlers.trouble"]
    assert len(records) == 1
    reference = records[0].getMessage().split()[1].rstrip(":")
    assert reference in " ".join(strings(aside["blocks"]))
    assert not any("zebra" in record.getMessage() for record in caplog.records)
