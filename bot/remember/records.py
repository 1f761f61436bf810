"""The record: what each message rested on when it was written, and the facts in the versions it used."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from bot.core.basis import Citation
from bot.remember import tables
from bot.remember.instant import to_millis
from bot.remember.outgoing import Outgoing

_RECORD = tables.records.insert()
_VERSION = {
    name: new.on_conflict_do_update(index_elements=("version",), set_={"kept_at": new.excluded.kept_at})
    for name, new in (
        ("sqlite", sqlite.insert(tables.fact_versions)),
        ("postgresql", postgresql.insert(tables.fact_versions)),
    )
}


class Records:
    """Writes records; a fact's version is written by each process at most once a day.

    Pruning leaves what was written in the last days, so that what a process knows to be there is.
    """

    def __init__(self) -> None:
        self._day: date | None = None
        self._known: set[str] = set()

    def write(self, connection: Connection, messages: Sequence[Outgoing], now: datetime) -> Collection[str]:
        """Keep what each message rests on; the versions written, for know() once they are committed."""
        kept = [(message.mark, message.basis) for message in messages if message.basis is not None]
        if not kept:
            return ()
        if self._day != now.date():
            self._day, self._known = now.date(), set()
        cited = {one.version: one for _, basis in kept for one in basis.citations if one.version not in self._known}
        if cited:
            # In order, so that two transactions with the same facts never wait for each other.
            versions = [
                {"version": one.version, "fact": one.fact, "content": one.content, "kept_at": to_millis(now)}
                for _, one in sorted(cited.items())
            ]
            connection.execute(_VERSION[connection.dialect.name], versions)
        rows = [
            {
                "mark": mark,
                "reading": basis.reading,
                "place": basis.place,
                "templates": basis.templates,
                "book": basis.book,
                "facts": _encoded(basis.citations),
            }
            for mark, basis in kept
        ]
        connection.execute(_RECORD, rows)
        return cited.keys()

    def know(self, versions: Collection[str]) -> None:
        """Remember that these versions are in the database."""
        self._known.update(versions)


def _encoded(citations: Sequence[Citation]) -> str:
    return json.dumps([[one.fact, one.version, one.serves] for one in citations])
