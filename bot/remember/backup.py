"""Backup and restore of an SQLite database, by its online backup, while a bot runs on it.

A copy is taken in one piece: writers go on, and what is committed while it is taken is in it or
not, whole. A restored database must not make the bot say again what it said since: the ends of
messages, deliveries and seen events are carried over from the database that is replaced, and
what may have been posted since is looked for before it is posted.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.remember import schema
from bot.remember.database import Database
from bot.remember.instant import to_millis
from bot.remember.unavailable import StoreUnavailable, explain

_PATIENCE = timedelta(seconds=5)
_PAUSE = 0.05
_NO_SERVER = (
    "The database is on PostgreSQL, which has its own tools. Nothing was changed. "
    "Take a backup with pg_dump, which may be done while the bot runs; to bring it back, stop the bot, "
    "and use pg_restore."
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore brought back: messages, deliveries, and messages that are looked for in Slack first."""

    messages: int
    deliveries: int
    unsure: int


def back_up(database: Database, file: Path) -> int:
    """Copy the database into a file, which appears whole or not at all; return the messages in it.

    Raises StoreUnavailable where either cannot be read or written.
    """
    source = _path(database)
    if not source.is_file():
        raise StoreUnavailable(f"There is no database {source}. Nothing was written.")
    if file.resolve() == source.resolve():
        raise StoreUnavailable(f"{file} is the database itself. Nothing was changed. Name another file.")
    with _explained(file):
        if not file.parent.is_dir():
            raise StoreUnavailable(f"There is no folder {file.parent}. Nothing was written. Make it, or name another.")
        with tempfile.TemporaryDirectory(prefix=".kwai-backup-", dir=file.parent) as folder:
            part = Path(folder) / "part.db"
            with closing(_open(source)) as live, closing(_open(part)) as copy:
                live.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
                _check(copy, file)
                count = int(copy.execute("SELECT count(*) FROM outbox").fetchone()[0])
            part.replace(file)
    return count


def restore(database: Database, file: Path, now: datetime, patience: timedelta = _PATIENCE) -> Restored:
    """Put a backup in the place of the database, in one transaction; a running bot goes on with it.

    Raises StoreUnavailable, with nothing changed, where the file is no backup of this program's, or
    another program does not let go of the database.
    """
    target = _path(database)
    if not file.is_file():
        raise StoreUnavailable(f"There is no file {file}. Nothing was changed.")
    with _explained(file), tempfile.TemporaryDirectory(prefix=".kwai-restore-", dir=target.parent) as folder:
        part = Path(folder) / "part.db"
        with closing(_open(file, read_only=True)) as source, closing(_open(part)) as copy:
            _check(source, file)
            source.backup(copy)
        _bring_up_to_date(part, file)
        with closing(_open(part)) as copy:
            copy.execute("ATTACH DATABASE ? AS live", (str(target),))
            with copy:
                copy.execute("BEGIN")
                restored = _carry_over(copy, now)
            copy.execute("DETACH DATABASE live")
            with closing(_open(target, patience)) as live:
                copy.backup(live, progress=_patiently(target, patience), sleep=_PAUSE)
    return restored


