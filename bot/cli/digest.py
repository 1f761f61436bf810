"""`kwai digest`: an edition as it would be posted, in a terminal or as a page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from bot.core.digest import Digest
from bot.core.message import Message
from bot.core.period import NoSuchPeriod, Period, parse_period
from bot.core.query import Query
from bot.core.text import Language
from bot.desk import Desk
from bot.render.terminal import drawn
from bot.words.script import fold


def show_digest(
    desk: Desk,
    name: str | None,
    period: str | None,
    today: date,
    language: Language,
    *,
    since: date | None = None,
    preview: str = "terminal",
    output: Path | None = None,
) -> int:
    """Print a digest, or write it to a file; the exit code: 1 where the book has no such edition, 2 for wrong use."""
    if period is None and name is not None and _period(name) is not None:
        name, period = None, name
    digest = _digest(name, desk)
    asked = _period(period) if period is not None else None
    if digest is None:
        known = "; ".join(f"{one.id} ({one.title.in_(language)})" for one in desk.ledger.digests.values())
        click.echo(f"There is no digest {name!r}; there are: {known or 'none'}.", err=True)
        return 2
    if period is not None and (asked is None or asked.grain is not digest.grain):
        click.echo(
            f"{period!r} is no {digest.grain.value} that {digest.id} could be for; write it like 2025Q3.", err=True
        )
        return 2
    reply = desk.digest(digest, Query("digest", period=asked, language=language), today, since=since)
    words = _page(reply.messages, language) if preview == "html" else _text(reply.messages)
    if reply.answer.ending != "found":
        click.echo(_text(reply.messages), err=True)
        return 1
    if output is None:
        click.echo(words)
    else:
        output.write_text(words, encoding="utf-8")
        click.echo(f"Written: {output}", err=True)
    return 0


def _digest(name: str | None, desk: Desk) -> Digest | None:
    digests = desk.ledger.digests.values()
    if name is None:
        return next(iter(digests), None)
    return next((one for one in digests if fold(name) in map(fold, one.names)), None)


def _period(label: str) -> Period | None:
    try:
        return parse_period(label.upper())
    except NoSuchPeriod:
        return None


def _text(messages: tuple[Message, ...]) -> str:
    return "\n\n".join(drawn(message) for message in messages)


def _page(messages: tuple[Message, ...], language: Language) -> str:
    # The page is drawn by the local workspace, which is not imported for a terminal.
    from bot.workspace.page.sheet import draw_sheet

    return draw_sheet([message.payload for message in messages], language)
