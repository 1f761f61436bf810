"""A text as a query, on its own or after another one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.ask.alone import on_its_own
from bot.ask.before import Before
from bot.ask.complete import as_known
from bot.ask.day import with_days
from bot.ask.follow_up import after, chosen
from bot.ask.heard import Heard, hear, impossible
from bot.ask.offer import is_near, offers
from bot.ask.onward import onward
from bot.ask.qualifier import qualified
from bot.ask.slots import said_slots
from bot.ask.told import said_by, told_by, which_source
from bot.ask.topic import about, meant_topic, says_nothing, take_topic
from bot.core.ledger import Ledger
from bot.core.query import Choice, Misread, Operation, Query
from bot.core.text import Language
from bot.words.language import choose_language
from bot.words.names import NameIndex
from bot.words.script import fold

_A_SENTENCE = 3
"""Words from which on a text without a name is somebody's sentence rather than a misspelt name."""

_NEED_A_FIGURE: frozenset[str] = frozenset(
    "value yoy qoq list gap guidance estimate implied score sum change compound ratio rank".split()
)

_ABOUT: tuple[Operation, ...] = ("source", "why")
"""Cues that ask about a figure; the rest of their words says which."""
_WITHOUT_SOURCE: frozenset[Operation] = frozenset({"help", "digest"})

_LEANING: frozenset[str] = frozenset({"no_subject", "nothing_before", "nothing_said"})


_GOING_ON: tuple[str, ...] = ("and ", "then ", "what about ", "那", "还有")


def read_question(
    text: str,
    ledger: Ledger,
    index: NameIndex,
    today: date,
    *,
    before: Before | None = None,
    addressed: bool = True,
    languages: tuple[Language | None, ...] = (),
) -> Query | Misread:
    """What a text asks.

    `before` makes it a follow-up where it names no subject of its own. A text that was not
    `addressed` to the bot and is no question is left alone.
    """
    topic, whole = None, text
    if before is not None and before.topics:
        text, topic = take_topic(text, before)
    heard = hear(text, index)
    if before is not None and before.topics:
        topic = topic or meant_topic(heard, before)
        before = about(topic, before) if topic is not None else before
    last = before.query.metric if before and before.query else None
    heard = qualified(heard, last, ledger, index)
    spoken = before.language if before else None
    language = _language(whole, heard, (spoken, *languages))
    if topic is not None and says_nothing(text):
        return replace(topic.query, language=language)
    if before and before.choices:
        choice = chosen(heard, text, before, language)
        if choice is not None:
            return choice
    next_page = onward(text, before, language)
    if next_page is not None:
        return next_page
    problem = _misread(heard, text, language, addressed=addressed, started=before is not None)
    if problem is not None:
        return problem

    def settled(heard: Heard) -> Query | Misread:
        def told(by: str) -> Query | Misread:
            return told_by(by, _settled(heard, ledger.told_by(by), today, before, language))

        if len(heard.sources) > 1:
            return which_source(heard, ledger, language, told)
        by = said_by(heard, before)
        return _settled(heard, ledger, today, before, language) if by is None else told(by)

    if heard.unknown:
        choices = offers(heard, text, language, ledger, lambda other: settled(hear(other, index)))
        reason = "ambiguous" if choices and is_near(heard.unknown[0]) else "unknown_word"
        return Misread(reason, language, (heard.unknown[0].typed,), choices)
    return settled(heard)


def _settled(heard: Heard, ledger: Ledger, today: date, before: Before | None, language: Language) -> Query | Misread:
    """The query of a text whose every word is known."""
    asks = next((cue for cue in _ABOUT if cue in heard.cues), None)
    if asks is not None and (heard.entities or heard.metrics or heard.dims):
        rest = replace(heard, cues=tuple(cue for cue in heard.cues if cue not in _ABOUT))
        return _asking(asks, _settled(rest, ledger, today, before, language))
    said = said_slots(with_days(heard, before, ledger), ledger, today, before, language)
    if isinstance(said, Misread) or before is None or before.query is None:
        read = said if isinstance(said, Misread) else on_its_own(said, ledger, language)
    else:
        read = after(said, heard, before.query, ledger)
    if isinstance(read, Query) and (heard.as_of or (read.operation == "guidance" and read.season is not None)):
        read = as_known(read, ledger, today)
    return _asked(read, ledger)


