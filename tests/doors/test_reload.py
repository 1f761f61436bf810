"""A changed book or template: noticed while the bot runs, in use at once where it is clean, told where it is not."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app.shelf import Shelf, open_desk
from bot.place import place_of

from .folders import TODAY, Folders
from .stage import Corner, Stage, Starter, section

ROOT = Path(__file__).parents[2]
OWNER = "C0STRATEGY"


class Owner:
    def __init__(self) -> None:
        self.heard: list[str] = []

    def __call__(self, sentence: str) -> None:
        self.heard.append(sentence)


@pytest.fixture
def owner() -> Owner:
    return Owner()


@pytest.fixture
def shelf(folders: Folders, owner: Owner) -> Shelf:
    desk = open_desk(folders.source, TODAY)
    assert not isinstance(desk, tuple), desk
    return Shelf(desk, folders.source, lambda: TODAY, owner)


def gmv(shelf: Shelf) -> str:
    return shelf.desk.ask("kuaishou gmv 2025q3", TODAY).messages[0].plain


def test_a_changed_book_is_read_when_nothing_more_changes(shelf: Shelf, folders: Folders, owner: Owner) -> None:
    """Not in the midst of saving; and once."""
    assert not shelf.look()
    before = shelf.desk
    folders.raise_gmv()
    assert not shelf.look(), "it may still be being saved"
    assert shelf.look()
    assert shelf.desk is not before
    assert "RMB 395.0bn" in gmv(shelf)
    assert not shelf.look() and not shelf.look()
    assert owner.heard == []


def test_a_file_that_was_only_touched_changes_nothing(shelf: Shelf, folders: Folders) -> None:
    before = shelf.desk
    (folders.source.book / "metrics.yaml").touch()
    assert not any(shelf.look() for _ in range(3))
    shelf.ask()
    assert not shelf.look()
    assert shelf.desk is before


def test_when_asked_it_looks_at_once(shelf: Shelf, folders: Folders) -> None:
    folders.raise_gmv()
    shelf.ask()
    assert shelf.look()
    assert "RMB 395.0bn" in gmv(shelf)


def test_a_book_with_problems_never_replaces_a_clean_one(shelf: Shelf, folders: Folders, owner: Owner) -> None:
    """The owner hears of it once a change, with the first problems; and when it is clean again."""
    before = shelf.desk
    folders.break_book()
    assert not any(shelf.look() for _ in range(4))
    shelf.ask()
    assert not shelf.look()
    assert shelf.desk is before
    (told,) = owner.heard
    assert told.startswith("The changed book has 1 problem. The last good one is in use.\n")
    assert re.search(r"facts/dongcaidi-kling-1bn\.yaml:\d+: ", told)
    for metric in ("gmv", "revenue", "users"):
        folders.edit("metrics.yaml", f"\n  {metric}:\n", f"\n  {metric}: wrong\n  {metric}_too:\n")
    assert not any(shelf.look() for _ in range(4))
    assert (len(owner.heard) == 2 and "`kwai check` lists" in owner.heard[1]) or "problem" in owner.heard[1]
    shutil.copytree(place_of("config"), folders.source.book, dirs_exist_ok=True)
    assert not any(shelf.look() for _ in range(3)), "it is what it was"
    assert owner.heard[2:] == ["The book is clean again, and in use."]


def test_a_plan_that_cannot_be_kept_is_a_problem(shelf: Shelf, folders: Folders, owner: Owner) -> None:
    folders.edit("digests.yaml", "0 9 5 apr,jun,sep,dec *", "0 9 * * 1")
    assert not any(shelf.look() for _ in range(3))
    assert "digests.yaml:1: the plan quarterly-kwai cannot be kept: " in owner.heard[0]


def test_a_template_with_a_mistake_leaves_the_last_good_one(shelf: Shelf, folders: Folders, owner: Owner) -> None:
    """Named with file and line; the book that changed beside it is in use all the same."""
    folders.edit("en/value.j2", "{{ caveats(a) }}", "{{ caveats(a }}")
    folders.raise_gmv()
    shelf.look()
    assert shelf.look()
    assert "RMB 395.0bn" in gmv(shelf)
    (told,) = owner.heard
    lines = (folders.source.templates / "en" / "value.j2").read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines, start=1) if "{{ caveats(a }}" in line)
    assert f"{folders.source.templates}/en/value.j2:{at}: The template cannot be read: " in told
    assert told.startswith("The changed templates have 1 problem. The last good ones are in use.\n")
    folders.edit("en/value.j2", "{{ caveats(a }}", "Mended. {{ caveats(a) }}")
    shelf.look()
    assert shelf.look()
    assert owner.heard[1:] == ["The templates are clean again, and in use."]
    message = shelf.desk.ask("kuaishou gmv 2025q3", TODAY).messages[0]
    assert "Mended." in section(message.payload)


def test_a_book_that_will_not_do_is_not_started_on(folders: Folders) -> None:
    folders.break_book()
    found = open_desk(folders.source, TODAY)
    assert isinstance(found, tuple) and found[0].file.endswith("dongcaidi-kling-1bn.yaml")
    folders.mend_book()
    (folders.source.templates / "zh" / "help.j2").write_text(
        "{% block body %}{{ nobody }}{% endblock %}", encoding="utf-8"
    )
    found = open_desk(folders.source, TODAY)
    assert isinstance(found, tuple) and str(found[0]).endswith(
        "help.j2:1: The template cannot be said: 'nobody' is undefined."
    )


def test_a_running_bot_answers_from_the_new_book(start: Starter, folders: Folders) -> None:
    """The same thread, before and after; a broken book in between is told to the owner and not heard by others."""
    stage = start(connected=False)
    desk = open_desk(folders.source, TODAY)
    assert not isinstance(desk, tuple)
    stage.start(desk=desk, source=folders.source, owner=OWNER)
    kwai = Corner(stage, "kwai")
    root = kwai.kwai("kuaishou gmv 2025q3")["ts"]
    folders.raise_gmv()
    (corrected,) = stage.workspace.wait_for(lambda _: kwai.heard(root), 30)
    assert section(corrected).startswith("*Correction.* Kuaishou e-commerce GMV, 2025Q3: was RMB 385.0bn")
    assert section(kwai.reply(root, "gmv 2025q3")).startswith("*RMB 395.0bn*")
    folders.lower_gmv()
    folders.break_book()
    told = stage.workspace.wait_for(lambda ws: [m for m in ws.messages("strategy") if m.get("bot_id")], 30)
    assert told[0]["text"].startswith("The changed book has 1 problem. The last good one is in use.")
    assert section(kwai.reply(root, "gmv 2025q3")).startswith("*RMB 395.0bn*")


def test_changed_plans_are_planned(start: Starter, folders: Folders) -> None:
    stage = start(connected=False)
    desk = open_desk(folders.source, TODAY)
    assert not isinstance(desk, tuple)
    bot = stage.start(desk=desk, source=folders.source)
    before = bot.next_digest()
    folders.edit("digests.yaml", "0 9 5 apr,jun,sep,dec *", "0 9 4 apr,jun,sep,dec *")
    bot.ask_to_reload()
    stage.workspace.wait_for(lambda _: bot.next_digest() != before, 30)


@pytest.fixture
def process(start: Starter, folders: Folders, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], Stage]]:
    """`kwai run` as a process of its own."""
    stage = start(connected=False)
    settings = {
        **{name: os.environ[name] for name in ("PATH",)},
        "HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "SLACK_BOT_TOKEN": stage.workspace.bot_token,
        "SLACK_APP_TOKEN": stage.workspace.app_token,
        "SLACK_API_URL": stage.workspace.api_url,
        "DATABASE_URL": f"sqlite:///{tmp_path}/run.db",
        "KWAI_OWNER": OWNER,
    }
    code = "from bot.cli import main; main(['run'])"
    settings["KWAI_BOOK"] = str(folders.source.book)
    running = subprocess.Popen([sys.executable, "-c", code], env=settings, stderr=subprocess.DEVNULL)
    try:
        yield running, stage
    finally:
        if running.poll() is None:
            running.kill()
        running.wait()


def test_sighup_in_a_real_process(process: tuple[subprocess.Popen[bytes], Stage], folders: Folders) -> None:
    """A book that was changed is in use after SIGHUP; a broken one is told; the process goes on, and stops as asked."""
    running, stage = process
    stage.workspace.wait_for(lambda ws: ws.connected(), 60)

    def answered() -> str:
        before = len(stage.workspace.messages("kwai"))
        assert stage.workspace.command("kwai", "kuaishou gmv 2025q3").acked
        return section(stage.workspace.wait_for(lambda ws: ws.messages("kwai")[before:], 20)[0])

    assert answered().startswith("*RMB 385.0bn*")
    folders.break_book()
    running.send_signal(signal.SIGHUP)
    told = stage.workspace.wait_for(lambda ws: [m for m in ws.messages("strategy") if m.get("bot_id")], 30)
    assert "facts/dongcaidi-kling-1bn.yaml:" in told[0]["text"]
    assert answered().startswith("*RMB 385.0bn*")
    folders.mend_book()
    folders.raise_gmv()
    running.send_signal(signal.SIGHUP)
    heard = stage.workspace.wait_for(lambda ws: [m for m in ws.messages("strategy") if m.get("bot_id")][1:], 30)
    assert heard[0]["text"] == "The book is clean again, and in use."
    assert answered().startswith("*RMB 395.0bn*")
    running.send_signal(signal.SIGTERM)
    assert running.wait(30) == 0
