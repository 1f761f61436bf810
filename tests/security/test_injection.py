"""Nothing that enters comes out alive: no message of the bot holds a mention, a link or a broadcast from data."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blockkit.check import check_message
from bot.core.fact import Fact
from bot.core.ledger import Ledger, Name
from bot.core.text import Text
from bot.desk import Desk
from bot.manifest import app_manifest
from bot.place import place_of
from bot.workspace import Channel, HandClock, Person, small_site
from tests.doors.stage import MORNING, faults, open_stage
from tests.reckon.small_book import book, fact

TODAY = date(2026, 2, 1)
MANY = settings().max_examples
LIVE = re.compile(r"<[^>]*>")
"""Slack makes something of any of these; the bot's own are the mentions of who asked."""
ATTACKS = (
    "<!channel>",
    "<!here|here>",
    "<@U999>",
    "<#C999|general>",
    "<!subteam^S1>",
    "<https://evil.example|Kuaishou>",
    "<mailto:a@b.c>",
    "&lt;!channel&gt;",
    "\ue002U999\ue003",
    "\ue000<!here>\ue001",
    "*_~`>",
    "\u202e",
    "]({{ 7 }})",
)
MARKS = set("\ue000\ue001\ue002\ue003")
"""What render marks mentions with: a book that holds one is refused when it is read (tests/load/test_checks.py)."""
HOSTILE = (
    st.lists(st.sampled_from(ATTACKS) | st.text(max_size=12), min_size=1, max_size=3)
    .map(" ".join)
    .filter(lambda words: not MARKS & set(words))
)
QUESTIONS = (
    "us revenue 2025Q3",
    "us revenue growth",
    "us",
    "us users",
    "us all quarters revenue",
    "us guidance",
    "us record claim",
    "them revenue",
    "conflicts",
    "us vs them revenue",
    "我们收入",
)
NAMES = (
    Name("us", "entity", "us"),
    Name("them", "entity", "them"),
    Name("我们", "entity", "us"),
    Name("收入", "metric", "revenue"),
)


def live(payload: Mapping[str, Any]) -> list[str]:
    """What Slack would make a mention or a link of: in the text and in mrkdwn; plain text and cells it shows as they are."""
    return [found for words in parsed({"type": "mrkdwn", **payload}) for found in LIVE.findall(words)]


def parsed(value: object) -> Iterator[str]:
    """Every text in a payload that Slack parses."""
    if isinstance(value, Mapping):
        if value.get("type") in {"mrkdwn", "markdown"}:
            yield str(value.get("text", ""))
        for part in value.values():
            yield from parsed(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from parsed(part)


def hostile_book(words: str) -> Ledger:
    """A book whose every text is hostile, but for the names that one asks by."""
    both = Text(words, words)
    facts: tuple[Fact, ...] = (
        fact("q2", "revenue", "2025Q2", "1yi CNY", note=words),
        replace(fact("q3", "revenue", "2025Q3", "2yi CNY", note=words), printed=words),
        fact("q3b", "revenue", "2025Q3", "9yi CNY", document="blog"),
        fact("plan", "revenue", "2026", "9yi CNY", kind="guidance", note=words),
        fact("claim", "record_claim", "2025Q3", None, text=words),
        fact("kept", "users", "2025Q3", "100 persons", why=words),
        fact("t3", "revenue", "2025Q3", "> 3yi CNY", entity="them", document="minutes", note=words),
    )
    ledger = book(*facts)
    return replace(
        ledger,
        title=both,
        market=both,
        entities={key: replace(one, name=both) for key, one in ledger.entities.items()},
        sources={key: replace(one, name=both) for key, one in ledger.sources.items()},
        metrics={key: replace(one, name=both) for key, one in ledger.metrics.items()},
        documents={key: replace(one, title=both) for key, one in ledger.documents.items()},
        names=(*ledger.names, *NAMES),
    )


@settings(max_examples=MANY // 20)
@given(words=HOSTILE)
def test_the_book(words: str) -> None:
    """Names, prints, notes, texts and reasons of facts, titles and publishers of documents."""
    desk = Desk(hostile_book(words), place_of("templates"))
    for question in QUESTIONS:
        reply = desk.ask(question, TODAY, asked=("U1", question))
        for again in (None, "source?", "why?"):
            if again is not None and reply.subject is not None:
                reply = desk.ask(again, TODAY, subject=reply.subject)
            for message in reply.messages:
                assert check_message(message.payload) == ()
                assert set(live(message.payload)) <= {"<@U1>"}, question


@settings(max_examples=MANY // 20)
@given(words=HOSTILE.filter(lambda words: not {"{", "}"} & set(words)))
def test_a_template(words: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever an owner writes into a sentence is shown as it is written."""
    folder = tmp_path_factory.mktemp("templates")
    shutil.copytree(place_of("templates"), folder, dirs_exist_ok=True)
    for template in ("en/value.j2", "zh/value.j2"):
        path = folder / template
        whole = path.read_text(encoding="utf-8").replace("{% block body %}\n", "{% block body %}\n" + words + "\n")
        path.write_text(whole, encoding="utf-8")
    desk = Desk(book(fact("q3", "revenue", "2025Q3", "2yi CNY")), folder)
    for question in ("revenue 2025Q3", "revenue 2025Q3 收入"):
        (message,) = desk.ask(question, TODAY, asked=("U1", question)).messages
        assert set(live(message.payload)) <= {"<@U1>"}


@pytest.mark.parametrize("attack", ATTACKS)
def test_names_in_slack(attack: str, desk: Desk, tmp_path: Path) -> None:
    """A channel's name, a person's name and words in a thread reach no message, but as what somebody typed."""
    small = small_site(app_manifest())
    people = tuple(Person(one.id, attack, attack) for one in small.people)
    rooms = tuple(Channel(one.id, attack + one.id, one.members) for one in small.channels)
    stage = open_stage(
        desk, tmp_path / "kwai.db", HandClock(MORNING), people=replace(small, people=people, channels=rooms)
    )
    with stage.workspace as workspace:
        stage.start()
        workspace.command("C0KWAI", f"kling {attack}")
        root = workspace.wait_for(lambda ws: ws.messages("C0KWAI"))[0]["ts"]
        workspace.say("C0KWAI", f"<@{workspace.bot_user}> kling happiness {attack}", thread_ts=root)
        workspace.wait_for(lambda ws: [m for m in ws.replies("C0KWAI", root) if m.get("bot_id")])
        workspace.command("C0RANDOM", f"--private {attack}")
        stage.settle()
        said = list(stage.said_by_bot())
        assert len(said) >= 3
        assert [fault for message in said for fault in faults(message)] == []
        stage.stop()