def _asking(operation: Operation, read: Query | Misread) -> Query | Misread:
    """The source of what the rest of the words ask for, or why it is so."""
    if isinstance(read, Misread):
        choices = tuple(replace(one, query=_about(operation, one.query)) for one in read.choices)
        return replace(read, choices=choices)
    return _about(operation, read)


def _about(operation: Operation, query: Query) -> Query:
    if query.operation in _WITHOUT_SOURCE:
        return query
    return replace(query, operation=operation, subject=None if query.operation == "value" else query.operation)


def _language(text: str, heard: Heard, known: tuple[Language | None, ...]) -> Language:
    """The language to answer in: the question's script; Chinese words that both scripts share keep the thread's."""
    if heard.pinyin:
        return next((one for one in known if one and one != "en"), "zh-Hans")
    if heard.chinese:
        return choose_language(text, *(one for one in known if one != "en"), "zh-Hans")
    return choose_language(text, *known)


def leans(text: str, alone: Query | Misread) -> bool:
    """Whether words that were read on their own need a question before them: "and yoy?", "Q2?", "2"."""
    if isinstance(alone, Misread):
        return alone.reason in _LEANING
    return fold(text).startswith(_GOING_ON)


def _asked(query: Query | Misread, ledger: Ledger) -> Query | Misread:
    """The query, or that it names no figure where its operation needs one."""
    if isinstance(query, Misread) or query.metric is not None:
        return query
    subject = query.subject or query.operation
    if query.operation not in _NEED_A_FIGURE and subject not in _NEED_A_FIGURE:
        return query
    entity = ledger.entities.get(query.entity or "")
    overview = entity.overview if entity is not None else ()
    choices = tuple(
        Choice(ledger.metrics[key].name.in_(query.language), replace(query, metric=key))
        for key in overview
        if key in ledger.metrics
    )
    return Misread("two_metrics" if choices else "nothing_said", query.language, (), choices)


def _misread(heard: Heard, text: str, language: Language, *, addressed: bool, started: bool) -> Misread | None:
    """Why a text is no clear question, or None where it is one."""
    chat = len(heard.unknown) > 1 or (heard.unknown and not heard.sure)
    if not addressed and (heard.empty or "thanks" in heard.cues or chat):
        return Misread("left_alone", language)
    if heard.cues == ("thanks",) and not heard.entities and not heard.metrics:
        return Misread("left_alone", language)
    named = heard.entities or heard.metrics or heard.dims or heard.whens
    if started and "thanks" in heard.cues and heard.mended and not named:
        return Misread("left_alone", language)
    if heard.cues == ("smile",):
        return Misread("left_alone" if started or not addressed else "nothing_said", language)
    if started and _is_chat(heard):
        return Misread("left_alone", language)
    if heard.number and not heard.cues:
        return Misread("nothing_said", language)
    if not text.strip() or (heard.empty and not heard.unknown):
        reason = "help" if not text.strip() and not started else "nothing_said"
        return Misread(reason, language)
    wrong = impossible(heard)
    if wrong is not None:
        entity, metric = next(iter(heard.entities), None), next(iter(heard.metrics), None)
        kept = Query("value" if metric else "overview", entity, None, metric, language=language)
        return Misread("no_such_period", language, (wrong.written,), kept=kept if entity or metric else None)
    return None


def _is_chat(heard: Heard) -> bool:
    """Whether words in a thread are no question: nothing of it is known but a cue, and nothing near a name."""
    named = heard.entities or heard.metrics or heard.dims or heard.whens or heard.mended
    strange = [word for word in heard.unknown if not is_near(word)]
    sentence = heard.words >= (_A_SENTENCE if not heard.chinese else 3 * _A_SENTENCE)
    lonely = len(strange) == len(heard.unknown) and sentence
    return not named and bool(strange) and (lonely or (not heard.cues and len(strange) > 1))
