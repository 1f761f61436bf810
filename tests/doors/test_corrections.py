"""A fact that was wrong when it was served: each thread that used it hears so once, and nobody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner

from bot.app.shelf import open_desk
from bot.cli import main

from .folders import TODAY, Folders, gmv
from .stage import MORNING, Corner, Message, Stage, Starter, contexts, faults, section

OWNER = "C0STRATEGY"
PRESS = "facts/dongcaidi-kling-1bn.yaml"


class Newsroom:
    """A stage whose bot reads a book of the test's own."""

    def __init__(self, stage: Stage, folders: Folders) -> None:
        self.stage, self.folders = stage, folders

    def open(self, **brought: Any) -> None:
        desk = open_desk(self.folders.source, TODAY)
        assert not isinstance(desk, tuple), desk
        self.stage.start(desk=desk, source=self.folders.source, owner=OWNER, **brought)

    def reload(self) -> None:
        """Have the changed book read, and wait until what it corrects is written and posted."""
        bot = self.stage.bot
        assert bot is not None
        before = bot.desk
        bot.ask_to_reload()
        self.stage.workspace.wait_for(lambda _: bot.desk is not before, 30)
        self.looked_through()

    def looked_through(self) -> None:
        """Return when what was said is looked through, and what came of it is posted."""
        bot = self.stage.bot
        assert bot is not None and bot.rounds is not None
        rounds = bot.rounds
        self.stage.workspace.wait_for(lambda _: rounds.corrected_by == bot.desk.provenance.book, 30)
        self.stage.workspace.wait_for(lambda _: not self.stage.waiting(), 30)

    def notes(self, corner: Corner, root: str) -> list[Message]:
        return [m for m in corner.heard(root) if re.match(r"\*(Correction|更正)", section(m))]


@pytest.fixture
def newsroom(start: Starter, folders: Folders) -> Newsroom:
    return Newsroom(start(connected=False, rooms=6), folders)


def kwai(stage: Stage, *words: str) -> str:
    done = CliRunner(env={"DATABASE_URL": f"sqlite:///{stage.database}"}).invoke(main, ["corrections", *words])
    assert done.exit_code == 0, done.output
    return done.output


def test_each_thread_that_used_it_hears_once(newsroom: Newsroom, folders: Folders) -> None:
    """In its own language, with old, new and why; others hear nothing; another look and a restart add nothing."""
    newsroom.open()
    stage = newsroom.stage
    english, chinese, other, aside = (stage.corner() for _ in range(4))
    roots = [
        english.kwai("kuaishou gmv 2025q3")["ts"],
        chinese.kwai("快手GMV 2025Q3")["ts"],
        other.kwai("kling revenue q3")["ts"],
    ]
    english.reply(roots[0], "source?")
    aside.kwai_aside("kuaishou gmv 2025q3 --private")
    folders.raise_gmv()
    newsroom.reload()
    (note,) = newsroom.notes(english, roots[0])
    assert section(note) == (
        "*Correction.* Kuaishou e-commerce GMV, 2025Q3: was RMB 385.0bn, is RMB 395.0bn. "
        "Why: the book had read the source wrong; it prints “3850億元”"
    ) or section(note).startswith(
        "*Correction.* Kuaishou e-commerce GMV, 2025Q3: was RMB 385.0bn, is RMB 395.0bn. Why: "
    )
    assert note["text"].startswith("Correction. Kuaishou e-commerce GMV, 2025Q3: was RMB 385.0bn, is RMB 395.0bn.")
    assert contexts(note) == ["Kuaishou · 懂財帝 · press · Nov 2025"]
    (translated,) = newsroom.notes(chinese, roots[1])
    assert section(translated).startswith("*更正。*快手电商GMV，2025Q3：原为3,850亿元，应为3,950亿元。原因：")
    assert newsroom.notes(other, roots[2]) == []
    assert [m for m in stage.workspace.messages(aside.name) if m.get("bot_id")] == []
    stage.stop()
    newsroom.open()
    newsroom.looked_through()
    assert len(newsroom.notes(english, roots[0])) == len(newsroom.notes(chinese, roots[1])) == 1
    assert [fault for message in stage.said_by_bot() for fault in faults(message)] == []
    assert stage.refused() == []


def test_what_is_mended_and_mended_back_is_said_twice(newsroom: Newsroom, folders: Folders) -> None:
    """The note is an answer too: where it was wrong the thread hears so."""
    newsroom.open()
    room = newsroom.stage.corner()
    root = room.kwai("kuaishou gmv 2025q3")["ts"]
    folders.raise_gmv()
    newsroom.reload()
    folders.lower_gmv()
    newsroom.reload()
    first, second = newsroom.notes(room, root)
    assert "was RMB 385.0bn, is RMB 395.0bn" in section(first)
    assert "was RMB 395.0bn, is RMB 385.0bn" in section(second)


