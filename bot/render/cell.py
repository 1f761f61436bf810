"""Cells: a figure in a table, short, with signs for its bounds, and the key of the signs."""

from __future__ import annotations

from bot.core.answer import Answer, Line
from bot.core.quantity import Quantity, exactly
from bot.render.amount import Amounts
from bot.render.times import Times

_SIGNS = {"more": ">", "or_more": "≥", "less": "<", "or_less": "≤", "about": "~"}
_CELLS = frozenset("row row_ours row_theirs row_behind share newest before".split())
"""The roles of lines that a table says by signs."""


class Cells(Amounts, Times):
    """How figures stand in a table by themselves."""

    def cell(self, line: Line) -> str:
        """A figure with signs for its bounds and its own scale, or why there is none."""
        quantity = line.quantity
        if quantity is None:
            return self.words(line.text) if line.text else self.phrases.say(f"cell.{line.cell}")
        signs = "".join(_SIGNS[key] for key in (_bound(quantity), quantity.hedge or "") if key in _SIGNS)
        return f"{signs}{self.say(exactly(quantity.ends[0], quantity.unit))}" if signs else self.figure(line)

    def dated_cell(self, line: Line) -> str:
        """A figure and the time it is for."""
        if line.cell != "known":
            return self.cell(line)
        return self.phrases.say("cell.at", figure=self.cell(line), period=self.period(line.period))

    def signs(self, answer: Answer) -> str:
        """The key of the signs that a table shows, or nothing where it shows none."""
        found = [line.quantity for line in answer.lines if line.role in _CELLS and line.quantity is not None]
        used = {key for quantity in found for key in (_bound(quantity), quantity.hedge)}
        return self.phrases.say("list").join(self.phrases.say(f"sign.{key}") for key in _SIGNS if key in used)


def _bound(quantity: Quantity) -> str:
    """Which sign says a bound; none where both ends are known."""
    if quantity.floor:
        return "or_more" if quantity.low_included else "more"
    if quantity.ceiling:
        return "or_less" if quantity.high_included else "less"
    return ""
