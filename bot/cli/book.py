"""The book of a command, and the desk over it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.place import place_of

if TYPE_CHECKING:
    from bot.core.ledger import Ledger
    from bot.desk import Desk
    from bot.load.book import Book


def open_book(config: Path | None) -> Book:
    """The book in a folder, ours where none is named; it may have problems."""
    from platformdirs import user_cache_path

    from bot.load.book import load_book

    return load_book(config or place_of("config"), user_cache_path("kwai"))


def open_ledger(config: Path | None) -> Ledger:
    """The ledger of a book without problems; a book with any is named, and the command ends with 1."""
    book = open_book(config)
    if book.ledger is None:
        for problem in book.problems:
            click.echo(str(problem), err=True)
        click.echo("The book has problems, so nothing is answered from it. `kwai check` lists them.", err=True)
        sys.exit(1)
    return book.ledger


def open_desk(config: Path | None) -> Desk:
    """A desk over the book without problems."""
    from bot.desk import Desk

    return Desk(open_ledger(config), place_of("templates"))
