"""`kwai check`: whether the book can be served, whether the templates can say it, and what its documents lack."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.book import open_book
from bot.cli.clock import today
from bot.place import place_of

if TYPE_CHECKING:
    from bot.core.ledger import Ledger
    from bot.load.book import Book


def show_check(config: Path | None, sources: Path | None, document: str | None) -> int:
    """Print every problem as file:line: sentence, and the conflicts of a clean book; 0 where it can be served."""
    book = open_book(config)
    ledger = book.ledger
    complete = _is_clean(book) and ledger is not None
    if complete and ledger is not None:
        complete = all((_are_names_free(ledger), _are_plans_kept(ledger))) and _is_said(ledger)
    if sources is None:
        click.echo("The source texts are not at hand: prints and completeness were not checked.", err=True)
    else:
        # Pydantic and OpenCC are needed here even where the book comes from its snapshot.
        from bot.cli.coverage import show_coverage

        complete = show_coverage(config or place_of("config"), sources, document) and complete
    if ledger is not None and document is None:
        # Babel is needed here alone.
        from bot.cli.conflicts import show_conflicts

        show_conflicts(ledger)
    return int(not complete)


def _is_clean(book: Book) -> bool:
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


def _are_names_free(ledger: Ledger) -> bool:
    """Whether no name of the book means something else as well when it is typed; those that do are said."""
    from bot.ask.taken import taken_names

    wrong = taken_names(ledger)
    for sentence in wrong:
        click.echo(sentence)
    return not wrong


def _are_plans_kept(ledger: Ledger) -> bool:
    """Whether the book's plans can be kept; those that cannot are said."""
    # APScheduler reads the crons, and is needed here alone.
    from bot.schedule.plans import plan_problems

    wrong = plan_problems(ledger)
    for sentence in wrong:
        click.echo(sentence)
    return not wrong


def _is_said(ledger: Ledger) -> bool:
    """Whether the templates can say the book; their mistakes are said."""
    from bot.desk import Desk
    from bot.rehearsal import rehearse

    mistakes = rehearse(Desk(ledger, place_of("templates")), today())
    for problem in mistakes:
        click.echo(str(problem))
    return not mistakes
