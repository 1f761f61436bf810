"""`kwai manifest`, and the hooks of the Slack CLI, run as that program runs them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.manifest import app_manifest
from bot.workspace import HandClock, Site, Workspace, open_workspace

from .shell import ROOT, Shell

HOOKS = json.loads((ROOT / ".slack" / "hooks.json").read_text(encoding="utf-8"))["hooks"]


@pytest.mark.parametrize(
    ("words", "manifest"),
    [
        ([], app_manifest()),
        (["--minimal"], app_manifest(minimal=True)),
        (["--http", "https://kwai.example"], app_manifest(http="https://kwai.example")),
        (["--minimal", "--http", "https://k.example/in"], app_manifest(minimal=True, http="https://k.example/in")),
    ],
)
def test_it_is_written_to_standard_output(shell: Shell, words: list[str], manifest: dict[str, object]) -> None:
    """Alone, so that it can be put into a file."""
    done = shell.inside("manifest", *words)
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out) == manifest


def test_another_book_suggests_its_own_questions(shell: Shell) -> None:
    """Title, prompts and hint are the book's; nothing of the one that comes with the bot is left."""
    done = shell.inside("manifest", "--config", str(ROOT / "tests" / "bakery"))
    assert (done.code, done.err) == (0, "")
    features = json.loads(done.out)["features"]
    prompts = [prompt["message"] for prompt in features["agent_view"]["suggested_prompts"]]
    assert prompts == ["oatfield takings q3", "oatfield vs brick oven", "prices", "麦田Q3营业额"]
    assert features["slash_commands"][0]["usage_hint"] == "oatfield takings q3"
    assert "Sourced figures on Oatfield Bakery" in done.out
    assert "kling" not in done.out.casefold() and "kuaishou" not in done.out.casefold()


def test_an_address_that_slack_does_not_take(shell: Shell) -> None:
    """Slack speaks https only."""
    done = shell.inside("manifest", "--http", "http://kwai.example")
    assert done.code == 2 and "https://" in done.err and done.out == ""


def hook(name: str, home: Path, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """A hook in a shell at the project's root, with the CLI's arguments after it.

    Source: slack-cli internal/hooks/shell.go and hooks.go; the environment is the CLI's own.
    """
    command = HOOKS[name].replace(".venv/bin/", f"{Path(sys.executable).parent}/")
    return subprocess.Popen(
        ["sh", "-c", f"exec {command} {' '.join(arguments)}"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(home), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_get_manifest(tmp_path: Path) -> None:
    """It ends with 0 and says nothing but the manifest, which the CLI reads as JSON."""
    asked = hook("get-manifest", tmp_path, f"--source={ROOT}", DENO_AUTH_TOKENS="")
    out, err = asked.communicate(timeout=60)
    assert (asked.returncode, err) == (0, b"")
    assert json.loads(out) == app_manifest()


def test_start(tmp_path: Path, site: Site, clock: HandClock) -> None:
    """With the two tokens the CLI gives it, and no other setting, the bot connects and answers; Ctrl-C ends it."""
    with open_workspace(site, clock) as workspace:
        tokens = {"SLACK_CLI_XOXB": workspace.bot_token, "SLACK_CLI_XAPP": workspace.app_token}
        started = hook("start", tmp_path, SLACK_API_URL=workspace.api_url, **tokens)
        try:
            workspace.wait_for(Workspace.connected, 30)
            assert workspace.command("kwai", "kling revenue q3").acked
            workspace.wait_for(lambda ws: ws.messages("kwai"))
            started.send_signal(signal.SIGINT)
            _, err = started.communicate(timeout=30)
        finally:
            started.kill()
    assert started.returncode == 0, err.decode()
