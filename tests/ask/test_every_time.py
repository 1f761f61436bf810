"""Whatever time a question names, and on whatever day it is asked: an answer, never an exception."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.answer import ENDINGS
from bot.desk import Desk
from tests.conftest import SOAK

TIMES = (
    "", "march", "2025-03", "q3", "2025q3", "h1", "2025h1", "9m", "2025-9m", "full year", "2025", "asof:2025-11",
    "27 nov 2025", "15 april", "29 feb", "cum:2025-02", "since launch", "ytd", "event:2025-09", "23 sep 2025", "undated",
    "last month", "last quarter", "last half", "last year", "next year", "a year ago", "the quarter before",
    "since q1", "q1 to q3", "since march", "q3 2024 to 9m 2025", "as of march", "by 27 nov 2025", "year end 2025",
    "3月", "上半年", "前三季度", "全年", "4月15日", "去年", "去年同期", "上季度", "截至3月", "q5", "2025-13",
)  # fmt: skip
"""A time of every grain, said whole, without its year, from the day and from the thread, and some that are none."""
DOES = ("", "growth", "qoq", "vs", "by quarter", "sum", "change in", "cagr", "guidance", "estimate", "left", "score",
        "rank by", "everything on", "what is new", "prices", "source of", "why", "ratio to revenue",
        "同比", "环比", "指引", "差距")  # fmt: skip
THEN = ("and a year ago?", "the quarter before?", "yoy?", "qoq?", "full year?", "9m?", "15 april?", "vs q1", "by quarter",
        "why?", "as a table", "去年同期呢", "前三季度呢", "ytd", "since q1", "cagr", "less 4q24", "as of march")  # fmt: skip


def asked(desk: Desk, today: date, *texts: str) -> None:
    subject = None
    for text in texts:
        reply = desk.ask(text, today, subject=subject)
        subject = reply.subject or subject
        assert reply.answer.ending in ENDINGS
        assert reply.silent or reply.messages[0].plain, text


def named(desk: Desk) -> list[str]:
    ledger = desk.ledger
    figures = [
        f"{ledger.entities[entity].name.en} {ledger.metrics[metric].name.en}" for entity, metric in ledger.by_metric
    ]
    return sorted({*figures, *(entity.name.en for entity in ledger.entities.values()), ""})


days = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@pytest.mark.timeout(1800)
@example(("Kling revenue", "", "9m"), "", date(2026, 10, 1))
@example(("Kling revenue", "", "since launch"), "and a year ago?", date(2025, 11, 28))
@example(("Kling revenue", "", "since launch"), "full year?", date(2025, 11, 28))
@example(("Kling", "brokers estimate", "2025"), "", date(2025, 11, 28))
@given(st.tuples(st.integers(0), st.sampled_from(DOES), st.sampled_from(TIMES)), st.sampled_from(("", *THEN)), days)
@settings(max_examples=20_000 if SOAK else 1_500)
def test_no_time_breaks_an_answer(desk: Desk, said: tuple[int | str, str, str], then: str, today: date) -> None:
    whose, does, when = said
    every = named(desk)
    whose = whose if isinstance(whose, str) else every[whose % len(every)]
    asked(desk, today, f"{does} {whose} {when}".strip(), *((then,) if then else ()))


@pytest.mark.parametrize("said", ["march", "q3", "h1", "9m", "full year", "15 april", "last quarter", "ytd"])
def test_no_day_of_a_year_breaks_an_answer(desk: Desk, said: str) -> None:
    for day in range(366):
        asked(desk, date(2028, 1, 1) + timedelta(day), f"kling revenue {said}")
