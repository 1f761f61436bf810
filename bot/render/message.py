"""Answers and digests as messages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from bot.blockkit.build import Block, context, section
from bot.blockkit.escape import escape
from bot.core.answer import Answer
from bot.core.digest import Digest
from bot.core.edition import Edition
from bot.core.introduction import Introduction
from bot.core.ledger import Ledger
from bot.core.message import Message
from bot.core.period import Period
from bot.core.text import Language
from bot.render.button import buttons
from bot.render.correction import Erratum, note, with_first_line
from bot.render.edition import editions
from bot.render.introduction import introduction
from bot.render.legal import checked
from bot.render.page import Pages, Written
from bot.render.sheet import sheet
from bot.render.templates import Templates
from bot.words.figure import SCALES, Scale

_FOUND: Mapping[str, str] = {
    "value": "value",
    "overview": "overview",
    "list": "series",
    "yoy": "growth",
    "qoq": "growth",
    "gap": "gap",
    "prices": "prices",
    "guidance": "guidance",
    "implied": "implied",
    "source": "source",
    "why": "why",
    "conflicts": "conflicts",
    "sum": "worked",
    "change": "worked",
    "compound": "worked",
    "ratio": "worked",
    "difference": "worked",
    "estimate": "estimate",
    "rank": "rank",
    "score": "score",
    "everything": "everything",
    "news": "news",
}
Act = Literal["ask", "press", "shortcut"]
"""What somebody did: asked a question, pressed a button, or ran a shortcut."""
_MOST_PASTED = 2_800
"""Letters of a table or a paragraph to take away: a section holds 3,000, escaped."""
_BY_REASON: Mapping[str, str] = {"gap_series": "gap", "moves": "moves", "slices": "value"}


class Renderer:
    """Everything the bot can say about one book, in every language."""

    def __init__(self, templates: Templates, ledger: Ledger) -> None:
        """Remember where the templates are; a language is opened when it is first spoken."""
        self._templates = templates
        self._ledger = ledger
        self._pages: dict[tuple[Language, Scale | None], Pages] = {}
        self._introductions: dict[Language, Introduction] = {}
        self.expects_names = False
        """Whether a follow-up in a channel must name the bot to be heard."""

    def pages(self, language: Language, scale: str | None = None) -> Pages:
        """The templates of a language, with amounts in a scale where one is wished for."""
        key = (language, next((one for one in SCALES if one == scale), None))
        if key not in self._pages:
            self._pages[key] = Pages(self._templates, language, self._ledger, key[1])
        return self._pages[key]

    def answer(
        self,
        answer: Answer,
        *,
        asked: tuple[str, str] | None = None,
        refined: bool = False,
        leaned_on: date | None = None,
    ) -> Message:
        """An answer as a message; `asked` names asker and question at the head of a public one.

        `leaned_on` is the day of the question it goes on from, where that is some days ago.
        """
        if answer.ending == "left_alone":
            return Message("", "")
        pages = self.pages(answer.query.language, answer.query.shown.scale)
        asking = self.introduction(answer.query.language)
        written = pages.write(
            template_of(answer),
            answer,
            examples=asking.questions,
            following=asking.follow_ups,
            by_name=self.expects_names,
        )
        if answer.query.shown.form in {"csv", "text"} and answer.ending == "found":
            written = self._pasted(answer, pages, written)
        blocks = list(written.blocks)
        row = buttons(answer, pages)
        if row is not None:
            blocks.append(row)
        blocks = [*self._asked(pages, asked, refined=refined, leaned_on=leaned_on), *blocks]
        return checked(written, blocks, answer.used)

    def edition(
        self, edition: Edition, language: Language, *, asked: tuple[str, str] | None = None
    ) -> tuple[Message, ...]:
        """A digest as its headline and the parts of its thread, in order; `asked` names who asked for it."""
        pages = self.pages(language)
        return editions(edition, pages, self._asked(pages, asked), lambda a: pages.write(template_of(a), a))

    def _pasted(self, answer: Answer, pages: Pages, written: Written) -> Written:
        """An answer to take away: comma-separated values, or one paragraph."""
        form = answer.query.shown.form
        words, left = sheet(answer, self._ledger, _MOST_PASTED) if form == "csv" else (written.plain, 0)
        head = pages.write("pasted", answer, form=form, left=left)
        body = section(f"```{escape(words)}```" if form == "csv" else escape(words)[:_MOST_PASTED])
        return Written((*head.blocks, body), words, escape(words))

    def _asked(
        self, pages: Pages, asked: tuple[str, str] | None, *, refined: bool = False, leaned_on: date | None = None
    ) -> list[Block]:
        """The line that names who asked what, and what the answer goes on from."""
        if asked is None and not refined and leaned_on is None:
            return []
        asker, question = asked or ("", "")
        day = leaned_on.isoformat() if leaned_on is not None else ""
        return [context([pages.line("asked", asker=asker, question=question, refined=refined, leaned_on=day)])]

    def no_edition(self, asked: Period | None, newest: Period | None, language: Language) -> Message:
        """That there is no digest for a period, and which is the newest."""
        written = self.pages(language).write("digest_none", None, asked=asked, newest=newest)
        return checked(written, list(written.blocks))

    def which_digest(self, digests: tuple[Digest, ...], language: Language) -> Message:
        """That no digest has the name asked for, and which there are."""
        written = self.pages(language).write("digest_which", None, digests=digests)
        return checked(written, list(written.blocks))

    def trouble(self, reason: str, reference: str, language: Language) -> Message:
        """That something went wrong: what holds, what to do, and a reference."""
        written = self.pages(language).write("trouble", None, reason=reason, reference=reference)
        return checked(written, list(written.blocks))

    def limited(self, who: str, seconds: int, language: Language, act: Act = "ask") -> Message:
        """That too much was asked at once, and when to do again what was done."""
        return self.say("limited", language, who=who, seconds=seconds, act=act)

    def correction(self, errata: tuple[Erratum, ...], language: Language) -> Message:
        """The note that corrects what a thread was told."""
        written = note(self.pages(language), errata)
        shown = dict.fromkeys(key for one in errata if one.now is not None for key in one.now.facts)
        return checked(written, list(written.blocks), tuple(shown))

    def corrected(self, payload: Mapping[str, Any], day: str, language: Language) -> dict[str, Any]:
        """A headline's payload with the line that says it was corrected on a day."""
        return with_first_line(self.pages(language), payload, day)

    def introduction(self, language: Language) -> Introduction:
        """How the book introduces itself in a language."""
        if language not in self._introductions:
            self._introductions[language] = introduction(self.pages(language))
        return self._introductions[language]

    def say(self, name: str, language: Language, *, asked: tuple[str, str] | None = None, **about: Any) -> Message:
        """A sentence of ours that is no answer, from a template of its own; `asked` names who brought it about."""
        pages = self.pages(language)
        written = pages.write(name, None, **about)
        return checked(written, [*self._asked(pages, asked), *written.blocks])


def template_of(answer: Answer) -> str:
    """The template that says an answer."""
    if answer.query.operation == "why" and answer.ending in {"found", "cannot_tell", "not_in_book", "not_disclosed"}:
        return "why"
    if answer.ending == "found":
        if answer.reason in _BY_REASON:
            return _BY_REASON[answer.reason]
        if answer.query.operation == "prices" and answer.reason == "figure":
            return "prices"
        return _FOUND[answer.query.operation]
    if answer.ending == "cannot_tell" and answer.query.operation in {"rank", "score"}:
        return answer.query.operation
    if answer.ending == "cannot_tell" and answer.query.operation == "gap":
        return "gap_open"
    return answer.ending
