"""What people, channels and threads prefer, each method its own short transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import Connection, Row, and_, bindparam, delete, or_, select, update

from bot.core.preference import NOTHING, Attention, Preference, Preferences, Visibility
from bot.core.text import Language
from bot.remember import tables
from bot.remember.database import Database
from bot.remember.instant import from_millis_or_none, to_millis
from bot.remember.upsert import insert

_KEY = ("workspace", "holder", "thread")
_CHOICES = ("language", "visibility", "attention")
_at = tables.preferences.c
# Said once, as building a statement takes as long as looking.
_BEARING = select(tables.preferences).where(
    _at.workspace == bindparam("workspace"),
    _at.holder.in_((bindparam("person"), bindparam("channel"))),
    _at.thread.in_(("", bindparam("thread"))),
)


class Chosen(TypedDict, total=False):
    """What is chosen anew; None takes a choice back, what is left out stays."""

    language: Language | None
    visibility: Visibility | None
    attention: Attention | None


class PreferenceStore:
    """The preferences in one database. Every method may raise StoreUnavailable, with nothing changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, workspace: str, person: str, channel: str = "", thread: str = "") -> Preferences:
        """What bears on a question, in one look: a person's, a channel's, and those of a thread in it."""
        names = {"workspace": workspace, "person": person, "channel": channel, "thread": thread}
        with self._database.reading() as connection:
            found = {(row.holder, row.thread): _read(row) for row in connection.execute(_BEARING, names)}
        if not found:
            return Preferences()
        return Preferences(
            found.get((person, ""), NOTHING),
            found.get((channel, ""), NOTHING),
            found.get((channel, thread), NOTHING) if thread else NOTHING,
        )

    def choose(self, workspace: str, holder: str, now: datetime, thread: str = "", **chosen: Unpack[Chosen]) -> None:
        """Write down what a person, a channel or (with `thread`) a thread of it chose."""
        with self._database.writing() as connection:
            choose(connection, workspace, holder, now, thread, **chosen)

    def learn(self, workspace: str, person: str, locale: Language | None, now: datetime) -> None:
        """Write down the language a person reads Slack in."""
        with self._database.writing() as connection:
            _put(connection, (workspace, person, ""), {"locale": locale, "learned_at": to_millis(now)})


def choose(
    connection: Connection, workspace: str, holder: str, now: datetime, thread: str = "", **chosen: Unpack[Chosen]
) -> None:
    """Write down what a person, a channel or a thread of it chose."""
    _put(connection, (workspace, holder, thread), {**chosen, "chosen_at": to_millis(now)})


def forget(connection: Connection, older_than: datetime) -> None:
    """Forget the locale of who was not met since, and what threads chose before; other choices stay."""
    before = to_millis(older_than)
    gone = {"locale": None, "learned_at": None}
    connection.execute(update(tables.preferences).where(_at.learned_at < before).values(**gone))
    empty = and_(_at.learned_at.is_(None), *(_at[name].is_(None) for name in _CHOICES))
    old = and_(_at.thread != "", _at.chosen_at < before)
    connection.execute(delete(tables.preferences).where(or_(empty, old)))


def _put(connection: Connection, key: tuple[str, str, str], changes: dict[str, Any]) -> None:
    new = insert(connection, tables.preferences).values({**dict(zip(_KEY, key, strict=True)), **changes})
    connection.execute(new.on_conflict_do_update(index_elements=_KEY, set_=changes))


def _read(row: Row[Any]) -> Preference:
    learned_at = from_millis_or_none(row.learned_at)
    return Preference(row.language, row.visibility, row.attention, row.locale, learned_at)
