"""A digest as messages: a headline made of what each section says of itself, and the sections in its thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.blockkit.build import Block, context
from bot.core.answer import Answer, Line
from bot.core.document import TIERS
from bot.core.edition import Edition, Part
from bot.core.message import Message
from bot.core.query import Query
from bot.render.button import buttons
from bot.render.fit import cut, dealt
from bot.render.legal import checked
from bot.render.page import Pages, Written

_MOST_HEADLINE = 2_500
"""Letters of a headline; what does not fit is said by its number in the thread."""
_SHOWN = frozenset({"found", "cannot_tell"})
_FIRST = 2
"""Figures of a table that a headline names."""


def editions(
    edition: Edition, pages: Pages, asked: Sequence[Block], write: Callable[[Answer], Written]
) -> tuple[Message, ...]:
    """The headline and the parts of its thread, in order; `asked` stands at its head, `write` says an open answer."""
    return (_headline(edition, pages, asked), *_thread(edition, pages, write))


def _headline(edition: Edition, pages: Pages, asked: Sequence[Block]) -> Message:
    lines: list[str] = []
    facts: list[str] = []
    for part in edition.parts:
        line = _line(part, edition, pages)
        if lines and sum(map(len, lines)) + len(line) > _MOST_HEADLINE:
            break
        lines.append(cut(line, _MOST_HEADLINE))
        facts += [key for one in lead(part) for key in one.facts]
    written = pages.write(
        "digest", None, e=edition, lines=lines, rest=len(edition.parts) - len(lines), **_sources(edition, pages)
    )
    row = _source_button(pages)
    blocks = [*asked, *written.blocks, *([row] if row is not None else [])]
    return checked(written, blocks, tuple(dict.fromkeys(facts)))


def _line(part: Part, edition: Edition, pages: Pages) -> str:
    answer = part.answer
    name = f"digest_{part.section.kind}" if answer.ending in _SHOWN else "digest_open"
    title = pages.voice.words(part.section.title)
    return pages.headline(name, a=answer, e=edition, title=title, lead=lead(part))


def lead(part: Part) -> tuple[Line, ...]:
    """The lines of a part whose figures stand in the headline."""
    answer = part.answer
    if part.section.kind == "trajectory":
        newest = answer.lines_as("row")[-1:]
        grown = tuple(line for line in answer.lines_as("growth_yoy") if newest and line.period == newest[0].period)
        ahead = (line for role in ("guidance", "vintage", "left") for line in answer.lines_as(role))
        return (*newest, *grown, *ahead)
    if part.section.kind == "gap":
        return tuple(line for line in answer.lines if line.role in {"answer", "level", "ours", "side"})
    if part.section.kind == "prices":
        moves = answer.lines_as("move")
        mine = tuple(line for line in moves if line.entity == part.section.query.entity)
        return (mine or moves)[:1] or answer.lines_as("price")
    return tuple(line for line in answer.lines_as("newest") if line.quantity is not None)[:_FIRST]


def _thread(edition: Edition, pages: Pages, write: Callable[[Answer], Written]) -> Iterator[Message]:
    care = next((s for s in edition.digest.sections if s.kind == "care"), None)
    count = len(edition.parts) + (care is not None)
    if edition.news is not None:
        label = {"number": 0, "count": count, "title": pages.headline("digest_news", e=edition)}
        news = pages.write("digest_news", None, e=edition, title=label["title"])
        row = _source_button(pages) if edition.news.facts else None
        yield from _dealt(news, pages, label, edition.news.facts, row)
    for number, part in enumerate(edition.parts, start=1):
        answer, title = part.answer, pages.voice.words(part.section.title)
        if answer.ending in _SHOWN:
            written = pages.write(f"digest_{part.section.kind}", answer, e=edition, title=title)
        else:
            written = write(answer)
        label = {"number": number, "count": count, "title": title}
        yield from _dealt(written, pages, label, answer.used, buttons(answer, pages))
    if care is not None:
        title = pages.voice.words(care.title)
        written = pages.write("digest_care", None, e=edition, title=title, **_sources(edition, pages))
        noted = [key for caveat in edition.care for key in caveat.ids]
        noted += [key for conflict in edition.conflicts for key in conflict.facts]
        label = {"number": count, "count": count, "title": title}
        row = _source_button(pages) if noted else None
        yield from _dealt(written, pages, label, tuple(dict.fromkeys(noted)), row)


def _dealt(
    written: Written, pages: Pages, label: dict[str, object], facts: tuple[str, ...], row: Block | None = None
) -> Iterator[Message]:
    """A section as one message, or as many as it takes; each is labelled, the last has the buttons."""
    messages = dealt(written.blocks) or ((),)
    for at, blocks in enumerate(messages):
        head = context([pages.line("digest_label", **label, continued=at > 0)])
        foot = [row] if row is not None and at == len(messages) - 1 else []
        message = checked(written, [head, *blocks, *foot], facts)
        yield replace(message, section=int(str(label["number"])))


def _source_button(pages: Pages) -> Block | None:
    """A row of one button, under what no single answer says."""
    return buttons(Answer(Query(), "found", follow=("source",)), pages)


def _sources(edition: Edition, pages: Pages) -> dict[str, object]:
    """How many documents an edition rests on, and how near they are to the truth."""
    ledger = pages.voice.ledger
    documents = {ledger.by_id[key].document for key in edition.facts if key in ledger.by_id}
    kinds = {ledger.documents[key].kind for key in documents}
    tiers = tuple(kind for kind in TIERS if kind in kinds)
    return {"documents": len(documents), "tiers": tiers, "filings": "filing" in kinds}
