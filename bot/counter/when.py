"""When a subscription comes, as somebody would write it in its form."""

from __future__ import annotations

from bot.core.subscription import Order, Schedule
from bot.core.text import Language
from bot.counter.counter import Counter
from bot.render.form import whens


def when(counter: Counter, schedule: Schedule, language: Language) -> str:
    """The first words for a schedule that are read as the same again; else its cron."""
    for words in whens(schedule, counter.desk().renderer.pages(language)):
        read = counter.read(words, language)
        if isinstance(read, Order) and read.schedule.cron == schedule.cron:
            return words
    return schedule.cron
