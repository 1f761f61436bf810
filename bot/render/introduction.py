"""Questions that a book answers, for those who ask how to ask."""

from __future__ import annotations

from bot.core.introduction import Introduction
from bot.core.ledger import Ledger
from bot.core.metric import PRICED
from bot.core.period import Grain, Period
from bot.render.page import Pages


def introduction(pages: Pages) -> Introduction:
    """How a book introduces itself in one language; each question is made of its own names and times."""
    voice = pages.voice
    ledger = voice.ledger
    guided = next((fact.entity for fact in ledger.facts if fact.kind == "guidance"), ledger.subject)
    entity, rival = voice.entity(guided), next(iter(ledger.entities[ledger.subject].rivals), None)
    say, questions = voice.phrases.say, [entity]
    metric = next((key for key in ledger.entities[guided].overview if key in ledger.metrics), None)
    newest = _newest(ledger, guided, metric) if metric is not None else None
    if metric is not None:
        season = voice.season(newest) if newest is not None else ""
        questions.append(say("example.figure", entity=entity, metric=voice.metric(metric), season=season).strip())
    if rival is not None:
        questions.append(say("example.versus", entity=voice.entity(ledger.subject), rival=voice.entity(rival)))
    if ledger.ours_with(ledger.metrics_as(*PRICED)) is not None:
        questions.append(say("say.prices"))
    typed = (question if voice.chinese else question.casefold() for question in questions)
    labels = (question[:1].upper() + question[1:] for question in questions)
    follow_ups = (
        say("example.yoy"),
        *((say("example.season", season=voice.season(newest.previous())),) if newest is not None else ()),
        *((say("example.rival", rival=voice.entity(rival)),) if rival is not None else ()),
        say("example.list"),
        say("example.source"),
        say("example.why"),
    )
    about = say("about", title=voice.words(ledger.title))
    return Introduction(pages.shown(about), tuple(map(pages.shown, typed)), tuple(map(pages.shown, labels)), follow_ups)


def _newest(ledger: Ledger, entity: str, metric: str) -> Period | None:
    """The newest part of a year that a metric has a figure for."""
    periods = {fact.period for fact in ledger.facts_of(entity, metric) if fact.states and fact.period.grain in _PARTS}
    return max(periods, key=lambda period: (period.end, -_PARTS.index(period.grain)), default=None)


_PARTS = (Grain.QUARTER, Grain.HALF, Grain.MONTH)