def _carry_over(copy: sqlite3.Connection, now: datetime) -> Restored:
    """Bring into the copy what the database it replaces knows to have happened since."""
    for statement in _SINCE:
        copy.execute(statement)
    _follow(copy, "outbox", ("mark",), but={"id", "mark", "parent_id", "delivery_id"})
    _follow(copy, "deliveries", _EDITION, but={"id", "outbox_id", *_EDITION})
    # What was planned since and not begun is planned anew at its time; the rest must not go out again.
    columns = ", ".join(_columns(copy, "deliveries", but={"id", "outbox_id"}))
    copy.execute(
        f"INSERT OR IGNORE INTO deliveries ({columns}) SELECT {columns} FROM live.deliveries "  # noqa: S608 (our tables' own names)
        "WHERE state IN ('sending', 'sent', 'unknown', 'failed', 'skipped')"
    )
    copy.execute(
        "UPDATE deliveries SET state = 'unknown', error = 'restored from a backup while it was being sent' "
        "WHERE state = 'sending' AND outbox_id IS NULL"
    )
    unsure = copy.execute(_LOOK_FIRST, {"now": to_millis(now)}).rowcount
    messages, deliveries = (
        int(copy.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 (our tables' own names)
        for table in ("outbox", "deliveries")
    )
    return Restored(messages, deliveries, unsure)


_SINCE = (
    "INSERT OR IGNORE INTO seen SELECT * FROM live.seen",
    "INSERT OR IGNORE INTO fact_versions SELECT * FROM live.fact_versions",
    """
    INSERT OR IGNORE INTO corrections SELECT * FROM live.corrections
    WHERE note IN (SELECT mark FROM live.outbox WHERE state NOT IN ('held', 'planned'))
    """,
)
_EDITION = ("workspace", "subscription", "digest", "edition")
_LOOK_FIRST = """
    UPDATE outbox
    SET state = 'unknown', looks = 0, claimed_by = NULL, claimed_at = NULL, claimed_until = NULL,
        due_set_at = :now,
        first_sent_at = coalesce(first_sent_at, created_at), last_sent_at = :now,
        due_at = CASE WHEN due_at IS NULL THEN NULL ELSE :now END
    WHERE (state IN ('planned', 'sending') OR (state = 'unknown' AND due_at IS NOT NULL))
        AND mark NOT IN (SELECT mark FROM live.outbox)
"""
"""What the replaced database does not know may have been posted since the backup."""


def _follow(copy: sqlite3.Connection, table: str, key: tuple[str, ...], but: set[str]) -> None:
    """Set the rows that both databases have to what the replaced one says of them."""
    columns = ", ".join(_columns(copy, table, but))
    same = " AND ".join(f"live.{table}.{name} = main.{table}.{name}" for name in key)
    named = ", ".join(key)
    copy.execute(
        f"UPDATE main.{table} SET ({columns}) = (SELECT {columns} FROM live.{table} WHERE {same}) "  # noqa: S608 (our tables' own names)
        f"WHERE ({named}) IN (SELECT {named} FROM live.{table})"
    )


def _patiently(target: Path, patience: timedelta) -> Callable[[int, int, int], None]:
    """What gives up on a database that another program does not let go of."""
    end = time.monotonic() + patience.total_seconds()

    def go_on(status: int, _left: int, _pages: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > end:
            raise StoreUnavailable(f"The database {target} is in use by another program. Nothing was changed.")

    return go_on


def _columns(connection: sqlite3.Connection, table: str, but: set[str]) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] not in but]


def _bring_up_to_date(part: Path, file: Path) -> None:
    """Give a backup of an older program the tables of this one."""
    copy = Database(f"sqlite:///{part}", _PATIENCE)
    try:
        schema.upgrade(copy, _PATIENCE)
    except StoreUnavailable as error:
        raise StoreUnavailable(str(error).replace(str(part), str(file))) from error
    finally:
        copy.close()


def _path(database: Database) -> Path:
    if not database.is_sqlite:
        raise StoreUnavailable(_NO_SERVER)
    return Path(database.place)


def _open(path: Path, patience: timedelta = _PATIENCE, *, read_only: bool = False) -> sqlite3.Connection:
    address = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    return sqlite3.connect(address, uri=True, timeout=patience.total_seconds(), isolation_level=None)


def _check(connection: sqlite3.Connection, file: Path) -> None:
    """Raise where a database is damaged or none of ours."""
    if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        raise StoreUnavailable(f"{file} is damaged. Nothing was changed. Take another backup.")
    known = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"alembic_version", "outbox", "deliveries"} <= known:
        raise StoreUnavailable(
            f"{file} is a database of another program. Nothing was changed. Name a backup of kwai's."
        )


@contextmanager
def _explained(file: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise explain(error, str(file)) from error
    except OSError as error:
        raise StoreUnavailable(f"{file} cannot be read or written: {error.strerror}. Nothing was changed.") from error
