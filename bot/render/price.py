"""Prices and their moves."""

from __future__ import annotations

from bot.core.answer import Line
from bot.core.quantity import Quantity, negate
from bot.render.amount import Amounts
from bot.render.name import Names
from bot.words.figure import say_bare


class Prices(Names, Amounts):
    """How a price, a range of them and a move are said."""

    def moved(self, line: Line) -> str:
        """A price move: what it is against, and whether it is a price or a list price."""
        if line.quantity is None:
            return self.figure(line)
        if line.metric == "list_price_ratio":
            return self.phrases.say("move.to", size=self.say(line.quantity), against=self._slice(line.dims, "against"))
        return self.phrases.say("move.price", move=self.moved_short(line))

    def moved_short(self, line: Line) -> str:
        """A price move in a running sentence."""
        if line.quantity is None or line.metric == "list_price_ratio":
            return self.moved(line)
        falls = line.quantity.high is not None and line.quantity.high <= 0
        size = self.say(negate(line.quantity) if falls else line.quantity)
        against = self._slice(line.dims, "against")
        if against:
            return self.phrases.say("move.below" if falls else "move.above", size=size, against=against)
        return self.phrases.say("move.cut" if falls else "move.raised", size=size)

    def price_range(self, lines: tuple[Line, ...]) -> str:
        """From the lowest price to the highest, with its money."""
        return self.say(self._range(lines))

    def price_ends(self, lines: tuple[Line, ...]) -> str:
        """From the lowest price to the highest, bare."""
        return say_bare(self._range(lines), self.language, scale=None, money=False)

    def _range(self, lines: tuple[Line, ...]) -> Quantity:
        ends = [end for line in lines if line.quantity is not None for end in line.quantity.ends]
        unit = next(line.quantity.unit for line in lines if line.quantity is not None)
        return Quantity(min(ends), max(ends), unit)
