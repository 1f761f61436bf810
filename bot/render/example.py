"""Questions that a book answers, for those who ask how to ask."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.ledger import Ledger
from bot.core.metric import PRICED
from bot.core.period import Grain, Period
from bot.render.page import Pages


@dataclass(frozen=True, slots=True)
class Examples:
    """What someone would type: questions that stand alone, and those that go on from an answer."""

    questions: tuple[str, ...]
    follow_ups: tuple[str, ...]


def examples_of(pages: Pages) -> Examples:
    """The examples of a book in one language; each is made of its own names and times."""
    voice = pages.voice
    ledger = voice.ledger
    guided = next((fact.entity for fact in ledger.facts if fact.kind == "guidance"), ledger.subject)
    entity, rival = voice.entity(guided).casefold(), next(iter(ledger.entities[ledger.subject].rivals), None)
    questions = [entity]
    metric = next((key for key in ledger.entities[guided].overview if key in ledger.metrics), None)
    newest = _newest(ledger, guided, metric) if metric is not None else None
    if metric is not None:
        season = voice.season(newest).casefold() if newest is not None else ""
        questions.append(f"{entity} {voice.metric(metric)} {season}".strip())
    if rival is not None:
        questions.append(f"{voice.entity(ledger.subject)} vs {voice.entity(rival)}".casefold())
    if ledger.ours_with(ledger.metrics_as(*PRICED)) is not None:
        questions.append(voice.phrases.say("say.prices"))
    say = voice.phrases.say
    follow_ups = (
        say("example.yoy"),
        *((say("example.season", season=voice.season(newest.previous())),) if newest is not None else ()),
        *((say("example.rival", rival=voice.entity(rival)),) if rival is not None else ()),
        say("example.list"),
        say("example.source"),
        say("example.why"),
    )
    return Examples(tuple(map(pages.shown, questions)), follow_ups)


def _newest(ledger: Ledger, entity: str, metric: str) -> Period | None:
    """The newest part of a year that a metric has a figure for."""
    periods = {fact.period for fact in ledger.facts_of(entity, metric) if fact.states and fact.period.grain in _PARTS}
    return max(periods, key=lambda period: (period.end, -_PARTS.index(period.grain)), default=None)


_PARTS = (Grain.QUARTER, Grain.HALF, Grain.MONTH)
