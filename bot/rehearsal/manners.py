"""What is said of manners: asking too much, and being at work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import get_args

from bot.agent import at_work
from bot.core.text import Language
from bot.desk import Desk
from bot.rehearsal.line import Line
from bot.render.message import Act


def manners(desk: Desk, language: Language, today: date) -> Iterator[Line]:
    """Each sentence for each of its reasons."""
    del today
    for act in get_args(Act):
        yield partial(desk.renderer.limited, "channel", 2, language, act)
    yield partial(at_work, desk, language)
