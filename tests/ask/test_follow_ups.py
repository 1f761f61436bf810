"""A follow-up on a subject some days old names it; what was understood is kept though the rest was not."""

from __future__ import annotations

from datetime import date

import pytest

from bot.desk import Desk, Reply

ASKED, LATER = date(2025, 11, 28), date(2025, 12, 3)


def talk(desk: Desk, *turns: tuple[str, date]) -> Reply:
    subject, reply = None, None
    for text, day in turns:
        reply = desk.ask(text, day, subject=subject)
        subject = reply.subject or subject
    assert reply is not None
    return reply


def head(reply: Reply) -> str:
    block = reply.messages[0].blocks[0]
    return str(block["elements"][0]["text"])


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        ("kling revenue q3", "Q2?", "goes on from 28 Nov 2025"),
        ("可灵Q3收入", "同比呢", "承接2025年11月28日的问题"),
        ("可靈Q3收入", "同比呢", "承接2025年11月28日的問題"),
    ],
)
def test_a_subject_some_days_old_is_named(desk: Desk, first: str, then: str, said: str) -> None:
    assert head(talk(desk, (first, ASKED), (then, LATER))) == said


def test_a_fresh_subject_and_a_question_of_its_own_are_not(desk: Desk) -> None:
    fresh = talk(desk, ("kling revenue q3", ASKED), ("Q2?", ASKED))
    assert "goes on" not in head(fresh)
    whole = talk(desk, ("kling revenue q3", ASKED), ("kuaishou gmv q3", LATER))
    assert "goes on" not in head(whole)


def test_what_was_understood_is_kept(desk: Desk) -> None:
    reply = talk(desk, ("kling revenue q11", ASKED), ("sorry q1", ASKED))
    assert (reply.answer.ending, reply.answer.entity, reply.answer.metric) == ("found", "kling", "revenue")


@pytest.mark.parametrize(
    ("then", "metric"), [("no, I meant adjusted", "adjusted_net_profit"), ("不是，经调整的", "adjusted_net_profit")]
)
def test_a_word_changes_the_figure_before_it(desk: Desk, then: str, metric: str) -> None:
    reply = talk(desk, ("kuaishou net profit fy24", ASKED), (then, ASKED))
    assert (reply.answer.metric, reply.answer.period and reply.answer.period.label) == (metric, "2024")


@pytest.mark.parametrize("chat", ["👍", ":+1:", "🙏🙏", ":tada: :tada:", "cheers", "唔該晒", "哈哈哈"])
def test_thanks_and_emoji_are_left_alone(desk: Desk, chat: str) -> None:
    assert talk(desk, ("kling revenue q3", ASKED), (chat, ASKED)).answer.ending == "left_alone"


def test_a_table_to_take_away(desk: Desk) -> None:
    reply = talk(desk, ("kling revenue by quarter", ASKED), ("as csv", ASKED))
    rows = reply.messages[0].plain.splitlines()
    assert rows[0] == "entity,metric,slice,value,low,high,unit,period,kind,speaker,print,source,line,warning"
    assert rows[1].startswith("kling,revenue,,,150000000,,CNY,2025Q1,reported,kuaishou,超過1.5億元,")


def test_a_large_table_says_what_does_not_fit(desk: Desk) -> None:
    reply = talk(desk, ("everything about kuaishou", ASKED), ("as csv", ASKED))
    assert "more rows do not fit here" in head(reply)
    assert len(reply.messages[0].blocks[1]["text"]["text"]) <= 3000
