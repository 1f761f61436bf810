"""The rehearsal of a desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from bot.core.problem import Problem
from bot.core.text import Language
from bot.desk import Desk
from bot.rehearsal.answers import answers, telling_questions
from bot.rehearsal.homes import homes
from bot.rehearsal.line import Line
from bot.rehearsal.manners import manners
from bot.rehearsal.subscriptions import subscriptions
from bot.rehearsal.windows import windows
from bot.render.proofread import mistake, mistakes

_FOLDERS: tuple[Language, ...] = ("en", "zh-Hans")
"""The other Chinese is the same templates in another script."""
_ROOMS = (windows, subscriptions, homes, manners)
"""What the bot can say beside its answers, by whom it is said."""


def rehearse(desk: Desk, today: date) -> tuple[Problem, ...]:
    """The mistakes in a desk's templates, each file once; afterwards every template is compiled and kept."""
    found = {problem.file: problem for problem in mistakes(desk.templates, desk.ledger)}
    if found:
        return tuple(found.values())
    for say in _lines(desk, today):
        try:
            say()
        except Exception as error:
            problem = mistake(error, desk.templates, "")
            found.setdefault(problem.file, problem)
    return tuple(found.values())


def _lines(desk: Desk, today: date) -> Iterator[Line]:
    telling = telling_questions(desk.ledger, today)
    for language in _FOLDERS:
        yield from answers(desk, language, today, telling)
        yield from chain.from_iterable(room(desk, language, today) for room in _ROOMS)
