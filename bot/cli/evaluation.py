"""How the bot does on written conversations: right endings against given ones, by script, and how fast."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from statistics import median

import click

from bot.core.answer import ENDINGS
from bot.core.ledger import Ledger
from bot.core.text import LANGUAGES
from bot.desk import Desk
from bot.dialog import Turn, hold, read_dialogs
from bot.place import place_of

_WIDTH = 15


def show_evaluation(ledger: Ledger, folder: Path) -> int:
    """Hold every dialog of a folder and print how it went; 0 where no wrong number was served and all turns agree."""
    desk = Desk(ledger, place_of("templates"))
    dialogs = read_dialogs(folder)
    turns = [turn for dialog in dialogs for turn in hold(dialog, desk)]
    if not turns:
        click.echo(f"There is no dialog in {folder}.", err=True)
        return 2
    for turn in turns:
        if turn.wrong and not turn.later:
            click.echo(f"{turn.dialog.file}: {turn.dialog.name}: {turn.said!r}: {'; '.join(turn.wrong)}")
    for language in LANGUAGES:
        _matrix(language, [turn for turn in turns if turn.language == language])
    right = sum(turn.right == turn.given for turn in turns)
    wrong_numbers = sum(turn.wrong_number for turn in turns)
    times = sorted(turn.seconds * 1000 for turn in turns)
    refusals = sum(turn.right not in {"found", "help"} for turn in turns)
    click.echo(
        f"{len(dialogs)} dialogs, {len(turns)} turns, {refusals} of them to be refused, asked back or left alone"
    )
    click.echo(
        f"right endings {right} of {len(turns)} ({right / len(turns):.1%}), wrong numbers served {wrong_numbers}"
    )
    click.echo(f"an answer takes {median(times):.2f} ms (median), {times[-1]:.1f} ms at worst")
    return int(wrong_numbers > 0 or any(turn.wrong and not turn.later for turn in turns))


def _matrix(language: str, turns: list[Turn]) -> None:
    """Right endings down, given endings across."""
    counted = Counter((turn.right, turn.given) for turn in turns)
    given = [ending for ending in ENDINGS if any(pair[1] == ending for pair in counted)]
    click.echo(f"{language:<{_WIDTH}}" + "".join(f"{ending:>{_WIDTH}}" for ending in given))
    for right in ENDINGS:
        if any(pair[0] == right for pair in counted):
            click.echo(f"{right:<{_WIDTH}}" + "".join(f"{counted[right, ending]:>{_WIDTH}}" for ending in given))
    click.echo()
