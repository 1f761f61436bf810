"""A reviewer's decision: an edition they saw first is sent, or held."""

from __future__ import annotations

import json
from datetime import datetime

from bot.core.message import Message
from bot.counter.counter import Counter
from bot.counter.press import read_value
from bot.deliver.mailroom import Address
from bot.remember.outgoing import Outgoing


def decide(counter: Counter, to: Address, key: str, value: str) -> Message:
    """What a reviewer's button comes to: release or hold; nobody else's counts."""
    language, rest = read_value(value)
    which, _, edition = rest.partition(":")
    roster, now = counter.store.roster, counter.now()
    held = roster.waiting(to.workspace, which, edition)
    if held is None or held.reviewer != to.user:
        return counter.words.review("nothing", None, edition, language, None)
    if key == "release":
        done = roster.release(held, now)
        counter.wake()
        what = "sent" if done else "nothing"
    else:
        roster.hold(held, None, now)
        what = "held"
    return counter.words.review(what, held.subscription, edition, language, None)


def hold_overdue(counter: Counter, now: datetime, workspace: str) -> int:
    """Hold what its reviewer did not decide in time, and tell them so, once; how many."""
    count = 0
    for held in counter.store.roster.overdue(now, workspace):
        s = held.subscription
        message = counter.words.review("over", s, held.edition, s.language, None)
        said = Outgoing(held.channel, json.dumps(message.payload, ensure_ascii=False), kind="notice")
        count += counter.store.roster.hold(held, said, now)
    if count:
        counter.wake()
    return count
