"""Bad input at every door: a clear sentence in the asker's language, nothing broken, nobody called."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.desk import Desk

from .stage import MENTION, Corner, contexts, faults, section, strings

ROOT = Path(__file__).parents[2]
TODAY = date(2025, 11, 28)
HELP, NOT_UNDERSTOOD, NO_SUCH_BOOK = "Ask for a figure", "Not understood: ", "Not in the book: "
FOUND = "More than RMB 300m"


@dataclass(frozen=True)
class Bad:
    """What somebody sends, and how the answer begins."""

    name: str
    said: str
    heard: str
    more: str = ""
    in_slack: str = ""
    """How it begins where Slack escapes what was typed."""


BAD = [
    Bad("empty", "", HELP),
    Bad("only spaces", "   ", HELP),
    Bad("4,000 letters", "x" * 4000, NOT_UNDERSTOOD, "x…"),
    Bad("4,000 letters of words", ("kling happiness " * 250)[:4000], NOT_UNDERSTOOD, "happiness"),
    Bad("4,000 汉字", "幸福" * 2000, "未能理解："),
    Bad("4,000 of a thousand marks", "<&>*_~`" * 571, NOT_UNDERSTOOD),
    Bad("emoji", "🚀🚀", NOT_UNDERSTOOD),
    Bad("emoji by its name", ":rocket:", NOT_UNDERSTOOD),
    Bad("a joined emoji", "👩‍👩‍👧‍👦 🇨🇳", NOT_UNDERSTOOD),
    Bad("right to left", "مرحبا كيف حالك", NOT_UNDERSTOOD),
    Bad("right to left, Hebrew", "כמה הכניסה קלינג", NOT_UNDERSTOOD),
    Bad("turned around", "\u202ekling revenue q3\u202c", FOUND),
    Bad("control characters", "\x00\x07\x1b[31m", NOT_UNDERSTOOD),
    Bad("control characters in a question", "kling\x00\x07 revenue \x1bq3", FOUND),
    Bad("control characters in Chinese", "可灵\x00\x07Q3收入", "超过3亿元"),
    Bad("lone surrogates' place-holders", "\ufffd\ufffe\uffff", NOT_UNDERSTOOD),
    Bad("everybody", "<!channel>", NOT_UNDERSTOOD),
    Bad("everybody, in a question", "kling revenue q3 <!channel>", FOUND, in_slack=NOT_UNDERSTOOD),
    Bad("everybody by name", "@channel @here @everyone", NOT_UNDERSTOOD),
    Bad("everybody, escaped", "&lt;!channel&gt;", NOT_UNDERSTOOD),
    Bad("a person", "<@U0BOB> kling revenue q3", FOUND),
    Bad("a link", "<http://evil.example|kling> happiness", NOT_UNDERSTOOD),
    Bad("markup", "*_~`happiness`~_*", NOT_UNDERSTOOD),
    Bad("a template", "{{ 7 * 7 }} {% include 'x' %}", NOT_UNDERSTOOD),
    Bad("a format", "{0} %s %(x)s kling happiness", NOT_UNDERSTOOD),
    Bad("SQL", "'; DROP TABLE outbox; --", NOT_UNDERSTOOD),
    Bad("no such metric", "kling happiness q3", NOT_UNDERSTOOD, "“happiness” is not a name in the book"),
    Bad("no such metric, 简体", "可灵幸福指数Q3", "未能理解：", "库中没有“幸福指数”这个名称"),
    Bad("no such metric, 繁體", "可靈幸福指數Q3", "未能理解：", "庫中沒有"),
    Bad("no such quarter", "kling revenue 2025Q5", NOT_UNDERSTOOD, "There is no period 2025"),
    Bad("no such quarter, 简体", "可灵2025Q5收入", "未能理解：", "这个期间"),
    Bad("no such quarter, 繁體", "可靈2025Q5收入", "未能理解：", "這個期間"),
    Bad("no such month", "kling revenue 2025-13", NOT_UNDERSTOOD, "There is no period 2025"),
    Bad("future", "kling revenue 2027Q1", NO_SUCH_BOOK, "which had not ended"),
    Bad("future, 简体", "可灵2027Q1收入", "库中没有：", "该期间尚未结束"),
    Bad("future, 繁體", "可靈2027Q1收入", "庫中沒有：", "該期間尚未結束"),
    Bad("a far future", "kling revenue 2099Q4", NO_SUCH_BOOK),
    Bad("a past without figures", "kling revenue 1999Q1", NO_SUCH_BOOK),
]
BY_NAME = pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)


def answer(message: Mapping[str, object]) -> str:
    """The first line of an answer, without its bold."""
    return section(message).removeprefix("*")


@BY_NAME
def test_to_the_desk(desk: Desk, bad: Bad) -> None:
    """Behind every door the reply is a sentence that Slack takes and that calls nobody."""
    (message,) = desk.ask(bad.said, TODAY, asked=("U0ALICE", f"/kwai {bad.said}")).messages
    assert section(message.payload).removeprefix("*").startswith(bad.heard)
    assert bad.more in section(message.payload)
    assert faults(message.payload) == []
    assert not any(control(text) for text in strings(message.payload))


@BY_NAME
def test_through_the_command(corner: Corner, bad: Bad) -> None:
    """Typed after /kwai it is answered in public, with the question shown and harmless."""
    heard = corner.kwai(bad.said)
    assert answer(heard).startswith(bad.in_slack or bad.heard)
    assert bad.more in section(heard)
    head = contexts(heard)[0]
    assert head.startswith(("<@U0ALICE>: /kwai", "<@U0ALICE>：/kwai"))
    rest = head.removeprefix("<@U0ALICE>")
    assert not re.search(r"<[^>]*>", rest.replace("<@U0BOB|bob>", "").replace("<@U0BOB>", ""))
    assert MENTION.search(head) is None
    assert len(head) < 400


@pytest.mark.parametrize("bad", [bad for bad in BAD if bad.said.strip()][::4], ids=lambda bad: bad.name)
def test_to_the_asker_alone(corner: Corner, bad: Bad) -> None:
    """With --private the same sentence comes to the asker alone."""
    heard = corner.kwai_aside(f"--private {bad.said}")
    assert answer(heard).startswith(bad.heard)


def test_in_a_thread(corner: Corner) -> None:
    """Said in the thread of an answer it is left alone or answered, and the next question is about the same."""
    root = corner.kwai("kling revenue q3")["ts"]
    for said in ("🚀🚀", "مرحبا كيف حالك", "<!channel>", "\x00\x07\x1b[31m", "kling revenue 2025Q5"):
        corner.workspace.say(corner.name, said, thread_ts=root, user="bob")
    corner.stage.settle()
    assert section(corner.reply(root, "and qoq?")).startswith("*Cannot tell: both quarters are floors*")


@pytest.mark.parametrize(
    ("said", "echo"),
    [
        ("可靈幸福指數Q3", "“幸福指數”"),
        ("kling Happiness", "“Happiness”"),
        ("مرحبا كيف", "“مرحبا”"),
        ("2025Q5", "2025Q5"),
    ],
)
def test_what_is_not_known_is_said_as_it_was_typed(desk: Desk, said: str, echo: str) -> None:
    """The word that stands in the way is shown as its writer wrote it, in the writer's script."""
    assert echo in section(desk.ask(said, TODAY).messages[0].payload)


