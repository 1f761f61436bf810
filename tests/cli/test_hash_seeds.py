"""The same question gives the same bytes, whatever order a process keeps its sets in."""

from __future__ import annotations

import json
import sys
from typing import get_args

from bot.core.query import Operation

from .shell import Shell

QUESTIONS: dict[Operation, str] = {
    "value": "kling revenue q3",
    "overview": "可靈",
    "list": "kling revenue by quarter",
    "yoy": "快手GMV同比",
    "qoq": "kling revenue qoq",
    "gap": "gmv gap",
    "prices": "pricing",
    "guidance": "kling guidance",
    "implied": "可灵隐含",
    "sum": "sum of kuaishou revenue q1 to q3",
    "change": "kuaishou revenue 2025q3 vs 2025q1",
    "compound": "gmv cagr q4 2024 to q3 2025",
    "ratio": "kuaishou revenue per dau 4q24",
    "difference": "ks online marketing revenue minus live streaming revenue 4q24",
    "rank": "rank by monthly users",
    "score": "did kling hit its guidance",
    "estimate": "broker estimates for kling revenue",
    "everything": "everything about kling",
    "news": "what's new since november",
    "source": "source of kling revenue",
    "why": "why kling revenue qoq",
    "conflicts": "conflicts",
    "digest": "digest 2025Q3",
    "help": "help",
}
"""A question for every operation there is."""
UNCLEAR = (
    *("ks profit q3", "klign revnue", "king revenue", "kelin shouru", "kling users and dau", "profit margin users"),
    *("可怜收入", "克靈收入", "快手月活同", "快手毛律", "快手Q3占比", "抖音对比"),
    *("kling wholesale", "share of online marketing in revenue", "site-wide penetration", "clients growth", "zzzz"),
)
ASK = """
import json, sys
from datetime import date
from pathlib import Path
from bot.core.query import Query
from bot.desk import Desk
from bot.load.book import load_book
from bot.place import place_of

book = load_book(place_of("config"), Path(sys.argv[1]))
desk = Desk(book.ledger, place_of("templates"))
for question in json.loads(sys.stdin.read()):
    reply = desk.ask(question, date(2025, 11, 28), asked=("U1", question))
    print(json.dumps([question, reply.answer.query.operation, reply.answer.ending, reply.subject], ensure_ascii=False))
    for message in reply.messages:
        print(message)
"""


def test_two_processes_say_the_same_bytes(shell: Shell) -> None:
    """Messages, blocks and what is remembered; one reads the files, the other its snapshot."""
    said = json.dumps([*QUESTIONS.values(), *UNCLEAR])
    command = [sys.executable, "-c", ASK, str(shell.home / "cache")]
    first, second = (shell.run(command, said, PYTHONHASHSEED=seed) for seed in "12")
    assert (first.err, first.code) == ("", 0)
    assert first.out == second.out
    asked = [json.loads(line) for line in first.lines if line.startswith("[")]
    assert len(asked) == len(QUESTIONS) + len(UNCLEAR)


def test_every_operation_is_among_the_questions(shell: Shell) -> None:
    """So that an operation that is new is asked about here too."""
    assert set(QUESTIONS) == set(get_args(Operation))
    done = shell.run([sys.executable, "-c", ASK, str(shell.home)], json.dumps(list(QUESTIONS.values())))
    asked = [json.loads(line) for line in done.lines if line.startswith("[")]
    assert [operation for _, operation, _, _ in asked] == list(QUESTIONS)
