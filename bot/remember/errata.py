"""The errata: what was said and is no longer right, and the notes that say so, each method its own transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.remember import corrections
from bot.remember.corrections import Note, Said, Told
from bot.remember.database import Database
from bot.remember.records import Records


class Errata:
    """The corrections in one database. Every method may raise StoreUnavailable, with nothing changed."""

    def __init__(self, database: Database, records: Records) -> None:
        self._database = database
        self._records = records

    def said(self, workspace: str, since: datetime, book: str) -> tuple[tuple[Said, ...], dict[str, str]]:
        """What messages since, written from another book, said of facts, and those facts' contents by version."""
        with self._database.reading() as connection:
            found = corrections.said(connection, workspace, since, book)
            return found, corrections.contents(connection, {each.version for each in found})

    def is_more_coming(self, workspace: str, book: str) -> bool:
        """Whether something written from another book is still to be posted."""
        with self._database.reading() as connection:
            return corrections.unsent(connection, workspace, book)

    def put(self, workspace: str, notes: Sequence[Note], now: datetime) -> tuple[int, bool]:
        """Write the notes in place of those that wait for a word.

        Returns how many were written, and whether what waits is other than before.
        """
        batch = corrections.marked(notes)
        with self._database.writing() as connection:
            before = corrections.held_pairs(connection, workspace)
            corrections.drop_held(connection, workspace)
            written = [note for note in batch if corrections.write(connection, workspace, note, now)]
            versions = self._records.write(connection, [note.message for note in written], now)
            after = corrections.held_pairs(connection, workspace)
        self._records.know(versions)
        return len(written), after != before

    def release(self, now: datetime) -> int:
        """Put out the notes that wait for a word; return how many."""
        with self._database.writing() as connection:
            return corrections.release(connection, now)

    def drop(self) -> int:
        """Leave the notes that wait for a word unsaid, for good; return how many."""
        with self._database.writing() as connection:
            return corrections.decline(connection)

    def listed(self, count: int) -> tuple[Told, ...]:
        """The notes that wait for a word, and the newest of the others."""
        with self._database.reading() as connection:
            return corrections.listed(connection, count)
