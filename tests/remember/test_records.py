"""The record: what a message rests on is kept with it, in the same transaction, or not at all."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, select

from bot.core.basis import Basis, Citation
from bot.remember import tables
from bot.remember.instant import to_millis
from bot.remember.outgoing import Outgoing
from bot.remember.store import Store

from .test_delivering import plan, put

FLOOR = Citation("kling-q3", "v1", '{"low":"3"}', serves=True)
BESIDE = Citation("kling-q2", "v2", '{"low":"2"}', serves=False)
MENDED = Citation("kling-q3", "v3", '{"low":"4"}', serves=True)


def basis(*citations: Citation, place: int = 0) -> Basis:
    return Basis('{"query":{}}', citations, "t1", "b1", place)


def rows(store: Store, table: Table) -> list[dict[str, Any]]:
    with store.database.reading() as connection:
        return [dict(row._mapping) for row in connection.execute(select(table))]


def test_each_message_is_kept_with_its_facts(store: Store, now: datetime) -> None:
    batch = [
        Outgoing("C1", '{"text":"head"}', basis=basis(FLOOR)),
        Outgoing("C1", '{"text":"part"}', under=0, basis=basis(FLOOR, BESIDE, place=1)),
        Outgoing("C1", '{"text":"no answer"}', under=0),
    ]
    assert store.take_in("T1", ["k"], batch, now=now)
    payloads = {row["mark"]: row["payload"] for row in rows(store, tables.outbox)}
    records = {payloads[row["mark"]]: row for row in rows(store, tables.records)}
    assert {words: record["place"] for words, record in records.items()} == {'{"text":"head"}': 0, '{"text":"part"}': 1}
    assert {(r["reading"], r["templates"], r["book"]) for r in records.values()} == {('{"query":{}}', "t1", "b1")}
    assert {words: json.loads(record["facts"]) for words, record in records.items()} == {
        '{"text":"head"}': [["kling-q3", "v1", True]],
        '{"text":"part"}': [["kling-q3", "v1", True], ["kling-q2", "v2", False]],
    }


def test_every_served_version_stays_known(store: Store, now: datetime) -> None:
    for at, citation in enumerate((FLOOR, FLOOR, MENDED)):
        assert store.take_in("T1", [f"k{at}"], [Outgoing("C1", "{}", basis=basis(citation))], now=now)
    known = {(row["version"], row["fact"], row["content"]) for row in rows(store, tables.fact_versions)}
    assert known == {("v1", "kling-q3", '{"low":"3"}'), ("v3", "kling-q3", '{"low":"4"}')}


def test_a_version_that_was_not_kept_is_written_with_the_next_answer(store: Store, now: datetime) -> None:
    """What a transaction that came to nothing would have written is not taken for written."""
    assert store.take_in("T1", ["k"], [], now=now)
    assert not store.take_in("T1", ["k"], [Outgoing("C1", "{}", basis=basis(FLOOR))], now=now)
    assert store.take_in("T1", ["k2"], [Outgoing("C1", "{}", basis=basis(FLOOR))], now=now)
    assert [row["version"] for row in rows(store, tables.fact_versions)] == ["v1"]


def test_a_version_in_use_stays_fresh(store: Store, now: datetime) -> None:
    """It is written anew each day, so that what is old is not in use."""
    for day in range(3):
        at = now + timedelta(days=day)
        assert store.take_in("T1", [f"k{day}"], [Outgoing("C1", "{}", basis=basis(FLOOR))], now=at)
        (kept,) = rows(store, tables.fact_versions)
        assert kept["kept_at"] == to_millis(at)


def test_what_was_seen_before_leaves_no_record(store: Store, now: datetime) -> None:
    message = Outgoing("C1", "{}", basis=basis(FLOOR))
    assert store.take_in("T1", ["k"], [message], now=now)
    assert not store.take_in("T1", ["k"], [message], now=now)
    assert len(rows(store, tables.records)) == 1


def test_a_private_answer_is_kept_and_never_posted(store: Store, now: datetime) -> None:
    given = Outgoing("C1", '{"text":"3"}', asker="U1", basis=basis(FLOOR), given=True)
    assert store.take_in("T1", ["k"], [given], now=now)
    assert len(rows(store, tables.records)) == 1
    assert store.outbox.claim("w", now + timedelta(days=1), timedelta(minutes=1)) is None


def test_an_edition_is_kept_when_it_is_planned(store: Store, now: datetime) -> None:
    due = put(store, now)
    batch = (
        Outgoing("C1", "head", kind="digest", basis=basis(FLOOR)),
        Outgoing("C1", "part", kind="digest", under=0, basis=basis(BESIDE, place=1)),
    )
    later = now + timedelta(days=1)
    assert plan(store, due, "2025Q3", batch, later, now) == "planned"
    (again,) = store.roster.due(later)
    assert plan(store, again, "2025Q3", batch, later + timedelta(days=1), now) == "already"
    assert len(rows(store, tables.records)) == 2
