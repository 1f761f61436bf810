"""What is settled is forgotten: a question's words, who asked, and the private way back to them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from bot.core.basis import Basis, Citation
from bot.remember import tables
from bot.remember.forgetting import BATCH
from bot.remember.outgoing import Outgoing
from bot.remember.store import Store

DAY, LEASE = timedelta(days=1), timedelta(minutes=1)
WORDS = '{"text": "/kwai the asker\'s own words"}'


def kept(store: Store) -> list[tuple[str, str | None, str | None, str | None]]:
    at = tables.outbox.c
    with store.database.reading() as connection:
        rows = connection.execute(select(at.payload, at.asker, at.response_url, at.subject).order_by(at.id))
        return [(row.payload, row.asker, row.response_url, row.subject) for row in rows]


def test_a_settled_answer_keeps_what_it_was_about_and_no_more(store: Store, now: datetime, tmp_path: Path) -> None:
    """After it was posted and its time is over; what waits, and what an edition said, stays."""
    asked = Outgoing("C1", WORDS, subject="kling", asker="U1", response_url="https://r")
    store.take_in("T1", ["a"], [asked, asked, Outgoing("C1", WORDS, kind="digest", subject="kling")], now=now)
    row = store.outbox.claim("w", now, LEASE)
    assert row is not None
    store.outbox.mark_sent(row, "1.1", now)
    store.prune(now + DAY)
    whole = (WORDS, "U1", "https://r", "kling")
    assert kept(store) == [(WORDS, "U1", None, "kling"), whole, (WORDS, None, None, "kling")], "the way back goes first"
    assert store.forget(now) == 0, "its time is not over"
    assert store.forget(now + DAY) == 1
    assert kept(store) == [("{}", None, None, "kling"), whole, (WORDS, None, None, "kling")]
    assert store.forget(now + DAY) == 0, "it is forgotten once"
    assert store.subject_of_message("T1", "C1", "1.1") == "kling", "its buttons still work"


def test_an_answer_given_up_is_forgotten_too(store: Store, now: datetime) -> None:
    """One that may have been posted, that nothing is done about any more."""
    store.take_in("T1", ["a"], [Outgoing("C1", WORDS, asker="U1")], now=now)
    row = store.outbox.claim("w", now, LEASE)
    assert row is not None
    store.outbox.mark_unknown(row, now + LEASE, "broken line", now)
    store.forget(now + DAY)
    assert kept(store)[0][0] == WORDS, "it is still looked for"
    again = store.outbox.claim("w", now + LEASE, LEASE)
    assert again is not None
    store.outbox.mark_unknown(again, None, "not found", now)
    store.forget(now + DAY)
    assert kept(store) == [("{}", None, None, None)]


def test_records_go_with_their_words_and_versions_after_them(store: Store, now: datetime) -> None:
    """However many there are; a version that a younger record uses stays."""
    old, shared = (Citation(fact, fact, "{}", serves=True) for fact in ("old", "shared"))
    for number in range(BATCH + 1):
        asked = Outgoing("C1", WORDS, given=True, basis=Basis("{}", (old, shared), "t", "b"))
        store.take_in("T1", [f"k{number}"], [asked], now=now)
    young = Outgoing("C1", WORDS, given=True, basis=Basis("{}", (shared,), "t", "b"))
    store.take_in("T1", ["young"], [young], now=now + 5 * DAY)
    assert store.forget(now + 4 * DAY) == BATCH + 1
    with store.database.reading() as connection:
        assert connection.scalars(select(tables.records.c.facts)).all() == ['[["shared", "shared", true]]']
        assert connection.scalars(select(tables.fact_versions.c.version)).all() == ["shared"]
