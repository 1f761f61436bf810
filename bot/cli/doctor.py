"""`kwai doctor`: what stands between the settings and an answer, a line each."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator
from datetime import date
from pathlib import Path

import click
from pydantic import SecretStr

from bot.app import Source, open_desk
from bot.app.checkup.blocks import check_blocks, sample
from bot.app.checkup.database import check_database
from bot.app.checkup.finding import Finding, ok, problem, unknown
from bot.app.checkup.slack import check_shapes, check_slack
from bot.cli.clock import now, today
from bot.desk import Desk
from bot.place import place_of
from bot.settings import Settings, cache_folder, read_settings


def show_checkup(config: Path, *, http: bool = False) -> int:
    """Print every finding; the exit code: 0 nothing to do, 1 something, 2 the settings cannot be read."""
    logging.disable(logging.ERROR)  # what the libraries would log is said here in a sentence
    settings = read_settings()
    if isinstance(settings, str):
        click.echo(settings, err=True)
        return 2
    findings = []
    for finding in _findings(settings, config, http=http):
        findings.append(finding)
        click.echo(str(finding))
    wrong = sum(finding.state == "problem" for finding in findings)
    unsaid = sum(finding.state == "unknown" for finding in findings)
    rest = f", {unsaid} could not be checked" if unsaid else ""
    click.echo(f"{wrong} to mend{rest}." if wrong else f"Nothing to mend{rest}.")
    return int(wrong > 0)


def _findings(settings: Settings, config: Path, *, http: bool) -> Iterator[Finding]:
    bot_token, app_token = _text(settings.bot_token), None if http else _text(settings.app_token)
    yield from (problem("settings", sentence) for sentence in settings.missing(http=http))
    yield from check_shapes(bot_token, app_token)
    desk = yield from _desk(config, today())
    plans = desk.ledger.plans if desk is not None else ()
    yield from check_slack(settings.api_url, bot_token, app_token, plans, now)
    if http:
        yield unknown("the way in", "Slack checks it when the request address is saved in the app's settings")
    yield from check_database(settings.database)
    if settings.owner is None:
        yield ok("owner", "KWAI_OWNER is not set: of trouble only the log hears")
    if desk is not None:
        yield from check_blocks(settings.api_url, bot_token, sample(desk, today()))


def _desk(config: Path, today: date) -> Generator[Finding, None, Desk | None]:
    """The desk a start would open, which says everything once to nobody."""
    desk = open_desk(Source(config, place_of("templates"), cache_folder()), today)
    if isinstance(desk, tuple):
        yield problem(
            "book and templates", f"{len(desk)} to mend, the first at {str(desk[0]).rstrip('.')}; kwai check lists all"
        )
        return None
    ledger = desk.ledger
    yield ok("book", f"clean: {len(ledger.documents)} documents, {len(ledger.facts)} facts, {len(ledger.plans)} plans")
    yield ok("templates", "every sentence can be said, and is within Slack's limits as they are known here")
    return desk


def _text(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret is not None else None
