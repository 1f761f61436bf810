"""Which section of a digest a text in its thread is about."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.ask.before import Before, Topic
from bot.ask.heard import Heard
from bot.words.script import fold

_NUMBER = re.compile(
    r"^\W*(?:part|section|no\.?|第)?\s*([1-9])(?:\s*/\s*\d+)?\s*(?:部分|节|條|条)?\s*[:：,，]|(?<!\d)([1-9])/\d(?!\d)"
)
_NAMING = frozenset({"gap", "prices"})
"""What a question asks for that names a section as well; "by quarter" can be asked of any."""
_WORD = re.compile(r"\w")


def take_topic(text: str, before: Before) -> tuple[str, Topic | None]:
    """The section that a text names by its number or its title, and the text without them."""
    folded = fold(text)
    if len(folded) != len(text):
        return text, None
    found = _NUMBER.search(folded)
    if found is not None and int(found[1] or found[2]) <= len(before.topics):
        topic = before.topics[int(found[1] or found[2]) - 1]
        return _without(text, found.start(), found.end()), topic
    named = [(name, topic) for topic in before.topics for name in topic.names]
    for name, topic in sorted(named, key=lambda pair: -len(pair[0])):
        found = re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", folded)
        if found is not None:
            return _without(text, found.start(), found.end()), topic
    return text, None


def meant_topic(heard: Heard, before: Before) -> Topic | None:
    """The section that the words of a text mean: "gap" the one with a gap, "gmv" the one about it.

    None where the conversation is about such a section already.
    """
    now = before.query
    if heard.entities or now is None or (now.subject or now.operation) in heard.cues or now.metric in heard.metrics:
        return None
    of = [topic for topic in before.topics if topic.query.operation in _NAMING & set(heard.cues)]
    on = [topic for topic in before.topics if topic.query.metric is not None and topic.query.metric in heard.metrics]
    both = [topic for topic in of if topic in on]
    return next(iter(both or (on if heard.metrics else of)), None)


def about(topic: Topic, before: Before) -> Before:
    """What a follow-up leans on where it is about one section."""
    return replace(
        before, query=replace(topic.query, language=before.language or "en"), period=topic.period, choices=()
    )


def says_nothing(text: str) -> bool:
    """Whether nothing is left of a text but its signs: it named the section and asked no more."""
    return _WORD.search(text) is None


def _without(text: str, start: int, end: int) -> str:
    return f"{text[:start]} {text[end:]}"
