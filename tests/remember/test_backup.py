"""Backup and restore: whole, while others write; nothing is said again, nothing that was promised is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from bot.core.basis import Basis, Citation
from bot.deliver.envelope import envelope
from bot.deliver.worker import Worker
from bot.remember.backup import back_up, restore
from bot.remember.outgoing import Outgoing
from bot.remember.store import Store, open_store
from bot.remember.unavailable import StoreUnavailable
from tests.deliver.fakes import Clock, Owner, Slack

from .test_delivering import BATCH, DAY, plan, put

SOAK = bool(os.environ.get("KWAI_SOAK"))
BASIS = Basis("{}", (Citation("kling-q3", "v1", "{}", serves=True),), "t1", "b1")


@pytest.fixture
def url(file_url: str) -> str:
    """SQLite's alone: a server has tools of its own."""
    return file_url


def say(store: Store, words: str, now: datetime) -> None:
    assert store.take_in("T1", [words], [Outgoing("C1", words, basis=BASIS)], now=now)


def said(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert (
            raw.execute("SELECT count(*) FROM records").fetchone()
            == raw.execute("SELECT count(*) FROM outbox").fetchone()
        )
        return {row[0] for row in raw.execute("SELECT payload FROM outbox")}


def test_a_backup_while_others_write_is_whole(store: Store, now: datetime, tmp_path: Path) -> None:
    """What was taken in before it began is in it; what comes meanwhile goes on; no half of anything is in it."""
    enough, taken = threading.Event(), []

    def write(name: str) -> None:
        for number in range(100_000):
            if enough.is_set():
                return
            say(store, f"{name}{number}", now)
            taken.append(f"{name}{number}")

    writers = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for writer in writers:
        writer.start()
    try:
        for number in range(5):
            before = set(taken)
            file = tmp_path / f"backup{number}.db"
            assert back_up(store.database, file) == len(said(file))
            assert before <= said(file)
            assert [path.name for path in tmp_path.glob(f"backup{number}*")] == [file.name], (
                "one file, no log beside it"
            )
    finally:
        enough.set()
        for writer in writers:
            writer.join()
    assert set(taken) == said(Path(store.database.place)), "the writers were not kept from anything"
    assert said(tmp_path / "backup0.db") < said(tmp_path / "backup4.db"), "they wrote while it was taken"


def test_a_backup_replaces_an_older_one(store: Store, now: datetime, tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    for words in ("one", "two"):
        say(store, words, now)
        back_up(store.database, file)
    assert said(file) == {"one", "two"}


def test_a_restore_under_a_running_store(store: Store, now: datetime, tmp_path: Path) -> None:
    """Who has the database open goes on with what is restored."""
    say(store, "one", now)
    back_up(store.database, tmp_path / "backup.db")
    say(store, "two", now)
    done = restore(store.database, tmp_path / "backup.db", now)
    assert (done.messages, done.unsure) == (1, 0)
    say(store, "three", now)
    assert said(Path(store.database.place)) == {"one", "three"}
    assert not store.take_in("T1", ["two"], [], now=now), "what Slack sends again is still known"


def test_a_restore_waits_for_a_writer_and_gives_up_on_one_that_stays(
    store: Store, now: datetime, tmp_path: Path
) -> None:
    back_up(store.database, tmp_path / "backup.db")
    say(store, "one", now)
    with closing(sqlite3.connect(store.database.place, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match=r"in use by another program.*Nothing was changed"):
            restore(store.database, tmp_path / "backup.db", now, timedelta(milliseconds=20))
        other.execute("ROLLBACK")
    assert said(Path(store.database.place)) == {"one"}


def test_an_edition_that_went_out_since_does_not_go_again(store: Store, now: datetime, tmp_path: Path) -> None:
    """The subscription is due again, as it was; its edition is known to be there."""
    put(store, now)
    back_up(store.database, tmp_path / "backup.db")
    (due,) = store.roster.due(now)
    assert plan(store, due, "2025Q3", BATCH, now + DAY, now) == "planned"
    for ts in ("1.1", "1.2"):
        row = store.outbox.claim("w", now, timedelta(minutes=1))
        assert row is not None
        store.outbox.mark_sent(row, ts, now)
    restore(store.database, tmp_path / "backup.db", now)
    (due,) = store.roster.due(now)
    assert plan(store, due, "2025Q3", BATCH, now + DAY, now) == "already"
    (delivery,) = store.roster.deliveries("T1")
    assert (delivery.state, delivery.message_ts) == ("sent", "1.1")


def test_an_edition_that_was_planned_since_is_planned_again(store: Store, now: datetime, tmp_path: Path) -> None:
    put(store, now)
    back_up(store.database, tmp_path / "backup.db")
    (due,) = store.roster.due(now)
    assert plan(store, due, "2025Q3", BATCH, now + DAY, now) == "planned"
    restore(store.database, tmp_path / "backup.db", now)
    (due,) = store.roster.due(now)
    assert plan(store, due, "2025Q3", BATCH, now + DAY, now) == "planned"


STEPS = st.lists(st.sampled_from(["ask", "digest", "post", "post", "lose", "backup"]), max_size=14)


@given(before=STEPS, after=STEPS, machine_lost=st.booleans())
@settings(max_examples=2_000 if SOAK else 20, deadline=None)
def test_whatever_happened_nothing_is_said_twice_and_nothing_kept_is_lost(
    before: list[str], after: list[str], machine_lost: bool
) -> None:
    """A law: whenever the backup was taken, and whether or not the old database is still there."""
    with tempfile.TemporaryDirectory() as folder:
        run = Run(Path(folder))
        for step in (*before, "backup"):
            run.step(step)
        kept = set(run.taken)
        for step in after:
            if step != "backup":
                run.step(step)
        run.restore(machine_lost=machine_lost)
        run.finish()
        words = [message.payload for message in run.slack.messages]
        assert len(words) == len(set(words)), "said twice"
        assert kept <= set(words), "lost"
        run.store.close()


@cache
def _blank() -> Path:
    path = Path(tempfile.mkdtemp()) / "blank.db"
    open_store(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA journal_mode=DELETE")
    return path


class Run:
    """A bot's store and worker between a Slack and a backup."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = Clock()
        self.slack = Slack(self.clock)
        self.taken: list[str] = []
        self.owner = Owner()
        self._open()

    def _open(self) -> None:
        shutil.copy(_blank(), self.folder / "kwai.db")  # a database is made once, not for each run
        self.store = open_store(f"sqlite:///{self.folder}/kwai.db", apart=timedelta())
        self.worker = Worker(
            self.store,
            self.slack,
            now=self.clock.now,
            report=self.owner.report,
            expired_payload=lambda row: row.payload,
        )

    def step(self, step: str) -> None:
        steps: dict[str, Callable[[], object]] = {
            "ask": lambda: self._take(1),
            "digest": lambda: self._take(3),
            "post": self.worker.step,
            "lose": self._lose,
            "backup": lambda: back_up(self.store.database, self.folder / "backup.db"),
        }
        steps[step]()
        self.clock.advance(1)

    def _take(self, count: int) -> None:
        at = len(self.taken)
        words = [f"message {number}" for number in range(at, at + count)]
        batch = [Outgoing("C1", each, under=0 if place else None, basis=BASIS) for place, each in enumerate(words)]
        assert self.store.take_in("T1", words, batch, now=self.clock.now())
        self.taken += words

    def _lose(self) -> None:
        """The bot dies after a message was sent and before that was noted."""
        row = self.store.outbox.claim("dead", self.clock.now(), timedelta(seconds=120))
        if row is not None and row.state == "sending":
            self.slack.send(envelope(row, self.clock.now()))

    def restore(self, *, machine_lost: bool) -> None:
        if machine_lost:
            self.store.close()
            for path in self.folder.glob("kwai.db*"):
                path.unlink()
            self._open()
        restore(self.store.database, self.folder / "backup.db", self.clock.now())

    def finish(self) -> None:
        """Work until nothing is left to do."""
        for _ in range(15):
            while self.worker.step() is not None:
                pass
            self.clock.advance(20)


def _text(path: Path) -> None:
    path.write_text("no database at all, and long enough to be read as a header" * 20)


def _other(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE recipes (name)")


def _newer(path: Path) -> None:
    open_store(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")


def _damaged(path: Path) -> None:
    open_store(f"sqlite:///{path}").close()
    content = bytearray(path.read_bytes())
    content[4096:8192] = b"\xff" * 4096
    path.write_bytes(bytes(content))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (_text, "another kind"),
        (_other, "of another program"),
        (_newer, "newer kwai"),
        (_damaged, "damaged"),
        (lambda path: None, "There is no file"),
    ],
)
def test_what_is_no_backup_is_refused(
    store: Store, now: datetime, tmp_path: Path, make: Callable[[Path], None], sentence: str
) -> None:
    say(store, "one", now)
    make(tmp_path / "file.db")
    with pytest.raises(StoreUnavailable, match=sentence) as raised:
        restore(store.database, tmp_path / "file.db", now)
    assert str(tmp_path / "file.db") in str(raised.value)
    assert said(Path(store.database.place)) == {"one"}


def test_a_backup_of_an_older_program_is_brought_up_to_date(store: Store, now: datetime, tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/old.db")
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", "bot.remember:migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text("INSERT INTO threads VALUES ('T1', 'C1', '1.1', 'kling', 0)"))
    engine.dispose()
    restore(store.database, tmp_path / "old.db", now)
    assert store.thread("T1", "C1", "1.1") == "kling"
    say(store, "one", now)


def test_where_a_backup_cannot_go(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="the database itself"):
        back_up(store.database, Path(store.database.place))
    with pytest.raises(StoreUnavailable, match="There is no folder"):
        back_up(store.database, tmp_path / "none" / "backup.db")
    shutil.rmtree(tmp_path, ignore_errors=True)
