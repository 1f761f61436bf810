"""Nothing that enters can mention, link or broadcast, and no message breaks Slack's limits."""

from __future__ import annotations

import json
import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.blockkit.check import check_message
from bot.desk import Desk

TODAY = date(2025, 12, 1)
LIVE = re.compile(r"<(?!@U1>)[^>]*>")
_MARKS = "<!channel> <!here> <@U999> <https://x.example|click> &lt;!channel&gt; * _ ` \x00 \n \u202e \ue000"
_WORDS = "\ue002U9\ue003 kling revenue q3 可灵 收入 vs 2025Q5 😀"
HOSTILE = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from((*_MARKS.split(" "), *_WORDS.split(" "))),
        max_size=12,
    ).map(" ".join),
)


@given(text=HOSTILE)
def test_a_hostile_question_comes_back_harmless(text: str, desk: Desk) -> None:
    reply = desk.ask(text, TODAY, asked=("U1", f"/kwai {text}"))
    for message in reply.messages:
        if not reply.silent:
            assert check_message(message.payload) == ()
            assert LIVE.findall(json.dumps(message.payload, ensure_ascii=False)) == []


@given(text=HOSTILE)
def test_no_answer_is_found_without_a_fact(text: str, desk: Desk) -> None:
    answer = desk.ask(text, TODAY).answer
    if answer.ending == "found":
        assert any(line.facts for line in answer.lines)
