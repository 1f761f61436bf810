"""Secrets stay where they were given: a bot that asks, fails and crashes writes none of them down."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.manifest import app_manifest
from bot.workspace import HandClock, Pace, Workspace, open_workspace, small_site
from tests.cli.shell import ENTRY, ROOT

from .signed import Signed

BOT, APP, SIGNING = "xoxb-4711-tell-nobody", "xapp-4712-tell-nobody", "5ec4e7-4713-tell-nobody"
SECRETS = (BOT, APP, SIGNING)
WORD = "zanzibar"
"""Something only in questions: it is no secret, but no log's business either."""


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    site = replace(small_site(app_manifest()), bot_token=BOT, app_token=APP)
    clock = HandClock(datetime(2025, 11, 28, 1, 0, tzinfo=UTC))
    with open_workspace(site, clock, pace=Pace(retries=1, retry_seconds=0.05)) as opened:
        yield opened


def run(home: Path, workspace: Workspace, *words: str, **more: str) -> subprocess.Popen[bytes]:
    settings = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home.parent / "cache"),
        "PYTHONPATH": str(ROOT),
        "SLACK_BOT_TOKEN": BOT,
        "SLACK_APP_TOKEN": APP,
        "SLACK_SIGNING_SECRET": SIGNING,
        "SLACK_API_URL": workspace.api_url,
        "KWAI_OWNER": "C0KWAI",
        "DATABASE_URL": f"sqlite:///{home}/kwai.db",
    }
    command = [sys.executable, "-c", ENTRY, "run", *words]
    return subprocess.Popen(
        command, cwd=home, env=settings | more, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=0
    )


def written(home: Path, log: bytes) -> dict[str, bytes]:
    """Everything the bot left behind, by where."""
    files = {str(path): path.read_bytes() for path in home.rglob("*") if path.is_file()}
    return {"the log": log, **files}


def found(home: Path, log: bytes) -> list[tuple[str, str]]:
    return [(where, one) for where, text in written(home, log).items() for one in SECRETS if one.encode() in text]


def test_asking_failing_and_crashing(workspace: Workspace, tmp_path: Path) -> None:
    """Answered, refused, dropped, broken by a malformed request, and killed in the middle: no secret is left."""
    bot = run(tmp_path, workspace)
    try:
        workspace.wait_for(Workspace.connected, 30)
        assert workspace.command("kwai", f"kling revenue {WORD}").acked
        assert workspace.command("kwai", f"--private kling {WORD}").acked
        workspace.wait_for(lambda ws: ws.messages("kwai") and ws.ephemerals("kwai"))
        workspace.say("kwai", f"<@U0KWAI> {WORD}")
        faults = workspace.faults
        faults.refuse("chat.postMessage", "invalid_auth")
        faults.fail("chat.postMessage", 500)
        faults.drop("chat.postMessage", stored=False)
        faults.fail("response_url", 500)
        for room in ("kwai", "strategy", "random"):
            workspace.command(room, f"kling {WORD}")
        workspace.deliver("slash_commands", {"team_id": "T0TRY", "command": "/kwai", "text": WORD})
        workspace.deliver(
            "events_api", {"team_id": "T0TRY", "event": {"type": "app_mention", "user": "U1", "text": WORD}}
        )
        workspace.deliver(
            "interactive", {"team": {"id": "T0TRY"}, "type": "block_actions", "actions": [{"action_id": "ask_x"}]}
        )
        workspace.disconnect()
        workspace.wait_for(Workspace.connected, 30)
        bot.kill()
        log = bot.communicate(timeout=30)[0]
    finally:
        bot.kill()
    assert found(tmp_path, log) == []
    assert log.count(b"trouble") >= 3 and b"The bot is connected" in log, log.decode()
    assert WORD.encode() not in log, log.decode()
    assert not any(one in str(workspace.messages("kwai")) + workspace.journal.tail(1000) for one in SECRETS)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-4714-tell-nobody"}, ()),
        ({"SLACK_APP_TOKEN": "xapp-4715-tell-nobody"}, ()),
        ({"SLACK_BOT_TOKEN": "xoxb-4716-tell\nnobody"}, ()),
        ({"DATABASE_URL": "postgresql://kwai:4717-tell-nobody@127.0.0.1:1/kwai"}, ()),
        ({"DATABASE_URL": "nonsense://kwai:4718-tell-nobody@/x"}, ()),
        ({"DATABASE_URL": "sqlite:////proc/none/4719"}, ("--http", "--listen", "0")),
    ],
)
def test_refused_at_the_start(
    workspace: Workspace, tmp_path: Path, wrong: dict[str, str], words: tuple[str, ...]
) -> None:
    """A token, a password or a database that will not do is told without being shown."""
    bot = run(tmp_path, workspace, *words, **wrong)
    try:
        log = bot.communicate(timeout=30)[0]
    finally:
        bot.kill()
    assert bot.returncode == 2, log.decode()
    assert found(tmp_path, log) == [] and b"nobody" not in log, log.decode()


def test_over_http(workspace: Workspace, tmp_path: Path) -> None:
    """Forged requests and good ones leave neither the signing secret nor a word of theirs in the log."""
    bot = run(tmp_path, workspace, "--http", "--listen", str(port := free_port()))
    slack = Signed(f"http://127.0.0.1:{port}", workspace)
    try:
        workspace.wait_for(lambda _: listening(slack), 30)
        assert slack.post(slack.command(f"kling revenue q3 {WORD}"), secret=SIGNING).status == 200
        assert slack.post(slack.command(WORD), secret="guessed").status == 401
        assert slack.post(WORD, secret=SIGNING).status == 200
        assert slack.post("{" + WORD, secret=SIGNING).status == 401
        workspace.wait_for(lambda ws: ws.messages("kwai"))
        bot.send_signal(signal.SIGTERM)
        log = bot.communicate(timeout=30)[0]
    finally:
        bot.kill()
    assert bot.returncode == 0, log.decode()
    assert found(tmp_path, log) == []
    assert WORD.encode() not in log, log.decode()


def listening(slack: Signed) -> bool:
    try:
        return slack.ask("/health").status == 200
    except OSError:
        return False


def free_port() -> int:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
