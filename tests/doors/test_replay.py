"""Replaying: what was said stays what it was, through a changed book, a backup and a restore."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.place import place_of

from .folders import gmv
from .stage import Corner, Message, Stage, Starter, section

Kwai = Callable[..., Result]
Q3 = "dongcaidi-kling-revenue-2025q3"


def kwai_on(stage: Stage, home: Path) -> Kwai:
    """The command line beside the running bot."""

    def run(*words: str, **settings: str) -> Result:
        named = {
            "DATABASE_URL": f"sqlite:///{stage.database}",
            "HOME": str(home),
            "XDG_CACHE_HOME": str(home / "cache"),
        }
        done = CliRunner(env={**named, **settings}).invoke(main, words)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    return run


def replayed(kwai: Kwai, message: Message, channel: str, *words: str) -> dict[str, Any]:
    link = f"https://acme.slack.com/archives/{channel}/p{message['ts'].replace('.', '')}"
    done = kwai("replay", link, "--json", "--today", "2025-11-28", *words)
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.output)
    return found


def test_an_answer_replays_to_the_same_bytes(start: Starter, tmp_path: Path) -> None:
    """By link and by reference: reading, facts, bytes; and today's answer is the same."""
    questions = ("kling revenue q3", "可靈Q3收入", "ks profit q3", "zebras", "pricing")
    stage = start(rooms=len(questions))
    kwai = kwai_on(stage, tmp_path)
    asked = [(corner, corner.kwai(words)) for words, corner in ((words, stage.corner()) for words in questions)]
    first, root = asked[0]
    asked.append((first, first.reply(root["ts"], "and qoq?")))
    stage.settle()
    for corner, message in asked:
        kept = replayed(kwai, message, corner.id)
        assert kept["same"], message["text"]
        assert json.loads(kept["sent"])["text"] == message["text"]
        assert kept["sent"] == kept["today"]
        assert kwai("replay", kept["reference"], "--bytes").output == kept["sent"]
        assert all(fact["version"] == fact["version_today"] for fact in kept["facts"])
    assert replayed(kwai, root, first.id)["facts"][0]["fact"] == Q3
    words = kwai("replay", "0001", "--today", "2025-11-28").output
    for piece in (
        "value · kling · revenue · Q3 · en",
        f"{Q3}  ",
        "2025Q3 more than RMB 300m; as today",
        "byte for byte",
    ):
        assert piece in words, piece
    listed = kwai("replay").output.splitlines()
    assert [line[:4] for line in listed] == ["0006", "0005", "0004", "0003", "0002", "0001"]
    assert "qoq · kling · revenue" in listed[0]


def test_every_part_of_a_digest_replays(start: Starter, tmp_path: Path) -> None:
    """The one that came by itself: headline and parts, each by its own reference."""
    stage = start()
    assert stage.bot is not None
    due = stage.bot.next_digest()
    assert due is not None
    stage.clock.move_to(due)
    kwai, home = kwai_on(stage, tmp_path), Corner(stage, "kwai")
    headline = home.first()
    assert replayed(kwai, headline, home.id)["reading"]["planned"]
    for number in range(1, 6):
        words = kwai("replay", f"{number:04X}").output
        assert "digest quarterly · digest · 2025Q3 · en" in words and "byte for byte" in words


def test_a_changed_book_is_seen_in_the_replay(start: Starter, tmp_path: Path) -> None:
    """The stored answer stays; what differs today, and which fact, is shown."""
    stage = start()
    kwai, strategy = kwai_on(stage, tmp_path), Corner(stage, "strategy")
    message = strategy.kwai("kuaishou gmv 2025q3")
    book = Path(shutil.copytree(place_of("config"), tmp_path / "book"))
    path = book / "facts" / "dongcaidi-kling-1bn.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(gmv("3,850"), gmv("3,580")), encoding="utf-8")
    kept = replayed(kwai, message, strategy.id, "--config", str(book))
    assert not kept["same"]
    assert json.loads(kept["sent"])["text"] == message["text"]
    changed = [fact["fact"] for fact in kept["facts"] if fact["version"] != fact["version_today"]]
    assert changed == ["dongcaidi-kuaishou-gmv-2025q3"]
    words = kwai("replay", kept["reference"], "--config", str(book)).output
    assert "2025Q3 RMB 385.0bn; today 2025Q3 RMB 358.0bn" in words
    assert "-RMB 385.0bn" in words and "+RMB 358.0bn" in words


