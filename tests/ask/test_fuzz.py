"""Whatever is typed, on its own or after a question: no exception, and no answer without the facts it rests on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.answer import ENDINGS
from bot.desk import Desk
from bot.dialog import read_dialogs
from tests.conftest import SOAK

TODAY = date(2025, 11, 28)
ASKED = tuple({turn["said"] for dialog in read_dialogs(Path(__file__).parents[1] / "dialogs") for turn in dialog.turns})

questions = st.sampled_from(sorted(ASKED))
cut = st.tuples(questions, st.integers(0, 40), st.integers(0, 40)).map(lambda one: one[0][one[1] : one[1] + one[2]])
spliced = st.lists(st.one_of(questions, cut, st.text(max_size=12)), min_size=1, max_size=3).map(" ".join)
glued = st.lists(cut, min_size=2, max_size=4).map("".join)
typed = st.one_of(spliced, glued, st.text(max_size=80))


@pytest.mark.timeout(1800)
@example(["digest"])
@example(["digest users"])
@example(["hailuo revenue", "why?"])
@example(["hailou top plan price 为什么"])
@example(["HAILO", "and a year ago?"])
@example(["compound growth of kuaishou cash in q1", "快手现金 q1 复合增速"])
@given(st.lists(typed, min_size=1, max_size=2))
@settings(max_examples=100_000 if SOAK else 2_000)
def test_nothing_breaks_and_nothing_is_found_without_facts(desk: Desk, texts: list[str]) -> None:
    subject = None
    for text in texts:
        reply = desk.ask(text, TODAY, subject=subject)
        subject = reply.subject or subject
        answer = reply.answer
        assert answer.ending in ENDINGS
        figures = [line for line in answer.lines if line.quantity is not None or line.text is not None]
        assert all(line.facts for line in figures if line.role != "quotient"), text
        if answer.ending == "found":
            assert figures or answer.conflicts or answer.query.operation in {"digest", "conflicts"}, text
        assert reply.silent or reply.messages[0].plain, text
