"""`kwai ask`: a conversation in a terminal, or for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.core.text import Language
    from bot.desk import Desk, Reply


def spoken(reply: Reply) -> str:
    """A reply as a terminal shows it; empty where nothing is said."""
    from bot.render.terminal import drawn

    return "\n\n".join(drawn(message) for message in reply.messages) if not reply.silent else ""


def converse(desk: Desk, today: date, lang: Language | None) -> None:
    """Answer line by line until the input ends; an empty line ends a conversation."""
    subject: str | None = None
    interactive = sys.stdin.isatty()
    if interactive:
        click.echo("Ask for a figure of the book; an empty line starts anew, Ctrl-D ends.")
    while True:
        if interactive:
            click.echo("> ", nl=False)
        line = sys.stdin.readline()
        if not line:
            return
        if not line.strip():
            subject = None
            continue
        reply = desk.ask(line.rstrip("\n"), today, subject=subject, speak=lang)
        subject = reply.subject or subject
        if not reply.silent:
            click.echo(spoken(reply))
            click.echo()


def show_turns(desk: Desk, today: date, lang: Language | None, question: tuple[str, ...]) -> None:
    """Print one JSON object a turn, of a question or of each line of the input; an empty one ends a conversation."""
    from bot.record import of_turn

    subject: str | None = None
    for line in [" ".join(question)] if question else _lines():
        if not line.strip():
            subject = None
            continue
        reply = desk.ask(line, today, subject=subject, speak=lang)
        subject = reply.subject or subject
        click.echo(json.dumps(of_turn(line, reply), ensure_ascii=False))


def _lines() -> Iterator[str]:
    # Read as bytes: a question may hold anything, and a broken letter must not end the conversation.
    for raw in sys.stdin.buffer:
        yield raw.decode("utf-8", errors="replace").rstrip("\r\n")
