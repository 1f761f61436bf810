"""What is said of manners: asking too much, coming into a channel, and being at work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import get_args

from bot.agent import at_work
from bot.core.text import Language
from bot.desk import Desk
from bot.joined import edition, offered, sent, welcome
from bot.rehearsal.line import Line
from bot.render.message import Act

_NOT_SENT = ("bot_absent", "asker_absent", "already", "gone")


def manners(desk: Desk, language: Language, today: date) -> Iterator[Line]:
    """Each sentence for each of its reasons."""
    for act in get_args(Act):
        yield partial(desk.renderer.limited, "channel", 2, language, act)
    yield partial(at_work, desk, language)
    yield partial(welcome, desk, "C0", language)
    for reason in _NOT_SENT:
        yield partial(desk.renderer.say, "not_sent", language, reason=reason, channel="C0", edition="2025Q3")
    found = offered(desk, "C0", language)
    if found is not None:
        yield partial(sent, desk, found)
        yield partial(edition, desk, found, "U0", today)
