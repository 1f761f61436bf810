"""The commands, each a few lines; what is heavy is imported by the command that needs it.

Exit codes: 0 fine, 1 the book or the question has problems, 2 wrong use or missing settings.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.place import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.core.text import Language
    from bot.desk import Desk, Reply
    from bot.load.book import Book

_LANGUAGES = ("en", "zh-Hans", "zh-Hant")
_UNCLEAR = frozenset({"not_understood", "ask_back"})

config_option = click.option(
    "--config",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="KWAI_BOOK",
    help="The book's folder; the one that comes with the bot when not given.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kwai")
def main() -> None:
    """Follow a company by its facts."""


@main.command()
@click.argument("question", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Read questions on standard input, write one JSON object a turn.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Answer as of this day.")
@click.option("--lang", type=click.Choice(_LANGUAGES), help="Answer in this language.")
@config_option
def ask(
    question: tuple[str, ...], as_json: bool, today: datetime | None, lang: Language | None, config: Path | None
) -> None:
    """Answer a question; without one, a conversation."""
    desk = _desk(config)
    day = today.date() if today else _today()
    if as_json:
        _json_turns(desk, day, lang, question)
        return
    if question:
        reply = desk.ask(" ".join(question), day, speak=lang)
        click.echo(_spoken(reply))
        sys.exit(1 if reply.answer.ending in _UNCLEAR else 0)
    _conversation(desk, day, lang)


@main.command()
@click.option(
    "--sources",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of the source texts: proves every print and that no figure is missing.",
)
@click.option("--document", help="With --sources: list what one document lacks, by the name of its file.")
@config_option
def check(sources: Path | None, document: str | None, config: Path | None) -> None:
    """Check the book; every problem as file:line: sentence."""
    if document is not None and sources is None:
        raise click.UsageError("--document goes with --sources.")
    book = _book(config)
    clean = complete = _checked(book) and _kept(book) and _said(book)
    if sources is None:
        click.echo("The source texts are not at hand: prints and completeness were not checked.", err=True)
    else:
        # Pydantic and OpenCC are needed here even where the book comes from its snapshot.
        from bot.cli.coverage import show_coverage

        complete = show_coverage(config or place_of("config"), sources, document) and clean
    if book.ledger is not None and document is None:
        # Babel is needed here alone.
        from bot.cli.conflicts import show_conflicts

        show_conflicts(book.ledger)
    sys.exit(not complete)


@main.command(name="eval")
@click.argument("dialogs", type=click.Path(exists=True, file_okay=False, path_type=Path), default="tests/dialogs")
@config_option
def evaluate(dialogs: Path, config: Path | None) -> None:
    """Hold written conversations with the bot, and print where it ends otherwise than they say."""
    from bot.cli.evaluation import show_evaluation

    ledger = _clean(config).ledger
    assert ledger is not None
    sys.exit(show_evaluation(ledger, dialogs))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a fact.")
@config_option
def facts(as_json: bool, config: Path | None) -> None:
    """List every fact of the book."""
    from bot.record import of_fact

    book = _clean(config)
    ledger = book.ledger
    assert ledger is not None
    for fact in ledger.facts:
        record = of_fact(fact, ledger)
        if as_json:
            click.echo(json.dumps(record, ensure_ascii=False))
        else:
            where = f"{record['document']}:{fact.line}:{fact.column}"
            tail = "" if fact.served else "\tnot served"
            click.echo(f"{fact.id}\t{fact.period.label}\t{fact.printed}\t{where}{tail}")


@main.command()
@click.argument("name", required=False)
@click.argument("period", required=False)
@click.option("--lang", type=click.Choice(_LANGUAGES), default="en")
@click.option("--preview", type=click.Choice(["terminal", "html"]), default="terminal", help="html is one whole page.")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="Show what is new since this day, as a second edition does."
)
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]))
@config_option
def digest(
    name: str | None,
    period: str | None,
    lang: Language,
    preview: str,
    since: datetime | None,
    output: Path | None,
    today: datetime | None,
    config: Path | None,
) -> None:
    """Show a digest without posting it: `kwai digest [NAME] [2025Q3]`, the first and the newest when none is named."""
    from bot.cli.digest import show_digest

    day = today.date() if today else _today()
    before = since.date() if since else None
    sys.exit(show_digest(_desk(config), name, period, day, lang, since=before, preview=preview, output=output))


@main.command()
def deliveries() -> None:
    """Show what was to be delivered, and what was."""
    from bot.cli.deliveries import show_deliveries

    sys.exit(show_deliveries())


@main.command()
@click.option("--minimal", is_flag=True, help="Without reading channels: the bot hears only what names it.")
@click.option("--http", metavar="URL", help="For requests over HTTP at this address, in place of Socket Mode.")
@click.option("--source", hidden=True, expose_value=False, help="What the Slack CLI adds to its hook; not needed.")
@config_option
def manifest(http: str | None, config: Path | None, *, minimal: bool) -> None:
    """Write the manifest to create the Slack app from."""
    from bot.manifest import app_manifest, written

    if http is not None and not http.startswith("https://"):
        raise click.UsageError("--http takes the address that Slack reaches: https://… (Slack speaks to no other).")
    book = _desk(config).introductions() if config is not None else ()
    click.echo(written(app_manifest(minimal=minimal, http=http, book=book)), nl=False)


@main.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@click.option("--bytes", "as_bytes", is_flag=True, help="Only the bytes that were sent.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Answer as of this day.")
@config_option
def replay(name: str | None, as_json: bool, as_bytes: bool, today: datetime | None, config: Path | None) -> None:
    """Show a message as it was said, and what would be said today.

    NAME is its reference (00A3) or its link; without one, the newest are listed.
    """
    from bot.cli.database import with_store
    from bot.cli.replay import show_replay

    day = today.date() if today else _today()
    how = "json" if as_json else "bytes" if as_bytes else "words"
    sys.exit(with_store(lambda store, _: show_replay(store, name, lambda: _desk(config), day, how)))


@main.command()
@click.option("--send", is_flag=True, help="Send what waits for your word.")
@click.option("--drop", is_flag=True, help="Leave unsaid, for good, what waits for your word.")
def corrections(*, send: bool, drop: bool) -> None:
    """Show what was corrected, and what waits for your word."""
    from bot.cli.corrections import drop_corrections, list_corrections, send_corrections
    from bot.cli.database import with_store

    if send and drop:
        raise click.UsageError("--send or --drop, not both.")
    now = datetime.now(UTC)
    if send:
        sys.exit(with_store(lambda store, _: send_corrections(store, now)))
    sys.exit(with_store(lambda store, _: drop_corrections(store) if drop else list_corrections(store)))


@main.command()
@click.option("--older-than", "days", type=click.IntRange(1), help="In days; KWAI_KEEP_DAYS when not given.")
def prune(days: int | None) -> None:
    """Forget messages that are older than they are kept."""
    from bot.cli.database import with_store
    from bot.cli.prune import prune_messages

    now = datetime.now(UTC)
    sys.exit(with_store(lambda store, settings: prune_messages(store, days or settings.keep_days, now)))


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy the database into a file, while the bot runs."""
    from bot.cli.backup import make_backup

    sys.exit(make_backup(file))


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Put a backup in the place of the database, while the bot runs."""
    from bot.cli.backup import restore_backup
    from bot.cli.database import with_store

    now = datetime.now(UTC)
    sys.exit(with_store(lambda store, _: restore_backup(store, file, now)))


@main.command()
@click.option("--http", is_flag=True, help="Take Slack's requests over HTTP, in place of Socket Mode.")
@click.option(
    "--listen",
    metavar="[HOST:]PORT",
    help="Answer /health and /metrics here; with --http Slack's requests too (127.0.0.1:3000 when not given).",
)
@config_option
def run(listen: str | None, config: Path | None, *, http: bool) -> None:
    """Start the bot against Slack."""
    from bot.cli.serve import read_address, run_bot

    if http and listen is None:
        listen = "127.0.0.1:3000"
    address = read_address(listen) if listen is not None else None
    if listen is not None and address is None:
        raise click.UsageError("--listen takes a port, or a host and a port: 8080, 0.0.0.0:8080.")
    sys.exit(run_bot(config or place_of("config"), address, http=http))


@main.command()
@click.option("--http", is_flag=True, help="For a bot that is asked over HTTP.")
@config_option
def doctor(config: Path | None, *, http: bool) -> None:
    """Check settings, Slack, database, book and templates; say what to do."""
    from bot.cli.doctor import show_checkup

    sys.exit(show_checkup(config or place_of("config"), http=http))


@main.command(name="try")
@click.option("--port", default=0, help="The page's port; a free one when not given.")
@click.option("--open/--no-open", "show", default=True, help="Open the page in a browser.")
@config_option
def try_(port: int, show: bool, config: Path | None) -> None:
    """Start the bot in a small Slack of its own, in your browser."""
    from bot.cli.tryout import try_bot

    sys.exit(try_bot(config or place_of("config"), port, show=show))


def _today() -> date:
    # The one place of the command line that reads the clock.
    return datetime.now(UTC).astimezone().date()


def _book(config: Path | None) -> Book:
    from platformdirs import user_cache_path

    from bot.load.book import load_book

    return load_book(config or place_of("config"), user_cache_path("kwai"))


def _kept(book: Book) -> bool:
    """Whether the book's plans can be kept; those that cannot are said."""
    # APScheduler reads the crons, and is needed here alone.
    from bot.schedule.plans import plan_problems

    wrong = plan_problems(book.ledger) if book.ledger is not None else ()
    for sentence in wrong:
        click.echo(sentence)
    return not wrong