def test_a_book_that_changed_while_the_bot_was_away(newsroom: Newsroom, folders: Folders) -> None:
    newsroom.open()
    room = newsroom.stage.corner()
    root = room.kwai("kuaishou gmv 2025q3")["ts"]
    newsroom.stage.stop()
    folders.raise_gmv()
    newsroom.open()
    newsroom.looked_through()
    assert len(newsroom.notes(room, root)) == 1


NEWS: list[tuple[str, Callable[[Folders], None]]] = [
    ("kuaishou gmv 2025q3", lambda f: f.edit(PRESS, gmv("3,850"), gmv("3,850.04"))),
    ("kuaishou gmv 2025q3", lambda f: f.edit("digests.yaml", "en: GMV against Douyin", "en: GMV beside Douyin")),
    ("kling guidance", lambda f: add_fact(f, "newer-guidance", "guidance", "2025", '"2yi USD"', "2025-11-27")),
    ("kling revenue", lambda f: add_fact(f, "new-quarter", "reported", "2025Q4", '"> 4yi CNY"', "2026-03")),
    ("kling revenue q3", lambda f: add_fact(f, "later", "reported", "2025Q3", '"2yi CNY"', "2026-03-20")),
]


def add_fact(folders: Folders, id: str, kind: str, period: str, value: str, said: str) -> None:
    """In a document of its own, published when the fact was said."""
    head = (
        f"document:\n  file: news.txt\n  lines: 1-9\n  title: {{en: News, zh: 新闻}}\n  publisher: dongcaidi\n"
        f"  kind: press\n  language: zh-Hans\n  published: {said}\n\nfacts:\n"
    )
    fact = (
        f'  - {{id: {id}, at: "3:1", print: "10億", entity: kling, metric: revenue, period: {period}, value: {value}, '
        f"kind: {kind}, speaker: kuaishou, said: {said}, odd: true, note: {{en: own, zh: 自}}}}\n"
    )
    (folders.source.book / "facts" / "news.yaml").write_text(head + fact, encoding="utf-8")


@pytest.mark.parametrize(("question", "change"), NEWS, ids=["rounding", "words", "vintage", "quarter", "later"])
def test_news_is_no_correction(
    newsroom: Newsroom, folders: Folders, question: str, change: Callable[[Folders], None]
) -> None:
    """Agreement after rounding, other words, a newer vintage, a new quarter, a later statement post nothing."""
    newsroom.open()
    room = newsroom.stage.corner()
    root = room.kwai(question)["ts"]
    change(folders)
    newsroom.reload()
    assert newsroom.notes(room, root) == []
    assert kwai(newsroom.stage) == "Nothing was corrected so far.\n"


def test_what_is_older_than_its_time_is_left(newsroom: Newsroom, folders: Folders) -> None:
    newsroom.open()
    old, young = newsroom.stage.corner(), newsroom.stage.corner()
    first = old.kwai("kuaishou gmv 2025q3")["ts"]
    newsroom.stage.clock.move_to(MORNING + timedelta(days=5))
    second = young.kwai("kuaishou gmv 2025q3")["ts"]
    newsroom.stage.clock.move_to(MORNING + timedelta(days=30, seconds=1))
    folders.raise_gmv()
    newsroom.reload()
    assert (len(newsroom.notes(old, first)), len(newsroom.notes(young, second))) == (0, 1)


def test_a_digest_s_headline_says_that_it_was_corrected(newsroom: Newsroom, folders: Folders) -> None:
    """Where the figure stood there; once more, with the newer day, when it is corrected again."""
    newsroom.open()
    stage = newsroom.stage
    assert stage.bot is not None
    home = Corner(stage, "kwai")
    due = stage.bot.next_digest()
    assert due is not None
    stage.clock.move_to(due)
    before = home.first()
    stage.workspace.wait_for(lambda _: home.heard(before["ts"])[3:])
    stage.settle()

    def headline() -> Message:
        return next(m for m in stage.workspace.messages("kwai") if m["ts"] == before["ts"])

    folders.raise_gmv()
    newsroom.reload()
    assert contexts(headline())[0] == "Corrected 5 Dec 2025: see thread"
    assert headline()["blocks"][0]["type"] == "context"
    assert [block["type"] for block in headline()["blocks"][1:]] == [block["type"] for block in before["blocks"]]
    assert headline()["text"] == f"Corrected 5 Dec 2025: see thread. {before['text']}"
    (note,) = newsroom.notes(home, before["ts"])
    assert "was RMB 385.0bn, is RMB 395.0bn" in section(note)
    stage.clock.move_to(due + timedelta(days=3))
    folders.lower_gmv()
    newsroom.reload()
    assert contexts(headline())[0] == "Corrected 8 Dec 2025: see thread"
    assert len(contexts(headline())) == len(contexts(before)) + 1
    assert [fault for message in stage.said_by_bot() for fault in faults(message)] == []


