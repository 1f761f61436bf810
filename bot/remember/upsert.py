"""INSERT … ON CONFLICT, which SQLite and PostgreSQL both have and SQLAlchemy spells apart."""

from __future__ import annotations

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT into the table that knows on_conflict_do_nothing and on_conflict_do_update."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
