"""`kwai doctor`: a line for each thing between the settings and an answer, what to do where one is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app.checkup.blocks import check_blocks
from bot.app.checkup.finding import Finding
from bot.app.checkup.slack import check_slack
from bot.app.connection import Connection
from bot.manifest import app_manifest, scopes_of
from bot.workspace import HandClock, Site, Workspace, open_workspace
from tests.deliver.wire import Reply, Server, answers

from .shell import Shell


@pytest.fixture
def slack(site: Site, clock: HandClock) -> Iterator[Workspace]:
    with open_workspace(site, clock) as workspace:
        yield workspace


@pytest.fixture
def good(slack: Workspace, tmp_path: Path) -> dict[str, str]:
    """Settings with which everything works."""
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": f"sqlite:///{tmp_path}/kwai.db",
        "NO_PROXY": "*",
    }


def found(out: str) -> dict[str, str]:
    """What was found, by what was checked."""
    return {line[13:].partition(":")[0]: line[:13].strip() for line in out.splitlines()[:-1]}


def test_all_is_well(shell: Shell, good: dict[str, str]) -> None:
    """Each line is ok or says that it could not be checked; nothing is made, posted or connected."""
    done = shell.kwai("doctor", **good)
    assert (done.code, done.err) == (0, "")
    state = found(done.out)
    assert {what for what, mark in state.items() if mark == "not checked"} == {"blocks"}
    assert {what for what, mark in state.items() if mark == "ok"} == {
        *("book", "reachability", "clock", "templates", "owner", "database"),
        *("app token", "bot token", "scopes", "socket", "digest channel"),
    }
    assert done.lines[-1] == "Nothing to mend, 1 could not be checked."
    assert not any(secret in done.out for secret in (good["SLACK_BOT_TOKEN"], good["SLACK_APP_TOKEN"]))
    assert not Path(good["DATABASE_URL"].removeprefix("sqlite:///")).exists()


@pytest.mark.parametrize(
    ("settings", "words", "sentence"),
    [
        ({"SLACK_BOT_TOKEN": ""}, [], "SLACK_BOT_TOKEN is not set"),
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, [], "bot token: Slack refuses it (invalid_auth)"),
        ({"SLACK_BOT_TOKEN": "xapp-kwai-try"}, [], "bot token: it does not begin with xoxb-"),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, [], "app token: Slack opens no connection with it (invalid_auth)"),
        ({}, ["--http"], "SLACK_SIGNING_SECRET is not set"),
        ({"SLACK_API_URL": "http://127.0.0.1:9/api/"}, [], "reachability: 127.0.0.1 cannot be reached"),
        ({"DATABASE_URL": "mysql://kwai:secret@h/x"}, [], "DATABASE_URL names mysql"),
        ({"DATABASE_URL": "sqlite:////etc/hostname/kwai.db"}, [], "cannot be written"),
    ],
)
def test_what_is_wrong_is_said(
    shell: Shell, good: dict[str, str], settings: dict[str, str], words: list[str], sentence: str
) -> None:
    """With what to do, and 1; the other checks go on."""
    done = shell.kwai("doctor", *words, **{**good, **settings})
    assert done.code == 1 and "Traceback" not in done.err
    lines = [line for line in done.lines if sentence in line]
    assert lines and lines[0].startswith("PROBLEM"), done.out
    assert any(line.startswith("ok ") for line in done.lines)
    assert "secret@" not in done.out


def test_a_broken_book_and_broken_words(shell: Shell, good: dict[str, str], book: Path) -> None:
    """A book with problems is one line, with where the first is."""
    (book / "metrics.yaml").write_text("metrics: [", encoding="utf-8")
    done = shell.kwai("doctor", "--config", str(book), **good)
    assert done.code == 1
    assert any(
        line.startswith("PROBLEM      book and templates: ") and "metrics.yaml:" in line for line in done.lines
    ), done.out


def test_a_digest_channel_without_the_bot(shell: Shell, good: dict[str, str], slack: Workspace) -> None:
    """The plan goes to a channel the bot was taken out of."""
    slack.remove("kwai")
    done = shell.kwai("doctor", **good)
    assert done.code == 1 and "digest channel: the bot is not in kwai; invite it there" in done.out


@pytest.fixture
def wire() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


def answer(scopes: str | None = None) -> Reply:
    """One answer of Slack's, with what it names beside it."""
    named = {"X_OAuth_Scopes": scopes} if scopes is not None else {}
    body = {"ok": True, "user": "kwai", "team": "T", "team_id": "T1", "user_id": "U0", "bot_id": "B0"}
    return answers(200, json.dumps(body), Content_Type="application/json", **named)


