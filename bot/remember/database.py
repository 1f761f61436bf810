"""The database: one engine, and the two ways into it, reading and writing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, func, make_url, select, text

from bot.remember.unavailable import StoreUnavailable, explain, is_unavailable

_READS = "kwai_reads"
_WAITS = {"connect_timeout": 5, "tcp_user_timeout": 10_000}
"""A server that is gone without a word is given up after 5 s, or, where a connection stood, after 10,000 ms."""


class Database:
    """An engine whose transactions are short and whose errors are sentences (StoreUnavailable)."""

    def __init__(self, url: str, patience: timedelta) -> None:
        parsed = read_url(url)
        self.place = parsed.render_as_string(hide_password=True)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        self._patience = patience.total_seconds()
        # SQLite lets one writer in; waiting here is a quick hand-over, waiting in SQLite is polling.
        self._turn = threading.Lock() if self.is_sqlite else None
        try:
            if self.is_sqlite:
                self.place = str(parsed.database)
                self.engine = _sqlite(parsed, self._patience)
            else:
                waits = {name: value for name, value in _WAITS.items() if name not in parsed.query}
                self.engine = create_engine(
                    parsed, pool_size=8, max_overflow=40, pool_pre_ping=True, connect_args=waits
                )
        except ImportError as error:
            raise StoreUnavailable(
                f"The database {self.place} needs the Python package {error.name}, which is not installed. "
                "Nothing was changed. Install it (pip install 'kwai[postgresql]'), or leave DATABASE_URL out "
                "to use a file."
            ) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads."""
        with self._explained(), self.engine.connect() as connection:
            reading = connection.execution_options(**{_READS: True})
            with reading.begin():
                yield reading

    @contextmanager
    def writing(self, patience: timedelta | None = None) -> Iterator[Connection]:
        """A transaction that writes: all of it is kept, or nothing where the block raises.

        On SQLite it holds the write lock from its first moment, so that it never fails half way.
        """
        seconds = self._patience if patience is None else patience.total_seconds()
        if self._turn is not None and not self._turn.acquire(timeout=seconds):
            raise StoreUnavailable(f"The database {self.place} is too busy. Nothing was changed. Try again.")
        try:
            with self._explained(), self.engine.connect() as connection:
                if self.is_sqlite and patience is not None:
                    _be_patient(connection, seconds)
                try:
                    with connection.begin():
                        yield connection
                finally:
                    if self.is_sqlite and patience is not None:
                        _be_patient(connection, self._patience)
        finally:
            if self._turn is not None:
                self._turn.release()

    def now(self) -> datetime:
        """The time by the server's clock, the same for every process that uses it."""
        with self.reading() as connection:
            found = connection.execute(select(func.clock_timestamp())).scalar_one()
        assert isinstance(found, datetime)
        return found.astimezone(UTC)

    def ping(self) -> None:
        """Read a row; raises StoreUnavailable where that cannot be done."""
        with self.reading() as connection:
            connection.execute(text("SELECT version_num FROM alembic_version")).scalar()

    def close(self) -> None:
        """Close every connection; the database may be opened again later."""
        self.engine.dispose()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except exc.SQLAlchemyError as error:
            if is_unavailable(error):
                raise explain(error, self.place) from error
            raise


def read_url(url: str) -> URL:
    """The URL of a database this program knows; raises StoreUnavailable for any other."""
    try:
        parsed = make_url(url)
    except exc.ArgumentError as error:
        raise StoreUnavailable(
            "DATABASE_URL cannot be read. Nothing was changed. Write it like sqlite:////var/lib/kwai/kwai.db "
            "or postgresql+psycopg://name:password@host/kwai."
        ) from error
    if parsed.drivername in ("postgres", "postgresql"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreUnavailable(
            f"DATABASE_URL names {parsed.get_backend_name()}, which kwai does not know. Nothing was changed. "
            "Use sqlite or postgresql."
        )
    if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise StoreUnavailable(
            "DATABASE_URL names a database in memory, which would forget what was sent. Name a file."
        )
    return parsed


def _sqlite(url: URL, patience: float) -> Engine:
    path = str(url.database)
    if not path.startswith("file:"):
        folder = Path(path).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable(
                f"The folder {folder} for the database cannot be made: {error.strerror}. Nothing was changed. "
                "Name another file in DATABASE_URL, or let the user who runs kwai write there."
            ) from error
    engine = create_engine(url, pool_size=8, max_overflow=40, connect_args={"timeout": patience})

    @event.listens_for(engine, "connect")
    def _connect(raw: SqliteConnection, _record: object) -> None:
        raw.isolation_level = None  # we say BEGIN ourselves, below
        raw.execute("PRAGMA synchronous=FULL")
        raw.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A deferred BEGIN that later writes fails at once when another writer came between.
        reads = connection.get_execution_options().get(_READS, False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _be_patient(connection: Connection, seconds: float) -> None:
    raw = connection.connection.driver_connection
    assert isinstance(raw, SqliteConnection)
    raw.execute(f"PRAGMA busy_timeout={int(seconds * 1000)}")
