"""Prices and their moves."""

from __future__ import annotations

from bot.core.answer import Line
from bot.core.quantity import Quantity, negate
from bot.render.amount import Amounts
from bot.render.name import Names


class Prices(Names, Amounts):
    """How a price, a range of them and a move are said."""

    def moved(self, line: Line) -> str:
        """A price move: by how much, or to how much of another's price."""
        if line.quantity is None:
            return self.figure(line)
        if self._to(line):
            size, against = self.say(line.quantity), self.against(line.dims)
            return self.phrases.say("move.to", what=self.short(line.metric), size=size, against=against)
        return self.phrases.say("move.price", move=self.moved_short(line))

    def moved_short(self, line: Line) -> str:
        """A price move in a running sentence."""
        if line.quantity is None or self._to(line):
            return self.moved(line)
        falls = line.quantity.high is not None and line.quantity.high <= 0
        size = self.say(negate(line.quantity) if falls else line.quantity)
        against = self.against(line.dims)
        if against:
            return self.phrases.say("move.below" if falls else "move.above", size=size, against=against)
        return self.phrases.say("move.cut" if falls else "move.raised", size=size)

    def price_range(self, lines: tuple[Line, ...]) -> str:
        """From the lowest price to the highest in the metric's own money, with the time it is paid for."""
        first = lines[0]
        unit = self._unit(first)
        found = [line.quantity for line in lines if line.quantity is not None and line.quantity.unit == unit]
        if len(found) < 2:
            return self.figure(first)
        lows = [quantity.low for quantity in found if quantity.low is not None]
        highs = [quantity.high for quantity in found if quantity.high is not None]
        low = min(lows) if len(lows) == len(found) else None
        high = max(highs) if len(highs) == len(found) else None
        return self._per(first.metric, self.say(Quantity(low, high, unit)))

    def money(self, line: Line) -> str:
        """The money of a price: RMB."""
        return self.phrases.say(f"money.{self._unit(line)}")

    def unit_of(self, line: Line) -> str:
        """The money of a figure, or nothing where it is none."""
        return self.phrases.words.get(f"money.{self._unit(line)}", "")

    def price_unit(self, line: Line) -> str:
        """The money of a price and the time it is paid for: RMB a month."""
        return self._per(line.metric, self.money(line))

    def _to(self, line: Line) -> bool:
        return self.ledger.metrics[line.metric].role == "price_ratio"

    def _unit(self, line: Line) -> str:
        return self.ledger.metrics[line.metric].unit