def checked(wire: Server, *replies: Reply) -> dict[str, Finding]:
    wire.replies[:] = replies
    return {each.what: each for each in check_slack(f"{wire.url}/", "xoxb-1", None, (), lambda: datetime.now(UTC))}


SCOPES = sorted(scopes_of(app_manifest()))
LESS = sorted(scopes_of(app_manifest(minimal=True)))


@pytest.mark.parametrize(
    ("held", "state", "words"),
    [
        (SCOPES, "ok", "those of the manifest"),
        (LESS, "ok", "those of kwai manifest --minimal"),
        ([*SCOPES, "admin"], "ok", "more than it needs: admin"),
        ([scope for scope in SCOPES if scope != "chat:write"], "problem", "chat:write missing"),
        ([scope for scope in LESS if scope != "im:history"], "problem", "channels:history, groups:history, im:history"),
        (None, "unknown", "does not name them"),
    ],
)
def test_scopes(wire: Server, held: list[str] | None, state: str, words: str) -> None:
    """What Slack names beside its answer, against the manifest."""
    scopes = None if held is None else ",".join(held)
    finding = checked(wire, answer(), answer(scopes))["scopes"]
    assert finding.state == state and words in finding.said


@pytest.mark.parametrize(
    ("ahead", "state", "words"),
    [
        (0, "ok", "agrees"),
        (-20, "ok", "agrees"),
        (90, "problem", "s ahead of Slack"),
        (-400, "problem", "s behind Slack"),
    ],
)
def test_the_clock(wire: Server, ahead: int, state: str, words: str) -> None:
    """Against the date of Slack's own answer, which is of this moment."""
    wire.replies[:] = [answer(), answer()]
    skewed = datetime.now(UTC) + timedelta(seconds=ahead)
    found = {each.what: each for each in check_slack(f"{wire.url}/", "xoxb-1", None, (), lambda: skewed)}
    assert found["clock"].state == state and words in found["clock"].said


@pytest.mark.parametrize(("scopes", "along"), [(SCOPES, True), (LESS, False)])
def test_the_bot_learns_whether_it_reads_along(wire: Server, scopes: list[str], along: bool) -> None:
    """From the same line of Slack's answer, when it starts."""
    from slack_sdk import WebClient

    wire.replies[:] = [answer(",".join(scopes))]
    identity = Connection(WebClient("xoxb-1", base_url=f"{wire.url}/", retry_handlers=[]), None).identify()
    assert identity is not None and identity.reads_along is along


def refuses(error: str, **more: object) -> Reply:
    return answers(200, json.dumps({"ok": False, "error": error, **more}), Content_Type="application/json")


PAYLOADS = [{"text": f"m{number}", "blocks": [{"type": "divider"}]} for number in range(3)]
WRONG = [{"pointer": "/blocks/0", "code": "x", "message": "is strange"}]


@pytest.mark.parametrize(
    ("replies", "state", "words"),
    [
        ([answer, answer, answer], "ok", "all 3 messages"),
        (
            [answer, lambda: refuses("ratelimited")],
            "unknown",
            "1 of 3 messages were validated, then Slack said ratelimited",
        ),
        ([answer, lambda: refuses("invalid_blocks", errors=WRONG)], "problem", "invalid_blocks /blocks/0 is strange"),
        ([lambda: answers(502, "<html>")], "unknown", "0 of 3"),
    ],
)
def test_blocks_validate(wire: Server, replies: list[Callable[[], Reply]], state: str, words: str) -> None:
    """A sample of what the bot says, each message's blocks shown to Slack once."""
    wire.replies[:] = [reply() for reply in replies]
    (finding,) = check_blocks(f"{wire.url}/", "xoxb-1", PAYLOADS)
    assert finding.state == state and words in finding.said, finding
    assert {path for path, _ in wire.asked} == {"/blocks.validate"}
    assert json.loads(json.dumps(wire.asked[0][1]["blocks"])) in ([{"type": "divider"}], '[{"type": "divider"}]')
