"""The condition of a database, looked at without changing it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from bot.remember.database import Database, read_url
from bot.remember.migrations import VERSIONS
from bot.remember.schema import version
from bot.remember.unavailable import StoreUnavailable

_PATIENCE = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Condition:
    """What a start would find.

    `version` is that of its tables, None where there are none; `write_ahead` None for a server.
    """

    place: str
    exists: bool
    version: str | None = None
    newest: str = VERSIONS[-1]
    write_ahead: bool | None = None

    @property
    def is_newer(self) -> bool:
        """Whether a newer program made it."""
        return self.version is not None and self.version not in VERSIONS


class _Undone(Exception):
    """Takes a trial's write back."""


def look(url: str) -> Condition:
    """The condition of the database at the URL; raises StoreUnavailable where it cannot be opened or written."""
    parsed = read_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(str(parsed.database)).exists():
        _may_be_made(Path(str(parsed.database)))
        return Condition(str(parsed.database), exists=False)
    database = Database(url, _PATIENCE)
    try:
        with database.reading() as connection:
            found = version(connection)
            mode = str(connection.execute(text("PRAGMA journal_mode")).scalar()) if database.is_sqlite else None
        try:
            with database.writing() as connection:
                if found is not None:
                    connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
                raise _Undone  # noqa: TRY301 (only an exception undoes a transaction)
        except _Undone:
            pass
    finally:
        database.close()
    return Condition(database.place, exists=True, version=found, write_ahead=None if mode is None else mode == "wal")


def _may_be_made(path: Path) -> None:
    """Raise StoreUnavailable unless a file could be made there."""
    nearest = next(folder for folder in path.absolute().parents if folder.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        raise StoreUnavailable(
            f"The database {path} is not there, and {nearest} cannot be written. Nothing was changed. "
            "Name another file in DATABASE_URL, or let the user who runs kwai write there."
        )
