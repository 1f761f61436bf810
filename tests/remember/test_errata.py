"""Corrections in the database: a fact of a message is corrected once, whoever does it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.core.basis import Basis, Citation
from bot.remember import tables
from bot.remember.corrections import Note
from bot.remember.outgoing import Outgoing
from bot.remember.store import Store, open_store

DAY, LEASE = timedelta(days=1), timedelta(minutes=1)


def basis(book: str, *facts: str) -> Basis:
    return Basis("{}", tuple(Citation(fact, f"{fact} in {book}", "{}", serves=True) for fact in facts), "t", book)


def tell(store: Store, now: datetime, ts: str, *facts: str, book: str = "b1") -> None:
    """A message that was posted."""
    store.take_in("T1", [ts], [Outgoing("C1", f"said {ts}", basis=basis(book, *facts))], now=now)
    row = store.outbox.claim("w", now, LEASE)
    assert row is not None
    store.outbox.mark_sent(row, ts, now)


def note(store: Store, now: datetime, *, held: bool = False, book: str = "b2") -> Note:
    """A note that corrects whatever a book would."""
    found, _ = store.errata.said("T1", now - DAY, book)
    words = Outgoing("C1", "note", kind="correction", thread_ts="1.1", held=held, basis=basis(book, "gmv"))
    return Note(words, None, tuple((one.mark, one.fact) for one in found))


def rows(store: Store) -> list[tuple[str, str]]:
    at = tables.outbox.c
    with store.database.reading() as connection:
        found = connection.execute(select(at.payload, at.state).where(at.kind == "correction").order_by(at.id))
        return [(row.payload, row.state) for row in found]


def test_what_was_said_from_another_book_in_its_time(store: Store, now: datetime) -> None:
    tell(store, now - 2 * DAY, "0.1", "old")
    tell(store, now, "1.1", "gmv", "revenue")
    tell(store, now, "1.2", "users", book="b2")
    store.take_in("T1", ["unsent"], [Outgoing("C1", "x", basis=basis("b1", "unsent"))], now=now)
    store.take_in("T1", ["given"], [Outgoing("C1", "x", given=True, basis=basis("b1", "given"))], now=now)
    found, contents = store.errata.said("T1", now - DAY, "b2")
    assert [(one.root, one.fact, one.version, one.serves) for one in found] == [
        ("1.1", "gmv", "gmv in b1", True),
        ("1.1", "revenue", "revenue in b1", True),
    ]
    assert contents == {"gmv in b1": "{}", "revenue in b1": "{}"}
    assert store.errata.is_more_coming("T1", "b2")
    assert not store.errata.is_more_coming("T1", "b1")
    assert store.errata.said("T2", now - DAY, "b2") == ((), {})


def test_it_is_corrected_once(store: Store, now: datetime) -> None:
    tell(store, now, "1.1", "gmv")
    first = note(store, now)
    assert store.errata.put("T1", [first], now) == (1, False)
    assert store.errata.put("T1", [first], now) == (0, False)
    assert store.errata.said("T1", now - DAY, "b2")[0] == ()
    assert rows(store) == [("note", "planned")]
    row = store.outbox.claim("w", now, LEASE)
    assert row is not None and row.thread_ts == "1.1"
    store.outbox.mark_sent(row, "2.2", now)
    found, _ = store.errata.said("T1", now - DAY, "b3")
    assert [(one.root, one.version) for one in found] == [("1.1", "gmv in b2")], "the note is an answer too"


def test_two_processes_write_one_note(url: str, now: datetime) -> None:
    """However close: one of them writes it, with all it corrects."""
    stores = [open_store(url, apart=timedelta()) for _ in range(4)]
    try:
        for number in range(8):
            tell(stores[0], now, f"{number}.1", "gmv", "revenue")
            notes = [note(store, now) for store in stores]
            with ThreadPoolExecutor(4) as pool:
                work = [
                    pool.submit(store.errata.put, "T1", [one], now) for store, one in zip(stores, notes, strict=True)
                ]
            assert sorted(each.result()[0] for each in work) == [0, 0, 0, 1]
            row = stores[0].outbox.claim("w", now, LEASE)
            assert row is not None
            stores[0].outbox.mark_sent(row, f"{number}.2", now)
            assert stores[0].outbox.claim("w", now, LEASE) is None
    finally:
        for store in stores:
            store.close()


def test_what_waits_for_a_word_follows_the_book(store: Store, now: datetime) -> None:
    tell(store, now, "1.1", "gmv")
    assert store.errata.put("T1", [note(store, now, held=True)], now) == (1, True)
    assert store.errata.put("T1", [note(store, now, held=True)], now) == (1, False), "the same waits as before"
    assert store.outbox.claim("w", now + DAY, LEASE) is None
    assert [one.state for one in store.errata.listed(5)] == ["held"]
    assert store.errata.put("T1", [], now) == (0, True), "what is right again is not corrected"
    assert rows(store) == []
    store.errata.put("T1", [note(store, now, held=True)], now)
    assert store.errata.release(now) == 1
    assert store.errata.release(now) == 0
    assert rows(store) == [("note", "planned")]


def test_what_is_dropped_is_not_corrected_again(store: Store, now: datetime) -> None:
    tell(store, now, "1.1", "gmv")
    store.errata.put("T1", [note(store, now, held=True)], now)
    assert store.errata.drop() == 1
    assert store.errata.said("T1", now - DAY, "b2")[0] == ()
    assert store.outbox.claim("w", now + DAY, LEASE) is None