def test_what_stood_only_in_the_thread_leaves_the_headline(newsroom: Newsroom, folders: Folders) -> None:
    newsroom.open()
    stage = newsroom.stage
    home = Corner(stage, "kwai")
    root = home.kwai("digest")["ts"]
    stage.workspace.wait_for(lambda _: home.heard(root)[3:])
    stage.settle()
    folders.edit("facts/tmtpost-kling-price.yaml", 'print: "1399元/月"', 'print: "1499元/月"')
    folders.edit("facts/tmtpost-kling-price.yaml", "1399 CNY", "1499 CNY")
    newsroom.reload()
    (note,) = newsroom.notes(home, root)
    assert "was RMB 1,399 a month, is RMB 1,499 a month" in section(note)
    assert not any("Corrected" in line for line in contexts(stage.workspace.messages("kwai")[0]))


def wrong_prices(folders: Folders) -> None:
    """More than twenty figures at once: everything Kling and its rivals cost, and what Kuaishou earned.

    Each print with its value, for a value that is not as printed makes no book.
    """

    def more(row: re.Match[str]) -> str:
        value = f"{int(row['number']) + 3}{row['rest']}"
        scale = {"yi": "億", "wan": "萬"}.get(row["scale"] or "", "")
        return f'print: "{value}{scale}元"{row["between"]}value: "{value}{row["scale"] or ""} CNY"'

    for path in (folders.source.book / "facts").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(
            re.sub(
                r'print: "[^"]*"(?P<between>(?:\n    (?!value)[^\n]*)*\n    )'
                r'value: "(?P<number>\d+)(?P<rest>[.\d]*)(?P<scale>yi|wan)? CNY"',
                more,
                text,
            ),
            encoding="utf-8",
        )


QUESTIONS = (
    "digest",
    "kuaishou revenue all quarters",
    "kuaishou gmv all quarters",
    "kuaishou online marketing revenue all quarters",
    "kuaishou live streaming revenue all quarters",
    "kuaishou adjusted net profit all quarters",
)


def all_wrong(newsroom: Newsroom, folders: Folders) -> list[tuple[Corner, str]]:
    """Threads that used more than twenty facts, each of which is then changed."""
    newsroom.open()
    stage = newsroom.stage
    asked = [(room, room.kwai(words)["ts"]) for room, words in ((stage.corner(), words) for words in QUESTIONS)]
    stage.settle()
    wrong_prices(folders)
    newsroom.reload()
    return asked


def test_more_than_twenty_wait_for_the_owner(newsroom: Newsroom, folders: Folders) -> None:
    """The owner hears once, sees them, and sends them; then each thread has its note."""
    asked, stage = all_wrong(newsroom, folders), newsroom.stage
    told = stage.workspace.wait_for(lambda ws: [m["text"] for m in ws.messages("strategy") if m.get("bot_id")], 20)
    assert len(told) == 1
    assert re.match(r"2\d corrected facts in 6 threads wait for your word\. `kwai corrections` lists", told[0]), told[0]
    assert all(newsroom.notes(room, root) == [] for room, root in asked)
    listed = kwai(stage)
    assert listed.startswith("6 notes wait for your word (--send, --drop):\n")
    assert listed.count("  held  ") == 6
    stage.stop()
    newsroom.open()
    newsroom.looked_through()
    assert kwai(stage).count("  held  ") == 6
    assert len([m for m in stage.workspace.messages("strategy") if m.get("bot_id")]) == 1, "it is told once"
    assert kwai(stage, "--send") == "6 notes are sent.\n"
    assert stage.bot is not None
    stage.bot.worker.wake()
    stage.workspace.wait_for(lambda _: all(len(newsroom.notes(room, root)) == 1 for room, root in asked), 30)
    assert kwai(stage, "--send") == "0 notes are sent.\n"


def test_what_the_owner_drops_is_never_said(newsroom: Newsroom, folders: Folders) -> None:
    asked, stage = all_wrong(newsroom, folders), newsroom.stage
    assert kwai(stage, "--drop") == "6 notes are dropped.\n"
    stage.stop()
    newsroom.open()
    newsroom.looked_through()
    assert all(newsroom.notes(room, root) == [] for room, root in asked)
    assert "  held  " not in kwai(stage)


def test_a_headline_whose_change_was_not_confirmed_is_changed_again(newsroom: Newsroom, folders: Folders) -> None:
    """Twice is the same as once; the note is not posted again."""
    newsroom.open()
    stage = newsroom.stage
    assert stage.bot is not None
    home = Corner(stage, "kwai")
    root = home.kwai("digest")["ts"]
    stage.workspace.wait_for(lambda _: home.heard(root)[3:])
    stage.settle()
    stage.workspace.faults.drop("chat.update", stored=True)
    folders.raise_gmv()
    stage.bot.ask_to_reload()

    def changes() -> int:
        return sum(line.what == "chat.update" for line in stage.workspace.journal)

    def changed_again(_: object) -> bool:
        """Time passes until it is tried again."""
        if changes() == 1:
            stage.clock.move_to(stage.clock.now() + timedelta(seconds=5))
        return changes() == 2 and not stage.waiting()

    stage.workspace.wait_for(changed_again, 40)
    assert "Corrected" in contexts(stage.workspace.messages("kwai")[0])[0]
    assert len(newsroom.notes(home, root)) == 1
    assert len(stage.workspace.messages("kwai")) == 1
