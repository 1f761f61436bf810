"""Whatever the bot says is kept as it was said, with what it rests on."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from bot.remember import tables

from .stage import Corner, Stage, Starter


def records(stage: Stage, channel: str) -> list[dict[str, Any]]:
    """Every record of a channel, the oldest first, with the ids of its facts."""
    assert stage.bot is not None
    kept = select(tables.outbox, tables.records).join(tables.records, tables.outbox.c.mark == tables.records.c.mark)
    with stage.bot.store.database.reading() as connection:
        found = connection.execute(kept.where(tables.outbox.c.channel == channel).order_by(tables.outbox.c.id))
        return [{**row._mapping, "facts": {fact for fact, *_ in json.loads(row.facts)}} for row in found]


def test_every_way_to_ask_leaves_a_record(corner: Corner) -> None:
    """A command, a mention, a reply and a button: the bytes kept are those posted, with reading and facts."""
    first = corner.kwai("kling revenue q3")
    corner.reply(first["ts"], "and qoq?")
    corner.press(first, "ask_quarters")
    corner.workspace.say(corner.name, "@kwai happiness of zebras")
    corner.stage.settle()
    said = [m for m in [*corner.workspace.messages(corner.name), *corner.heard(first["ts"])] if m.get("bot_id")]
    kept = records(corner.stage, corner.id)
    # The last answer stands in a thread of somebody's own words.
    assert len(kept) == 4 and len(said) == 3
    texts = {json.loads(row["payload"])["text"] for row in kept}
    assert {message["text"] for message in said} <= texts
    assert {row["message_ts"] for row in kept} >= {message["ts"] for message in said}
    q3, q2 = "dongcaidi-kling-revenue-2025q3", "dongcaidi-kling-revenue-2025q2"
    assert kept[0]["facts"] == {q3}
    assert kept[1]["facts"] >= {q3, q2}
    assert kept[3]["facts"] == set()
    assert json.loads(kept[0]["reading"])["query"]["metric"] == "revenue"
    assert json.loads(kept[3]["reading"])["misread"]["reason"] == "unknown_word"
    assert len({row["book"] for row in kept}) == len({row["templates"] for row in kept}) == 1


def test_a_private_answer_leaves_a_record(corner: Corner) -> None:
    """What only the asker saw is kept like the rest; it is not posted."""
    heard = corner.kwai_aside("kling revenue q3 --private")
    corner.workspace.wait_for(lambda _: records(corner.stage, corner.id))
    (kept,) = records(corner.stage, corner.id)
    assert (json.loads(kept["payload"])["text"], kept["state"], kept["message_ts"]) == (heard["text"], "sent", None)
    assert kept["facts"] == {"dongcaidi-kling-revenue-2025q3"}
    assert corner.workspace.messages(corner.name) == ()


def test_a_planned_digest_leaves_a_record_of_each_part(start: Starter) -> None:
    """The headline's facts are those of its figures, each part has its own."""
    stage = start()
    assert stage.bot is not None
    due = stage.bot.next_digest()
    assert due is not None
    stage.clock.move_to(due)
    kwai = Corner(stage, "kwai")
    headline = kwai.first()
    stage.workspace.wait_for(lambda _: kwai.heard(headline["ts"])[3:])
    kept = records(stage, kwai.id)
    assert [row["place"] for row in kept] == list(range(5))
    assert {"dongcaidi-kling-revenue-2025q3", "dongcaidi-douyin-gmv-yoy-2025q3"} <= kept[0]["facts"]
    assert "tmtpost-hailuo-plan-price-asof-2025-09-top" in kept[3]["facts"] - kept[0]["facts"]
    reading = json.loads(kept[0]["reading"])
    assert (reading["digest"], reading["planned"]) == ("quarterly", True)
