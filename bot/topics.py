"""The sections of an edition as a thread can be asked about them."""

from __future__ import annotations

from dataclasses import replace

from bot.ask.before import Topic
from bot.core.edition import Edition, Part
from bot.core.query import Query
from bot.words.script import fold


def topics_of(edition: Edition) -> tuple[Topic, ...]:
    """One for each section, in their order, reading with care last."""
    topics = [_topic(part, edition) for part in edition.parts]
    for section in edition.digest.sections:
        if section.kind == "care":
            noted = [key for caveat in edition.care for key in caveat.ids]
            noted += [key for conflict in edition.conflicts for key in conflict.facts]
            query = Query("conflicts", prints=tuple(dict.fromkeys(noted)))
            topics.append(Topic((fold(section.title.en), fold(section.title.zh)), query, edition.period))
    return tuple(topics)


def _topic(part: Part, edition: Edition) -> Topic:
    section, answer = part.section, part.answer
    query, period = section.query, answer.period
    if section.kind == "gap":
        query = query.at(answer.period or edition.period)
    elif section.kind == "prices":
        query = Query("prices", metric=answer.metric)
    prints = dict.fromkeys(key for line in answer.lines for key in line.facts)
    query = replace(query, prints=tuple(prints))
    return Topic((fold(section.title.en), fold(section.title.zh)), query, period or edition.period)
