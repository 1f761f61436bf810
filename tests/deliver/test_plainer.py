"""What Slack will not draw goes out plainer, once a form, and the row says what it lacks."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from sqlalchemy import select

from bot.blockkit import build
from bot.deliver.post import NotMember, Refused
from bot.remember import tables
from bot.remember.outgoing import Outgoing
from bot.remember.store import Store

from .fakes import Clock, Owner, Slack

Work = Callable[[float], list[str]]
TABLE = build.table(
    [[build.raw_text("Quarter"), build.raw_text("RMB m")], [build.raw_text("2025Q3"), build.raw_text(">300")]]
)
PAYLOAD = json.dumps({"text": "All of it", "blocks": [build.section("*More*"), TABLE]})


def lacks(store: Store) -> list[str | None]:
    with store.database.reading() as connection:
        return list(connection.scalars(select(tables.outbox.c.plainer).order_by(tables.outbox.c.id)))


@pytest.mark.parametrize("word", ["invalid_blocks", "msg_blocks_too_long", "invalid_arguments"])
def test_refused_blocks_go_out_in_the_next_plainer_form(
    store: Store, work: Work, slack: Slack, clock: Clock, owner: Owner, word: str
) -> None:
    slack.sends.append(Refused(word))
    store.take_in(
        "T1", [], [Outgoing("C1", PAYLOAD), Outgoing("C1", json.dumps({"text": "part"}), under=0)], now=clock.now()
    )
    assert work(3) == ["plainer", "sent", "sent"]
    head, part = (json.loads(said) for said in slack.said)
    assert [block["type"] for block in head["blocks"]] == ["section", "section"]
    assert part == {"text": "part"}
    assert (lacks(store), owner.heard) == (["tables", None], [])


def test_refused_again_the_words_alone_go_out(store: Store, work: Work, slack: Slack, clock: Clock) -> None:
    slack.sends.extend([Refused("invalid_blocks")] * 2)
    store.take_in("T1", [], [Outgoing("C1", PAYLOAD)], now=clock.now())
    assert work(3) == ["plainer", "plainer", "sent"]
    assert slack.said == ['{"text": "All of it"}']
    assert lacks(store) == ["blocks"]


def test_words_that_are_refused_too_are_reported(
    store: Store, work: Work, slack: Slack, clock: Clock, owner: Owner
) -> None:
    slack.sends.extend([Refused("invalid_blocks")] * 3)
    store.take_in("T1", [], [Outgoing("C1", PAYLOAD)], now=clock.now())
    assert work(3) == ["plainer", "plainer", "failed"]
    assert [failure.error for failure in owner.heard] == ["invalid_blocks"]


def test_another_refusal_is_final_at_once(store: Store, work: Work, slack: Slack, clock: Clock) -> None:
    slack.sends.append(Refused("is_archived"))
    store.take_in("T1", [], [Outgoing("C1", PAYLOAD)], now=clock.now())
    assert work(3) == ["failed"]


def test_a_private_answer_is_made_plainer_too(store: Store, work: Work, slack: Slack, clock: Clock) -> None:
    slack.sends.extend([NotMember(), NotMember()])
    slack.privates.append(Refused("invalid_blocks"))
    store.take_in("T1", [], [Outgoing("C1", PAYLOAD, response_url="https://hooks.slack.test/r")], now=clock.now())
    assert work(3) == ["plainer", "privately"]
    ((_, said),) = slack.private
    assert [block["type"] for block in json.loads(said)["blocks"]] == ["section", "section"]
