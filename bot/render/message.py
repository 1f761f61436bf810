"""Answers and digests as messages."""

from __future__ import annotations

from collections.abc import Mapping

from bot.blockkit.build import Block, context
from bot.blockkit.check import check_message
from bot.blockkit.fault import Fault
from bot.core.answer import Answer, Line
from bot.core.edition import Edition, Part
from bot.core.ledger import Ledger
from bot.core.message import Message
from bot.core.period import Period
from bot.core.text import Language
from bot.render.button import buttons
from bot.render.example import Examples, examples_of
from bot.render.page import Pages, Written
from bot.render.templates import Templates

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
}
_BY_REASON: Mapping[str, str] = {"gap_series": "gap", "moves": "moves", "slices": "value"}


class IllegalMessage(ValueError):
    """A message that Slack would refuse: a fault of a template or of the program, found before it leaves."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep the faults and say the first."""
        super().__init__(f"{len(faults)} faults, the first at {faults[0].pointer}: {faults[0].message}")
        self.faults = faults


class Renderer:
    """Everything the bot can say about one book, in every language."""

    def __init__(self, templates: Templates, ledger: Ledger) -> None:
        """Remember where the templates are; a language is opened when it is first spoken."""
        self._templates = templates
        self._ledger = ledger
        self._pages: dict[Language, Pages] = {}
        self._shown_examples: dict[Language, Examples] = {}
        self.expects_names = False
        """Whether a follow-up in a channel must name the bot to be heard."""

    def pages(self, language: Language) -> Pages:
        """The templates of a language."""
        if language not in self._pages:
            self._pages[language] = Pages(self._templates, language, self._ledger)
        return self._pages[language]

    def answer(self, answer: Answer, *, asked: tuple[str, str] | None = None, refined: bool = False) -> Message:
        """An answer as a message; `asked` names asker and question at the head of a public one."""
        if answer.ending == "left_alone":
            return Message("", "")
        pages = self.pages(answer.query.language)
        asking = self._examples(answer.query.language)
        written = pages.write(
            template_of(answer),
            answer,
            examples=asking.questions,
            following=asking.follow_ups,
            by_name=self.expects_names,
        )
        blocks = list(written.blocks)
        row = buttons(answer, pages)
        if row is not None:
            blocks.append(row)
        if asked is not None or refined:
            blocks = [*self._asked(pages, asked, refined=refined), *blocks]
        return _checked(written, blocks, answer.used)

    def edition(
        self, edition: Edition, language: Language, *, asked: tuple[str, str] | None = None
    ) -> tuple[Message, ...]:
        """A digest as its headline and the parts of its thread, in order; `asked` names who asked for it."""
        pages = self.pages(language)
        titles = len(edition.digest.sections)
        answers = {part.section.kind: part.answer for part in edition.parts}
        series, gap, prices = answers.get("trajectory"), answers.get("gap"), answers.get("prices")
        moves = prices.lines_as("move") if prices else ()
        mine = tuple(line for line in moves if series is None or line.entity == series.entity)
        filings = any(s.tier == "filing" for answer in answers.values() for s in answer.sources)
        rows = series.lines_as("row") if series else ()
        headline = pages.write(
            "digest",
            None,
            e=edition,
            series=series,
            newest=rows[-1] if rows else None,
            guidance=series.lines_as("guidance") if series else (),
            gap=gap,
            moves=mine or moves,
            filings=filings,
        )
        shown = _in_headline(series, gap, mine or moves)
        messages = [_checked(headline, [*self._asked(pages, asked), *headline.blocks], shown)]
        for number, part in enumerate(edition.parts, start=1):
            messages.append(self._part(pages, part, number, titles))
        care = next((s for s in edition.digest.sections if s.kind == "care"), None)
        if care is not None:
            title = pages.voice.words(care.title)
            written = pages.write("digest_care", None, e=edition, title=title, number=titles, count=titles)
            noted = dict.fromkeys(key for caveat in edition.care for key in caveat.ids)
            messages.append(_checked(written, list(written.blocks), tuple(noted)))
        return tuple(messages)

    def _asked(self, pages: Pages, asked: tuple[str, str] | None, *, refined: bool = False) -> list[Block]:
        """The line that names who asked what, at the head of a public answer."""
        if asked is None and not refined:
            return []
        asker, question = asked or ("", "")
        return [context([pages.line("asked", asker=asker, question=question, refined=refined)])]

    def no_edition(self, asked: Period | None, newest: Period | None, language: Language) -> Message:
        """That there is no digest for a period, and which is the newest."""
        written = self.pages(language).write("digest_none", None, asked=asked, newest=newest)
        return _checked(written, list(written.blocks))

    def trouble(self, reason: str, reference: str, language: Language) -> Message:
        """That something went wrong: what holds, what to do, and a reference."""
        written = self.pages(language).write("trouble", None, reason=reason, reference=reference)
        return _checked(written, list(written.blocks))

    def _part(self, pages: Pages, part: Part, number: int, count: int) -> Message:
        title = pages.voice.words(part.section.title)
        answer = part.answer
        if answer.ending not in {"found", "cannot_tell"}:
            written = pages.write(template_of(answer), answer)
        else:
            name = f"digest_{part.section.kind}"
            written = pages.write(name, answer, title=title, number=number, count=count)
        return _checked(written, list(written.blocks), answer.used)

    def _examples(self, language: Language) -> Examples:
        if language not in self._shown_examples:
            self._shown_examples[language] = examples_of(self.pages(language))
        return self._shown_examples[language]


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
    if answer.ending == "cannot_tell" and answer.against is not None:
        return "gap_open"
    return answer.ending


def _in_headline(series: Answer | None, gap: Answer | None, moves: tuple[Line, ...]) -> tuple[str, ...]:
    """The facts whose figures stand in a headline."""
    lines: list[Line] = []
    if series is not None:
        lines += [*series.lines_as("row")[-1:], *series.lines_as("guidance"), *series.lines_as("vintage")]
        lines += series.lines_as("left")
    if gap is not None:
        lines += [*gap.lines_as("answer"), *gap.lines_as("level"), *gap.lines_as("ours"), *gap.lines_as("side")]
    lines += moves[:1]
    return tuple(dict.fromkeys(key for line in lines for key in line.facts))


def _checked(written: Written, blocks: list[Block], facts: tuple[str, ...] = ()) -> Message:
    """A message that Slack will take; an illegal one never leaves. `facts` are those it shows."""
    message = Message(written.plain, written.text, tuple(blocks), facts)
    if not written.plain and not blocks:
        return message
    faults = check_message(message.payload)
    if faults:
        raise IllegalMessage(faults)
    return message
