"""What a person asked is found for that person alone, while the words of its answer are kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import text

from bot.core.basis import Basis
from bot.remember.outgoing import Outgoing
from bot.remember.store import Store

DAY = timedelta(days=1)


def answer(reading: str, asker: str = "U1", **more: object) -> Outgoing:
    basis = Basis(reading, (), "templates", "book", int(str(more.pop("place", 0))))
    return Outgoing("C1", '{"text": "answer"}', asker=asker, subject=reading, basis=basis, **more)  # type: ignore[arg-type]


def test_the_newest_first_public_and_private(store: Store, now: datetime) -> None:
    """First messages of answers only; not a digest, not what nobody asked, not another's, not another workspace's."""
    store.take_in("T1", ["a"], [answer("one"), answer("part", place=1)], now=now)
    store.take_in("T1", ["b"], [answer("two", given=True)], now=now + DAY)
    store.take_in("T1", ["c"], [answer("hers", "U2"), answer("digest", kind="digest")], now=now)
    store.take_in("T2", ["d"], [answer("elsewhere")], now=now)
    found = store.questions.of("T1", "U1", 10)
    assert [(one.reading, one.asked_at, one.subject) for one in found] == [
        ("two", now + DAY, "two"),
        ("one", now, "one"),
    ]
    assert [one.reading for one in store.questions.of("T1", "U1", 1)] == ["two"]
    assert store.questions.of("T1", "U3", 10) == ()


def test_a_mark_is_its_asker_s_alone(store: Store, now: datetime) -> None:
    store.take_in("T1", ["a"], [answer("one")], now=now)
    (mine,) = store.questions.of("T1", "U1", 10)
    assert store.questions.one("T1", "U1", mine.mark) == mine
    assert store.questions.one("T1", "U2", mine.mark) is None
    assert store.questions.one("T2", "U1", mine.mark) is None
    assert store.questions.one("T1", "U1", "other") is None


def test_what_is_forgotten_is_no_question(store: Store, now: datetime) -> None:
    store.take_in("T1", ["a"], [answer("one", given=True)], now=now)
    (mine,) = store.questions.of("T1", "U1", 10)
    store.forget(now + DAY)
    assert store.questions.of("T1", "U1", 10) == ()
    assert store.questions.one("T1", "U1", mine.mark) is None


def test_it_is_found_by_person_not_by_looking_through_all(store: Store) -> None:
    """However much others ask: the index that the migration makes is used."""
    if not store.database.is_sqlite:
        return
    asked = (
        "SELECT mark FROM outbox WHERE workspace = 'T1' AND asker = 'U1' AND kind = 'answer' ORDER BY id DESC LIMIT 40"
    )
    with store.database.reading() as connection:
        plan = " ".join(str(row) for row in connection.execute(text(f"EXPLAIN QUERY PLAN {asked}")))
    assert "USING INDEX outbox_asker" in plan and "TEMP B-TREE" not in plan
