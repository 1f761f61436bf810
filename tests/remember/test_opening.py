"""Opening the database: made, brought up to date, or refused with a sentence."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from bot.remember import migrations, tables
from bot.remember.outgoing import Outgoing
from bot.remember.store import open_store
from bot.remember.unavailable import StoreUnavailable

SHORT = timedelta(milliseconds=20)


_OPEN = "import sys; from bot.remember.store import open_store; open_store(sys.argv[1]).close(); print('opened')"


def test_it_makes_tables_and_opens_again(empty_url: str, now: datetime) -> None:
    with closing(open_store(empty_url)) as store:
        store.remember_thread("T1", "C1", "1.1", "kling", now)
    with closing(open_store(empty_url)) as store:
        assert store.thread("T1", "C1", "1.1") == "kling"


def test_a_file_and_its_folder_are_made_and_write_ahead(file_url: str, tmp_path: Path) -> None:
    open_store(file_url).close()
    with closing(sqlite3.connect(tmp_path / "data" / "kwai.db")) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_every_connection_waits_and_writes_through(file_url: str) -> None:
    with closing(open_store(file_url)) as store, store.database.writing() as connection:
        for pragma, value in {"synchronous": 2, "busy_timeout": 2000, "foreign_keys": 1}.items():
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_several_processes_may_open_a_new_database_at_once(empty_url: str) -> None:
    starting = [
        subprocess.Popen([sys.executable, "-c", _OPEN, empty_url], stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    assert [process.communicate(timeout=60)[0].strip() for process in starting] == ["opened"] * 4


def test_the_migrations_make_what_the_tables_say(empty_url: str) -> None:
    with closing(open_store(empty_url)) as store, store.database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []


def test_the_migrations_of_a_file_make_what_alembic_does_not_compare(file_url: str) -> None:
    """Conditions of indexes and the counting up of ids; a column that came later stands elsewhere, and that is all."""
    engine = create_engine("sqlite://")
    tables.metadata.create_all(engine)
    with closing(open_store(file_url)) as store, store.database.reading() as migrated, engine.connect() as made:
        assert _clauses(migrated) == _clauses(made)


def _clauses(connection: Connection) -> dict[str, set[str]]:
    """The clauses of each table and index, in any order."""
    rows = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'alembic%' AND name NOT LIKE 'sqlite%'"
    )
    return {row.name: {" ".join(clause.split()).strip(" ()") for clause in row.sql.split(",")} for row in rows}


def test_the_versions_are_those_alembic_finds() -> None:
    script = ScriptDirectory(str(Path(migrations.__file__).parent))
    found = [revision.revision for revision in script.walk_revisions()]
    assert tuple(reversed(found)) == migrations.VERSIONS


def test_a_locked_database_is_said_to_be_in_use(file_url: str, tmp_path: Path, now: datetime) -> None:
    with closing(open_store(file_url, patience=SHORT)) as store:
        with closing(sqlite3.connect(tmp_path / "data" / "kwai.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreUnavailable, match=r"in use by another program.*Nothing was changed.*Try again"):
                store.take_in("T1", ["k"], [Outgoing("C1", "{}")], now=now)
            with pytest.raises(StoreUnavailable, match="in use"):
                open_store(file_url, patience=SHORT)
            assert store.thread("T1", "C1", "1.1") is None, "reading goes on"
            other.execute("ROLLBACK")
        assert store.take_in("T1", ["k"], [Outgoing("C1", "{}")], now=now), "nothing was kept of the first"


def test_a_busy_writer_within_the_process_is_waited_for_no_longer(file_url: str, now: datetime) -> None:
    with closing(open_store(file_url, patience=SHORT)) as store:
        with store.database.writing(), pytest.raises(StoreUnavailable, match="too busy"):
            store.remember_thread("T1", "C1", "1.1", "x", now)


def test_a_read_only_database_is_said_to_be_so_at_start(file_url: str, tmp_path: Path) -> None:
    open_store(file_url).close()
    with pytest.raises(StoreUnavailable, match="can be read but not written"):
        open_store(f"sqlite:///file:{tmp_path}/data/kwai.db?mode=ro&uri=true")


def _as_folder(path: Path) -> None:
    path.mkdir(parents=True)


def _as_text(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("not a database at all, and long enough to be read as a header" * 20)


def _of_the_future(path: Path) -> None:
    open_store(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize(
    ("make", "sentence"),
    [(_as_folder, "cannot be opened"), (_as_text, "another kind"), (_of_the_future, "newer kwai")],
)
def test_what_cannot_be_opened_is_explained(
    file_url: str, tmp_path: Path, make: Callable[[Path], None], sentence: str
) -> None:
    make(tmp_path / "data" / "kwai.db")
    with pytest.raises(StoreUnavailable, match=sentence):
        open_store(file_url)


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(StoreUnavailable, match="cannot be made"):
        open_store(f"sqlite:///{tmp_path}/data/kwai.db")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("nonsense", "cannot be read"),
        ("mysql://host/kwai", "does not know"),
        ("sqlite://", "in memory"),
        ("sqlite:///:memory:", "in memory"),
    ],
)
def test_an_address_that_will_not_do_is_explained(url: str, sentence: str) -> None:
    with pytest.raises(StoreUnavailable, match=sentence):
        open_store(url)


def test_no_password_is_shown() -> None:
    with pytest.raises(StoreUnavailable) as raised:
        open_store("postgresql://kwai:secret@127.0.0.1:1/kwai")
    assert "secret" not in str(raised.value)