def test_a_private_answer_is_replayed_by_its_reference(start: Starter, tmp_path: Path) -> None:
    stage = start()
    kwai, strategy = kwai_on(stage, tmp_path), Corner(stage, "strategy")
    heard = strategy.kwai_aside("kling revenue q3 --private")
    stage.workspace.wait_for(lambda _: "Nothing" not in kwai("replay").output)
    reference = kwai("replay").output.split()[0]
    assert "answered privately" in kwai("replay", reference).output
    assert json.loads(kwai("replay", reference, "--bytes").output)["text"] == heard["text"]


@pytest.mark.parametrize(
    ("name", "code", "sentence"),
    [
        ("zebra", 2, "is no reference (like 00A3) and no link"),
        ("00FF", 1, "No record of 00FF"),
        ("https://acme.slack.com/archives/C0KWAI/p1763712345000100", 1, "No record of https://"),
        ("http://127.0.0.1:5000/?channel=C0KWAI&thread=1763712345.000100", 1, "No record of"),
    ],
)
def test_what_cannot_be_replayed(start: Starter, tmp_path: Path, name: str, code: int, sentence: str) -> None:
    done = kwai_on(start(connected=False), tmp_path)("replay", name)
    assert (done.exit_code, sentence in done.stderr) == (code, True), done.output


def test_backup_and_restore_under_a_running_bot(start: Starter, tmp_path: Path) -> None:
    """The bot answers on; what is restored replays as before, and its thread goes on."""
    stage = start()
    kwai, strategy = kwai_on(stage, tmp_path), Corner(stage, "strategy")
    first = strategy.kwai("kling revenue q3")
    file = tmp_path / "backup.db"
    assert kwai("backup", str(file)).output == f"1 messages in {file}.\n"
    before = replayed(kwai, first, strategy.id)
    second = strategy.kwai("gmv gap")
    done = kwai("restore", str(file))
    assert (done.exit_code, done.output) == (0, f"1 messages and 0 deliveries are back from {file}.\n")
    assert replayed(kwai, first, strategy.id) == before
    assert kwai("replay", f"https://x.slack.com/archives/{strategy.id}/p{second['ts'].replace('.', '')}").exit_code == 1
    assert section(strategy.reply(first["ts"], "and qoq?")).startswith("*Cannot tell: both quarters are floors*")
    assert section(strategy.kwai("gmv gap")).startswith("*Kuaishou is 14.8 pp")
    stage.settle()
    assert len([m for m in stage.workspace.messages("strategy") if m.get("bot_id")]) == 3
    assert kwai("restore", str(tmp_path / "none.db")).exit_code == 2


def test_pruning_forgets_what_is_old_and_says_so(start: Starter, tmp_path: Path) -> None:
    """By the setting and by the day; the bot does it by itself, once a day."""
    stage = start()
    kwai, strategy = kwai_on(stage, tmp_path), Corner(stage, "strategy")
    message = strategy.kwai("kling revenue q3")
    assert kwai("prune", "--older-than", "36500").output.startswith("0 messages from before ")
    assert kwai("prune", KWAI_KEEP_DAYS="none").exit_code == 2
    assert "as today" in kwai("replay", "0001").output
    stage.clock.move_to(stage.clock.now() + timedelta(days=401))
    stage.workspace.wait_for(lambda _: "older than what is kept" in kwai("replay", "0001").stderr)
    assert section(strategy.reply(message["ts"], "and qoq?")).startswith("*Cannot tell"), "the thread is still known"


def test_a_backup_of_nothing(tmp_path: Path) -> None:
    done = CliRunner(env={"DATABASE_URL": f"sqlite:///{tmp_path}/none.db"}).invoke(main, ["backup", f"{tmp_path}/b.db"])
    assert (done.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert "There is no database" in done.stderr


def test_postgresql_has_its_own_tools(tmp_path: Path) -> None:
    env = {"DATABASE_URL": "postgresql://kwai:secret@127.0.0.1:1/kwai"}
    done = CliRunner(env=env).invoke(main, ["backup", f"{tmp_path}/b.db"])
    assert done.exit_code == 2 and "pg_dump" in done.stderr and "secret" not in done.stderr
