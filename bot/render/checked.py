"""The window of checked figures: each with its verdict, what the book says, and its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.blockkit.build import Block, divider
from bot.core.answer import Answer
from bot.render.page import Pages
from bot.render.view import View, modal

Status = Literal["agrees", "rounded", "contradicts", "open", "not_in_book", "unplaced"]


@dataclass(frozen=True, slots=True)
class Checked:
    """A figure as it is written and how it stands to the book; `lack` is what kept it from being placed."""

    written: str
    status: Status
    lack: str = ""
    answer: Answer | None = None


def checked_view(figures: Sequence[Checked], left: int, pages: Pages) -> View:
    """The modal; a message without figures, and one with too many, says so. `left` are not shown."""
    placed = [figure for figure in figures if figure.answer is not None]
    rest = [figure for figure in figures if figure.answer is None]
    counts = Counter(figure.status for figure in figures)
    head = pages.write("checked", None, counts=counts, count=len(figures) + left, left=left)
    blocks: list[Block] = [*head.blocks]
    for figure in placed:
        one = pages.write("checked_figure", figure.answer, written=figure.written, status=figure.status)
        blocks += [divider(), *one.blocks]
    if rest:
        blocks += [divider(), *pages.write("checked_rest", None, figures=rest).blocks]
    return modal("check", blocks, pages)
