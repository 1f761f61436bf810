"""Answers, digests, corrections, what it is told to be, and the sentences of trouble."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import get_args

from bot.attention import Where, heed
from bot.core.answer import Answer
from bot.core.correction import Correction, Reason
from bot.core.ledger import Ledger
from bot.core.period import parse_period
from bot.core.preference import Attention
from bot.core.query import Choice, Misread, Operation, Query, Shown
from bot.core.text import Language
from bot.desk import Desk, Reply
from bot.fairness import Wait
from bot.provenance import Reading
from bot.reckon.answer import answer as reckon
from bot.rehearsal.line import Line
from bot.render.message import template_of

_TROUBLES = ("database", "expired", "not_member", "broken", "unsure", "forgotten")
_OF_A_METRIC: tuple[Operation, ...] = (
    "value",
    "list",
    "yoy",
    "qoq",
    "prices",
    "guidance",
    "estimate",
    "implied",
    "change",
    "rank",
    "score",
)
_OF_AN_ENTITY: tuple[Operation, ...] = ("overview", "conflicts", "everything", "news")
_AS_ROWS = Shown(form="csv")
_OF_AN_ANSWER: tuple[Operation, ...] = ("source", "why")
_NEVER = parse_period("1900Q1")
_SAID: dict[Language, str] = {"en": "what", "zh-Hans": "什么说"}
_MISREAD = ("help", "unknown_word", "no_such_period", "nothing_said", "not_joined", "not_paid", "ambiguous")


def answers(desk: Desk, language: Language, today: date, telling: Sequence[Query]) -> Iterator[Line]:
    """The `telling` questions, each digest, each correction, each trouble, each wish."""
    for reading in _readings(desk, language, telling):
        yield partial(desk.again, reading, today)
    for reason in get_args(Reason):
        yield partial(_correct, desk, reason, language, today)
    for reason in _TROUBLES:
        yield partial(desk.trouble, _SAID[language], reason, "00A3")
    for wish in get_args(Attention):
        for where in get_args(Where):
            yield partial(heed, desk, "", wish, where, None, (language,))
    yield partial(desk.which_digest, language)
    asked = Reply(Answer(Query(language=language), "help"), (), None)
    for who in ("person", "channel"):
        yield partial(desk.limited, Wait(who, 2, first=True), asked)


def _correct(desk: Desk, reason: Reason, language: Language, today: date) -> None:
    """A correction for each reason there is, and the line of a headline."""
    fact = next((fact for fact in desk.ledger.facts if fact.served and fact.value is not None), None)
    if fact is None:
        return
    now = None if reason in {"withdrawn", "gone"} else fact
    desk.correction_note((Correction(fact, now, reason, desk.ledger.title),), language)
    desk.corrected({"text": "", "blocks": []}, today, language)


def telling_questions(ledger: Ledger, today: date) -> tuple[Query, ...]:
    """A question for each template, operation and form."""
    found: dict[tuple[str, str, str | None], Query] = {}
    for query in questions(ledger):
        found.setdefault((template_of(reckon(query, ledger, today)), query.operation, query.shown.form), query)
    return tuple(found.values())


def _readings(desk: Desk, language: Language, telling: Sequence[Query]) -> Iterator[Reading]:
    """The questions, texts that are none, and every digest."""
    ledger = desk.ledger
    yield from (Reading(replace(query, language=language)) for query in telling)
    subject = Query("value", ledger.subject, language=language)
    for reason in _MISREAD:
        choices = (Choice("1", subject), Choice("2", subject)) if reason == "ambiguous" else ()
        yield Reading(misread=Misread(reason, language, ("word",), choices), asked=("U0", "word"), refined=True)
    for digest in ledger.digests.values():
        for period in (desk.newest_edition(digest), _NEVER):
            query = Query("digest", period=period, language=language)
            yield Reading(query, digest=digest.id, asked=("U0", "digest"))
        newest = desk.newest_edition(digest)
        if newest is not None:
            query = Query("digest", period=newest, language=language)
            yield Reading(query, digest=digest.id, since=newest.first)
        # One that has no figure says so of each of its sections.
        yield Reading(Query("digest", period=_NEVER, language=language), digest=digest.id, planned=True)


def questions(ledger: Ledger) -> Iterator[Query]:
    """Questions of each kind about the subject of the book and whoever it has a forecast of."""
    foretold = next((fact.entity for fact in ledger.facts if fact.kind == "guidance"), ledger.subject)
    for key in dict.fromkeys((ledger.subject, foretold)):
        rival = next(iter(ledger.entities[key].rivals), None)
        yield from (Query(operation, key) for operation in _OF_AN_ENTITY)
        yield Query("everything", key, shown=_AS_ROWS)
        mine = (fact.metric for fact in ledger.facts if fact.entity == key)
        for metric in dict.fromkeys((*ledger.entities[key].overview, *mine)):
            if metric in ledger.metrics:
                yield from (Query(operation, key, None, metric) for operation in _OF_A_METRIC)
                yield from (Query(operation, key, None, metric, subject="value") for operation in _OF_AN_ANSWER)
                yield Query("value", key, None, metric, period=_NEVER)
                if rival is not None:
                    yield Query("gap", key, rival, metric)
        yield from (Query("value", key, None, loose.id) for loose in ledger.metrics.values() if loose.means)
    yield from (Query("value", state.entity, None, state.metric) for state in ledger.states)
