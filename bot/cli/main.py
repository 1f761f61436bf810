"""The commands, each a few lines; what is heavy is imported by the command that needs it.

Exit codes: 0 fine, 1 the book or the question has problems, 2 wrong use or missing settings.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli import clock
from bot.cli.book import open_desk, open_ledger
from bot.place import place_of

if TYPE_CHECKING:
    from bot.core.text import Language

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
    from bot.cli.conversation import converse, show_turns, spoken

    desk = open_desk(config)
    day = today.date() if today else clock.today()
    if as_json:
        show_turns(desk, day, lang, question)
        return
    if question:
        reply = desk.ask(" ".join(question), day, speak=lang)
        click.echo(spoken(reply))
        sys.exit(1 if reply.answer.ending in _UNCLEAR else 0)
    converse(desk, day, lang)


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
    from bot.cli.check import show_check

    sys.exit(show_check(config, sources, document))


@main.command(name="eval")
@click.argument("dialogs", type=click.Path(exists=True, file_okay=False, path_type=Path), default="tests/dialogs")
@config_option
def evaluate(dialogs: Path, config: Path | None) -> None:
    """Hold written conversations with the bot, and print where it ends otherwise than they say."""
    from bot.cli.evaluation import show_evaluation

    sys.exit(show_evaluation(open_ledger(config), dialogs))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a fact.")
@config_option
def facts(as_json: bool, config: Path | None) -> None:
    """List every fact of the book."""
    from bot.record import of_fact

    ledger = open_ledger(config)
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

    day = today.date() if today else clock.today()
    before = since.date() if since else None
    sys.exit(show_digest(open_desk(config), name, period, day, lang, since=before, preview=preview, output=output))


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
    book = open_desk(config).introductions() if config is not None else ()
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

    day = today.date() if today else clock.today()
    how = "json" if as_json else "bytes" if as_bytes else "words"
    sys.exit(with_store(lambda store, _: show_replay(store, name, lambda: open_desk(config), day, how)))


@main.command()
@click.option("--send", is_flag=True, help="Send what waits for your word.")
@click.option("--drop", is_flag=True, help="Leave unsaid, for good, what waits for your word.")
def corrections(*, send: bool, drop: bool) -> None:
    """Show what was corrected, and what waits for your word."""
    from bot.cli.corrections import drop_corrections, list_corrections, send_corrections
    from bot.cli.database import with_store

    if send and drop:
        raise click.UsageError("--send or --drop, not both.")
    now = clock.now()
    if send:
        sys.exit(with_store(lambda store, _: send_corrections(store, now)))
    sys.exit(with_store(lambda store, _: drop_corrections(store) if drop else list_corrections(store)))


@main.command()
@click.option("--older-than", "days", type=click.IntRange(1), help="In days; KWAI_KEEP_DAYS when not given.")
def prune(days: int | None) -> None:
    """Forget messages that are older than they are kept."""
    from bot.cli.database import with_store
    from bot.cli.prune import prune_messages

    now = clock.now()
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

    now = clock.now()
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