def test_in_the_terminal(tmp_path: Path) -> None:
    """`kwai ask` in a conversation says the same sentences, and nothing on the error output."""
    said = "\n\n".join(bad.said for bad in BAD if bad.said.strip())
    done = kwai(["ask", "--today", str(TODAY)], said, tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    shown = done.stdout.decode()
    heads = iter(shown.split("\n"))
    for bad in BAD:
        if bad.said.strip():
            assert any(line.startswith(bad.heard) for line in heads), bad.name


def test_as_records(tmp_path: Path) -> None:
    """`kwai ask --json` has one object for each line, in the language of the line."""
    asked = [bad for bad in BAD if bad.said.strip()]
    done = kwai(["ask", "--json", "--today", str(TODAY)], "\n\n".join(bad.said for bad in asked), tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    turns = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [turn["question"] for turn in turns] == [bad.said for bad in asked]
    for bad, turn in zip(asked, turns, strict=True):
        assert turn["text"] and bad.more in turn["text"].replace("\n", " "), bad.name
        traditional = bad.name.endswith("繁體")
        chinese = bool(re.search("[\u4e00-\u9fff]", bad.said))
        assert turn["language"] == ("zh-Hant" if traditional else "zh-Hans" if chinese else "en"), bad.name


@pytest.mark.parametrize("bad", [bad for bad in BAD if "\x00" not in bad.said][::6], ids=lambda bad: bad.name)
def test_as_an_argument(bad: Bad, tmp_path: Path) -> None:
    """`kwai ask WORDS` says it too; 1 where the question is not clear, 0 where it is."""
    done = kwai(["ask", "--today", str(TODAY), "--", bad.said], "", tmp_path)
    assert done.stderr == b""
    assert any(line.startswith(bad.heard) for line in done.stdout.decode().splitlines()[:2])
    assert done.returncode == (1 if bad.heard in {NOT_UNDERSTOOD, "未能理解："} else 0)


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_bytes_that_are_no_text(options: list[str], tmp_path: Path) -> None:
    """A broken letter in a line ends no conversation, in a plain locale neither."""
    for more in ({}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"LC_ALL": "en_US.UTF-8"}):
        done = kwai(["ask", *options], b"kling\xff\xfe revenue\xf0\n\nkling revenue q3\n", tmp_path, **more)
        assert done.returncode == 0, done.stderr
        assert b"RMB 300m" in done.stdout
        assert b"Traceback" not in done.stderr


def control(text: str) -> bool:
    """Whether a text holds a character that a terminal or a client would obey."""
    return any((ord(letter) < 32 and letter != "\n") or "\u202a" <= letter <= "\u202e" for letter in text)


def kwai(words: list[str], said: str | bytes, folder: Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    """The command line in a process of its own, with a cache of its own."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", **more}
    command = [sys.executable, "-c", "from bot.cli import main; main()", *words]
    given = said.encode("utf-8", "surrogatepass") if isinstance(said, str) else said
    return subprocess.run(command, input=given, capture_output=True, env=environment, timeout=60, check=False)
