"""Everything the bot can do, not in Slack's words: a terminal, a test and Slack use the same desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.ask.before import Before
from bot.ask.cues import cue_names
from bot.ask.named_digest import take_digest
from bot.ask.question import leans, read_question
from bot.catalogue import Catalogue
from bot.core.answer import Answer
from bot.core.correction import Correction
from bot.core.digest import Digest
from bot.core.edition import Edition
from bot.core.fact import Fact
from bot.core.introduction import Introduction
from bot.core.ledger import Ledger, Name
from bot.core.message import Message
from bot.core.period import Period, part_of_year
from bot.core.query import Misread, Query
from bot.core.rules import deciding
from bot.core.text import Language
from bot.fairness import Wait
from bot.provenance import Provenance, Reading
from bot.reckon.answer import answer as reckon
from bot.reckon.correction import correction
from bot.reckon.edition import compose, newest_edition
from bot.reckon.figure import line_of
from bot.render.button import asks, known
from bot.render.correction import Erratum
from bot.render.message import Renderer
from bot.render.templates import Templates
from bot.subject import recalled, remembered, subject_of
from bot.words.language import choose_language
from bot.words.names import NameIndex
from bot.words.pinyin import with_pinyin
from bot.words.script import fold

_STALE = timedelta(days=3)
"""A subject this old is named, with its day, before a follow-up uses it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What to say: the messages (a digest has several, the first opens its thread) and what to remember.

    `subject` is opaque to everyone but the desk; None leaves what was remembered. `picked` says
    that it answers a question that was asked back, whose place it takes.
    """

    answer: Answer
    messages: tuple[Message, ...]
    subject: str | None
    picked: bool = False

    @property
    def silent(self) -> bool:
        """Whether nothing is to be said."""
        return self.answer.ending == "left_alone"


class Desk:
    """Asks, answers and composes over one book."""

    def __init__(self, ledger: Ledger, templates: Path | Templates) -> None:
        """Index the book's names; nothing else is done before the first question."""
        ledger = with_pinyin(ledger)
        self.templates = templates if isinstance(templates, Templates) else Templates(templates)
        self.ledger = ledger
        market = tuple(Name(fold(text), "market", "market") for text in (ledger.market.en, ledger.market.zh))
        self._index = NameIndex((*ledger.names, *cue_names(), *market))
        self._renderer = Renderer(self.templates, ledger)
        self.provenance = Provenance(ledger, self.templates)

    def ask(
        self,
        text: str,
        today: date,
        *,
        subject: str | None = None,
        addressed: bool = True,
        languages: tuple[Language | None, ...] = (),
        asked: tuple[str, str] | None = None,
        last: Callable[[], str | None] | None = None,
        speak: Language | None = None,
    ) -> Reply:
        """The reply to a text.

        `subject` is what was remembered of the conversation; `addressed` is False for words that
        were not said to the bot; `languages` are used where the text shows none; `asked` is the
        asker's id and question, to be named at the head of a public answer. A text that stands
        alone and gives no question leans on `last`, which is only then looked up. `speak` sets
        the language whatever the text is written in.
        """
        before, refined = recalled(subject), False
        named, text = take_digest(text, self.ledger.digests)
        read = self._read(text, today, before, addressed, languages)
        if last is not None and before is None and leans(text, read):
            before = recalled(last())
            if before is not None:
                read, refined = self._read(text, today, before, addressed, languages), True
        read = replace(read, language=speak) if speak else read
        if isinstance(read, Query) and read.operation == "digest":
            return self._asked_digest(read, named, today, asked)
        reading = _reading(read, asked, refined=refined)
        if before is not None and before.day is not None and today - before.day >= _STALE and isinstance(read, Query):
            leaned = self._read(text, today, None, addressed, (read.language,)) != read
            reading = replace(reading, leaned_on=before.day if leaned else None)
        answer, message = self._answered(reading, today)
        messages = self.provenance.beside((message,), reading)
        picked = before is not None and any(_is_same(read, choice.query) for choice in before.choices)
        return Reply(answer, messages, remembered(answer, before, read, today), picked)

    def again(self, reading: Reading, today: date) -> tuple[Message, ...]:
        """What is said today to a reading of an earlier day."""
        if reading.corrects:
            return ()  # a correction is said once, of the book as it was then
        if reading.digest is None:
            return (self._answered(reading, today)[1],)
        query, digest = reading.query or Query(), self.ledger.digests.get(reading.digest)
        edition = self.edition(digest, query.period, today, reading.since) if digest and query.period else None
        if edition is None or (edition.missing and not reading.planned):
            newest = self.newest_edition(digest) if digest else None
            return (self._renderer.no_edition(query.period, newest, query.language),)
        return self._renderer.edition(edition, query.language, asked=reading.asked)

    @cached_property
    def catalogue(self) -> Catalogue:
        """What a form over this book can offer."""
        return Catalogue(self.ledger)

    def look_up(self, query: Query, today: date, *, asked: tuple[str, str] | None = None) -> Reply:
        """The reply to a question that was put together from choices, and needs no reading."""
        reading = Reading(query, asked=asked)
        answer, message = self._answered(reading, today)
        messages = self.provenance.beside((message,), reading)
        return Reply(answer, messages, remembered(answer, None, query, today))

    def _answered(self, reading: Reading, today: date) -> tuple[Answer, Message]:
        answer = reckon(reading.misread or reading.query or Query(), self.ledger, today)
        message = self._renderer.answer(
            answer, asked=reading.asked, refined=reading.refined, leaned_on=reading.leaned_on
        )
        return answer, message

    def expect_names(self) -> None:
        """Say in the help that a follow-up names the bot: it does not read along in this workspace."""
        self._renderer.expects_names = True

    @property
    def expects_names(self) -> bool:
        """Whether a follow-up in a channel must name the bot to be heard."""
        return self._renderer.expects_names

    def _read(
        self, text: str, today: date, before: Before | None, addressed: bool, languages: tuple[Language | None, ...]
    ) -> Query | Misread:
        return read_question(
            text, self.ledger, self._index, today, before=before, addressed=addressed, languages=languages
        )

    def press(self, key: str, today: date, *, subject: str, asked: tuple[str, str] | None = None) -> Reply | None:
        """The reply to a button; None for a button this program does not know."""
        before = recalled(subject)
        if before is None:
            return None
        pages = self._renderer.pages(before.language or "en")
        if not known(key, pages):
            return None
        about = Answer(before.query or Query(), "found", entity=before.query.entity if before.query else None)
        return self.ask(asks(key, about, pages), today, subject=subject, asked=asked, speak=before.language)

    @property
    def names(self) -> NameIndex:
        """Every name this book knows."""
        return self._index

    @property
    def renderer(self) -> Renderer:
        """What says the values of this book."""
        return self._renderer

    def words_of(self, key: str, subject: str) -> str:
        """The words a button stands for."""
        before = recalled(subject)
        pages = self._renderer.pages((before.language if before else None) or "en")
        about = Answer(Query(), "found", entity=before.query.entity if before and before.query else None)
        return pages.shown(asks(key, about, pages)) if known(key, pages) else ""

    def edition(self, digest: Digest, period: Period, today: date, since: date | None = None) -> Edition:
        """A digest for a period; with `since`, the day of the edition before it, what is new since then too."""
        return compose(digest, period, self.ledger, today, since)

    def newest_edition(self, digest: Digest) -> Period | None:
        """The newest quarter a digest can go out for."""
        return newest_edition(digest, self.ledger)

    def introduction(self, language: Language) -> Introduction:
        """How the book introduces itself in a language: what it is about, and what can be asked of it."""
        return self._renderer.introduction(language)

    def introductions(self) -> tuple[Introduction, ...]:
        """The same in English and in Chinese."""
        return (self.introduction("en"), self.introduction("zh-Hans"))

    def edition_messages(self, edition: Edition, language: Language) -> tuple[Message, ...]:
        """A digest as its headline and the parts of its thread."""
        query = Query("digest", period=edition.period, language=language)
        since = edition.news.since if edition.news is not None else None
        return self._edition(edition, Reading(query, digest=edition.digest.id, planned=True, since=since))

    def _edition(self, edition: Edition, reading: Reading) -> tuple[Message, ...]:
        language = reading.query.language if reading.query else "en"
        messages = self._renderer.edition(edition, language, asked=reading.asked)
        told = tuple(replace(one, subject=subject_of(one, edition, language)) for one in messages)
        return self.provenance.beside(told, reading)

    def which_digest(self, language: Language) -> Message:
        """That no digest has the name asked for, and which there are."""
        return self._renderer.which_digest(tuple(self.ledger.digests.values()), language)

    def correction(self, was: Fact, *, serves: bool) -> Correction | None:
        """What was wrong in a fact as it was served; None where it still holds, or what came since is news."""
        return correction(was, self.ledger, serves=serves)

    def correction_note(self, corrections: Sequence[Correction], language: Language) -> Message:
        """The note that corrects what a thread was told."""
        errata = tuple(self._erratum(one) for one in corrections)
        message = self._renderer.correction(errata, language)
        reading = Reading(Query(language=language), corrects=tuple(one.was.id for one in corrections))
        return self.provenance.beside((message,), reading)[0]

    def corrected(self, payload: Mapping[str, Any], day: date, language: Language) -> dict[str, Any]:
        """A headline's payload with the line that says it was corrected on a day."""
        return self._renderer.corrected(payload, day.isoformat(), language)

    def _erratum(self, one: Correction) -> Erratum:
        rule = deciding(one.now, one.was, self.ledger) if one.now is not None and one.reason == "nearer" else None
        now = line_of(one.now) if one.now is not None else None
        return Erratum(line_of(one.was), now, one.reason, one.why, rule)

    def trouble(self, text: str, reason: str, reference: str, subject: str | None = None) -> Message:
        """That something went wrong with a text, in the language of its answer's subject or its own."""
        before = recalled(subject)
        language = before.language if before is not None else None
        return self._renderer.trouble(reason, reference, language or choose_language(text))

    def limited(self, wait: Wait, reply: Reply) -> Message:
        """What to say in place of a reply, where too much was asked at once."""
        return self._renderer.limited(wait.who, wait.seconds, reply.answer.query.language)

    def digest(
        self,
        digest: Digest,
        query: Query,
        today: date,
        *,
        asked: tuple[str, str] | None = None,
        since: date | None = None,
    ) -> Reply:
        """A digest on request: for the period of the query, or the newest; one without its figures is refused."""
        newest = self.newest_edition(digest)
        period = _period(query, digest, newest)
        edition = self.edition(digest, period, today, since) if period is not None else None
        found = Answer(query, "found", "digest", period=period)
        reading = Reading(query.at(period), digest=digest.id, asked=asked, since=since)
        if edition is None or edition.missing:
            message = self._renderer.no_edition(period or query.period, newest, query.language)
            messages = self.provenance.beside((message,), reading)
            return Reply(replace(found, ending="not_in_book", reason="no_edition"), messages, None)
        lines = tuple(line for part in edition.parts for line in part.answer.lines)
        sources = tuple(source for part in edition.parts for source in part.answer.sources)
        messages = self._edition(edition, reading)
        return Reply(replace(found, lines=lines, sources=sources), messages, messages[0].subject)

    def _asked_digest(self, query: Query, named: Digest | None, today: date, asked: tuple[str, str] | None) -> Reply:
        """The digest a question names, or the first; a name that none has is no guess: all are listed."""
        other = query.metric is not None or bool(query.mended)
        digest = named or (None if other else next(iter(self.ledger.digests.values()), None))
        if digest is not None:
            return self.digest(digest, query, today, asked=asked)
        messages = self.provenance.beside((self.which_digest(query.language),), Reading(query, asked=asked))
        return Reply(Answer(query, "not_in_book", "no_digest"), messages, None)


def _reading(read: Query | Misread, asked: tuple[str, str] | None, *, refined: bool) -> Reading:
    if isinstance(read, Misread):
        return Reading(misread=read, asked=asked, refined=refined)
    return Reading(read, asked=asked, refined=refined)


def _is_same(read: Query | Misread, choice: Query) -> bool:
    return isinstance(read, Query) and replace(read, language=choice.language) == choice


def _period(query: Query, digest: Digest, newest: Period | None) -> Period | None:
    """The period a digest is asked for; a season means the newest year's, None a period of another kind."""
    if query.period is not None:
        return query.period if query.period.grain is digest.grain else None
    season = query.season
    if season is not None and newest is not None and season.grain is digest.grain:
        year = newest.first.year - (season.ordinal > newest.ordinal)
        return part_of_year(season.grain, year, season.ordinal)
    return newest if season is None else None
