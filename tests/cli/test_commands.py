"""The commands as a person uses them: what they print, and how they end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.workspace import HandClock, Site, open_workspace

from .shell import Shell

TODAY = ("--today", "2025-11-28")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["ask", "kling revenue q3"], 0),
        (["ask", "kling", "revenue", "q3"], 0),
        (["ask", "kling profit"], 0),
        (["ask", "kling happiness"], 1),
        (["check"], 0),
        (["facts"], 0),
        (["digest", "2025Q3", "--preview", "terminal"], 0),
        (["digest", "2023Q1"], 1),
        (["deliveries"], 0),
        (["--help"], 0),
        (["--version"], 0),
        (["ask", "--lang", "fr", "kling"], 2),
        (["ask", "--today", "yesterday", "kling"], 2),
        (["digest", "--preview", "paper"], 2),
        (["nonsense"], 2),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else str(each),
)
def test_exit_codes(shell: Shell, words: list[str], code: int) -> None:
    """0 fine, 1 the book or the question has problems, 2 wrong use; never a traceback."""
    done = shell.kwai(*words)
    assert done.code == code, done
    assert "Traceback" not in done.err
    assert done.out or done.err


def test_ask(shell: Shell) -> None:
    """4.2 of voice.md in a terminal."""
    done = shell.kwai("ask", *TODAY, "kling revenue q3")
    assert done.lines == [
        "Kling · revenue · 2025Q3 (newest Q3 in the book)",
        "More than RMB 300m",
        "A floor: no exact figure is in the book",
        "Kuaishou, quoted by 懂財帝 · press · Nov 2025 · 1 more agrees",
        done.lines[-1],
    ]
    assert done.lines[-1].startswith("[Source]")


def test_conversation(shell: Shell) -> None:
    """`kwai ask` alone reads lines: follow-ups lean on what was said, an empty line begins anew, the end ends it."""
    done = shell.kwai("ask", *TODAY, said="kling revenue q3\nand qoq?\nthanks\n同比呢\n\nand yoy?\n")
    assert (done.code, done.err) == (0, "")
    first, second, third, fourth = done.out.strip().split("\n\n")
    assert "More than RMB 300m" in first
    assert "Cannot tell: both quarters are floors" in second
    assert "2024Q3" in third
    assert "Whose?" in fourth


def test_digest_in_the_terminal(shell: Shell) -> None:
    """The headline, then the four parts."""
    done = shell.kwai("digest", "2025Q3", "--preview", "terminal", *TODAY)
    for piece in ("Kuaishou and Kling, 2025Q3", "raised to US$140m", "1/4", "2/4", "3/4", "4/4", "14.8 pp"):
        assert piece in done.out, piece
    assert shell.kwai("digest", *TODAY).out == done.out
    chinese = shell.kwai("digest", "2025Q3", "--lang", "zh-Hans", *TODAY).out
    assert "2025年指引上调至1.4亿美元" in chinese


def test_a_digest_by_its_name_and_period(shell: Shell) -> None:
    """Either may be left out; what is no digest, or no period it could be for, is a sentence and 2."""
    named = shell.kwai("digest", "users", "2025q3", *TODAY)
    assert named.code == 0 and "more than 270m behind Douyin" in named.out and "5/5" in named.out
    assert shell.kwai("digest", "users", *TODAY).out == named.out == shell.kwai("digest", "用户", *TODAY).out
    for words, sentence in (
        (("banana",), "There is no digest 'banana'; there are: quarterly (Kuaishou and Kling); users ("),
        (("users", "2025"), "'2025' is no quarter that users could be for"),
        (("users", "soon"), "'soon' is no quarter that users could be for"),
    ):
        wrong = shell.kwai("digest", *words, *TODAY)
        assert (wrong.code, wrong.out) == (2, "") and sentence in wrong.err
    none = shell.kwai("digest", "2024Q1", *TODAY)
    assert (none.code, none.out) == (1, "") and "Newest edition: 2025Q3" in none.err


def test_a_digest_as_a_page(shell: Shell, tmp_path: Path) -> None:
    """One file with everything in it: chart, tables, style, and nothing fetched."""
    page = tmp_path / "digest.html"
    done = shell.kwai("digest", "2025Q3", "--lang", "zh-Hant", "--preview", "html", "--output", str(page), *TODAY)
    assert (done.code, done.out) == (0, "")
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>") and '<html lang="zh-Hant">' in text
    for piece in ("快手與可靈，2025Q3", "1/4", "4/4", "<svg", "<caption", "超過3億元"):
        assert piece in text, piece
    assert re.findall(r'(?:src|href)=|url\((?!"data:)|@import|unsupported:', text) == []


BOT, APP = {"SLACK_BOT_TOKEN": "xoxb-1"}, {"SLACK_APP_TOKEN": "xapp-1"}


@pytest.mark.parametrize(
    ("settings", "missing"),
    [
        ({}, ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]),
        (BOT, ["SLACK_APP_TOKEN"]),
        (APP, ["SLACK_BOT_TOKEN"]),
        ({**BOT, "SLACK_APP_TOKEN": ""}, ["SLACK_APP_TOKEN"]),
    ],
)
def test_run_without_a_token(shell: Shell, settings: dict[str, str], missing: list[str]) -> None:
    """It says which is missing, what it is for and where to get it, and ends with 2."""
    done = shell.kwai("run", **settings)
    assert done.code == 2
    said = done.err.strip().splitlines()
    assert [line.split()[0] for line in said] == missing
    for line in said:
        assert "is not set" in line and "the app's settings under" in line
        assert ("xoxb-" if "BOT" in line else "xapp-") in line
    assert not any(secret in done.err for secret in settings.values() if secret)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "Slack refuses the token (invalid_auth)"),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, "Slack refuses the token (invalid_auth)"),
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL names mysql, which kwai does not know"),
        ({"DATABASE_URL": "sqlite:////proc/none/kwai.db"}, "cannot be made"),
    ],
)
def test_run_with_a_setting_that_will_not_do(
    shell: Shell, site: Site, clock: HandClock, settings: dict[str, str], sentence: str
) -> None:
    """A wrong token or database is said in a sentence, and ends with 2."""
    with open_workspace(site, clock) as workspace:
        good = {
            "SLACK_BOT_TOKEN": workspace.bot_token,
            "SLACK_APP_TOKEN": workspace.app_token,
            "SLACK_API_URL": workspace.api_url,
        }
        done = shell.kwai("run", **{**good, **settings})
    assert done.code == 2
    assert sentence in done.err
    assert "Traceback" not in done.err
    assert "xoxb-wrong" not in done.err and "xapp-wrong" not in done.err


def test_deliveries_without_any(shell: Shell, tmp_path: Path) -> None:
    """A new database says so."""
    assert (
        shell.kwai("deliveries", DATABASE_URL=f"sqlite:///{tmp_path}/new.db").out
        == "Nothing was to be delivered so far.\n"
    )


def test_deliveries_of_no_database(shell: Shell) -> None:
    """A database that cannot be opened is a sentence and 2."""
    done = shell.kwai("deliveries", DATABASE_URL="sqlite:////proc/none/kwai.db")
    assert done.code == 2 and done.out == "" and "Nothing was changed" in done.err
