"""The schema: brought up to date at start, once, however many start together."""

from __future__ import annotations

import sqlite3
import time
from datetime import timedelta

from sqlalchemy import Connection, exc, inspect, text

from bot.remember.database import Database
from bot.remember.migrations import VERSIONS
from bot.remember.unavailable import StoreUnavailable, explain

_PATIENCE = timedelta(seconds=30)
"""How long one start waits for another's migration."""

_PAUSE = timedelta(milliseconds=20)

_ADVISORY_LOCK = 0x6B776169  # "kwai"


def upgrade(database: Database, patience: timedelta) -> None:
    """Bring the database to the version this program needs.

    Raises StoreUnavailable where it cannot be written, is locked, or was made by a newer program.
    """
    if database.is_sqlite:
        _write_ahead(database, patience)
    with database.reading() as connection:
        found = version(connection)
    if found is not None and found not in VERSIONS:
        raise StoreUnavailable(
            f"The database {database.place} was made by a newer kwai (its version is {found}, this program knows "
            f"{VERSIONS[-1]}). It was left as it is. Start the newer kwai, or name another file in DATABASE_URL."
        )
    if found != VERSIONS[-1]:
        with database.writing(_PATIENCE) as connection:
            if not database.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
            _migrate(connection)
    with database.writing() as connection:  # a database that may only be read is told at start, not at the first answer
        connection.execute(text("UPDATE alembic_version SET version_num = version_num"))


def version(connection: Connection) -> str | None:
    """The version of the tables, or None where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _migrate(connection: Connection) -> None:
    # Alembic takes longer to import than all else here, and a start rarely needs it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "bot.remember:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _write_ahead(database: Database, patience: timedelta) -> None:
    """Turn on the write-ahead log; two first starts at once refuse each other, so ask again."""
    for left in range(int(patience / _PAUSE), -1, -1):
        try:
            pooled = database.engine.raw_connection()
            try:
                raw = pooled.driver_connection
                assert isinstance(raw, sqlite3.Connection)
                if raw.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                    raw.execute("PRAGMA journal_mode=WAL")
                return
            finally:
                pooled.close()
        except (sqlite3.Error, exc.DBAPIError) as error:
            origin = error.orig if isinstance(error, exc.DBAPIError) else error
            busy = str(getattr(origin, "sqlite_errorname", "")).startswith("SQLITE_BUSY")
            if left == 0 or not busy:
                raise explain(error, database.place) from error
            time.sleep(_PAUSE.total_seconds())
