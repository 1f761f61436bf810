"""What people, channels and threads prefer is kept, read in one look, and forgotten in its time."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from bot.core.preference import Preference, Preferences
from bot.remember import tables
from bot.remember.store import Store

DAY = timedelta(days=1)


def holders(store: Store) -> list[tuple[str, str]]:
    at = tables.preferences.c
    with store.database.reading() as connection:
        return [tuple(row) for row in connection.execute(select(at.holder, at.thread).order_by(at.holder, at.thread))]


def test_nothing_was_chosen(store: Store) -> None:
    found = store.preferences.of("T1", "U1", "C1", "1.1")
    assert found == Preferences()
    assert (found.language, found.visibility, found.is_quiet) == ("en", "public", False)


def test_one_look_finds_who_asks_the_channel_and_the_thread(store: Store, now: datetime) -> None:
    """And nobody else's: not another person's, channel's, thread's or workspace's."""
    keep = store.preferences
    keep.choose("T1", "U1", now, language="zh-Hant")
    keep.choose("T1", "C1", now, visibility="private", attention="quiet")
    keep.choose("T1", "C1", now, "1.1", attention="listening")
    for workspace, holder, thread in [("T2", "U1", ""), ("T1", "U2", ""), ("T1", "C2", "1.1"), ("T1", "C1", "2.2")]:
        keep.choose(workspace, holder, now, thread, language="en", visibility="public")
    found = keep.of("T1", "U1", "C1", "1.1")
    assert found.person == Preference(language="zh-Hant")
    assert found.channel == Preference(visibility="private", attention="quiet")
    assert found.thread == Preference(attention="listening")
    assert keep.of("T1", "U1", "C1").thread == Preference()
    assert keep.of("T1", "U1") == Preferences(person=found.person)


def test_a_choice_is_changed_and_taken_back_alone(store: Store, now: datetime) -> None:
    """What is not named stays; what was learned is none of the person's choices."""
    keep = store.preferences
    keep.choose("T1", "U1", now, language="zh-Hans", visibility="private")
    keep.learn("T1", "U1", "zh-Hant", now)
    keep.choose("T1", "U1", now + DAY, language=None)
    assert keep.of("T1", "U1").person == Preference(None, "private", None, "zh-Hant", now)
    keep.learn("T1", "U1", None, now + DAY)
    assert keep.of("T1", "U1").person == Preference(None, "private", None, None, now + DAY)


def test_what_is_forgotten(store: Store, now: datetime) -> None:
    """The locale of who was not met since, and a thread's word from before; what was chosen for good stays."""
    keep = store.preferences
    for holder, learned in (("U1", now), ("U2", now), ("U3", now + 2 * DAY)):
        keep.learn("T1", holder, "zh-Hans", learned)
    keep.choose("T1", "U2", now, language="en")
    keep.choose("T1", "C1", now, attention="quiet")
    keep.choose("T1", "C1", now, "1.1", attention="quiet")
    keep.choose("T1", "C1", now + 2 * DAY, "2.2", attention="quiet")
    store.forget(now + DAY)
    assert holders(store) == [("C1", ""), ("C1", "2.2"), ("U2", ""), ("U3", "")]
    assert keep.of("T1", "U2").person == Preference(language="en")
    assert keep.of("T1", "U3").person.locale == "zh-Hans"


def test_a_choice_taken_back_leaves_no_row(store: Store, now: datetime) -> None:
    store.preferences.choose("T1", "U1", now, language="en")
    store.preferences.choose("T1", "U1", now, language=None)
    store.forget(now - DAY)
    assert holders(store) == []