def _said(book: Book) -> bool:
    """Whether the templates can say the book; their mistakes are said."""
    from bot.desk import Desk
    from bot.rehearsal import rehearse

    mistakes = rehearse(Desk(book.ledger, place_of("templates")), _today()) if book.ledger is not None else ()
    for problem in mistakes:
        click.echo(str(problem))
    return not mistakes


def _checked(book: Book) -> bool:
    """Print what is wrong in a book, or what is in it; whether it is clean."""
    for problem in book.problems:
        click.echo(str(problem))
    ledger = book.ledger
    if ledger is None:
        click.echo(
            f"{len(book.problems)} problem{'s' if len(book.problems) != 1 else ''}. The book is not served.", err=True
        )
        return False
    served = sum(fact.served for fact in ledger.facts)
    click.echo(
        f"The book is clean: {len(ledger.documents)} documents, {len(ledger.facts)} facts ({served} served), "
        f"{len(ledger.entities)} entities, {len(ledger.metrics)} metrics."
    )
    return True


def _clean(config: Path | None) -> Book:
    book = _book(config)
    if book.ledger is None:
        for problem in book.problems:
            click.echo(str(problem), err=True)
        click.echo("The book has problems, so nothing is answered from it. `kwai check` lists them.", err=True)
        sys.exit(1)
    return book


def _desk(config: Path | None) -> Desk:
    from bot.desk import Desk

    ledger = _clean(config).ledger
    assert ledger is not None
    return Desk(ledger, place_of("templates"))


def _spoken(reply: Reply) -> str:
    from bot.render.terminal import drawn

    return "\n\n".join(drawn(message) for message in reply.messages) if not reply.silent else ""


def _json_turns(desk: Desk, today: date, lang: Language | None, question: tuple[str, ...]) -> None:
    """One line is one turn; an empty line ends a conversation."""
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


def _conversation(desk: Desk, today: date, lang: Language | None) -> None:
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
            click.echo(_spoken(reply))
            click.echo()
