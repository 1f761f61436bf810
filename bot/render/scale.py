"""The one scale of a table or a chart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from bot.core.answer import Answer, Line
from bot.core.quantity import MONEY, Quantity, exactly
from bot.render.tongue import Tongue
from bot.words.figure import EXPONENTS, Scale, say_cell

_WAN = Decimal(10) ** 4
_M = Decimal(10) ** 6
_YI = Decimal(10) ** 8
_BN = Decimal(10) ** 9
_COUNTED = frozenset({"persons", "count"})
_SIZES: Mapping[Scale, str] = {"m": "small", "wan": "small", "bn": "large", "yi": "large"}
"""The phrase of each scale; a plain figure has none."""


class Scales(Tongue):
    """How large the figures of a column are counted."""

    def scale_name(self, answer: Answer) -> str:
        """The one scale of a table or chart, as its head says it."""
        return self.scale_of([line.quantity for line in answer.lines_as("row") if line.quantity is not None])

    def scale_of(self, quantities: Sequence[Quantity]) -> str:
        """The unit and scale of a column: RMB m; the scale of what is counted: m; nothing where its figures say all."""
        if not quantities or quantities[0].unit == "ratio":
            return "%" if quantities else ""
        size = _SIZES.get(self.column_scale(quantities))
        scale = self.phrases.say(f"scale.{size}") if size is not None else ""
        if quantities[0].unit not in MONEY:
            return scale
        money = self.phrases.say(f"money.{quantities[0].unit}")
        return self.phrases.say("scale.money", money=money, scale=scale).replace("$ ", "$") if scale else money

    def scaled_head(self, line: Line, scale: str) -> str:
        """The head of a column: its money and scale, or what is counted and in which scale."""
        metric = self.ledger.metrics[line.metric]
        name = self.words(metric.name)
        if not scale or metric.unit in MONEY or metric.unit == "ratio":
            return scale or name
        return self.phrases.say("scale.counted", name=name[:1].upper() + name[1:], scale=scale)

    def column_scale(self, quantities: Iterable[Quantity]) -> Scale:
        """The scale of a column: bn from a billion on, else m, none below a million; money and heads alone have one."""
        found = list(quantities)
        scaled = bool(found) and found[0].unit in MONEY | _COUNTED
        return self._scale([end for quantity in found for end in quantity.ends]) if scaled else "one"

    def printed_end(self, line: Line, beside: Line) -> str:
        """The printed end of a bound, bare, in one scale with another."""
        ends = [one.quantity.ends[0] for one in (line, beside) if one.quantity is not None]
        scale = self._scale(ends)
        quantity = line.quantity
        assert quantity is not None
        return say_cell(exactly(quantity.ends[0], "count"), self.language, exponent=EXPONENTS[scale])

    def _scale(self, ends: list[Decimal]) -> Scale:
        if self.scale is not None and (self.scale in {"wan", "yi"}) == self.chinese:
            return self.scale
        least = min((abs(end) for end in ends), default=Decimal(0))
        most = max((abs(end) for end in ends), default=Decimal(0))
        if self.chinese:
            return "yi" if least >= _YI else "wan" if most >= _WAN else "one"
        return "bn" if least >= _BN else "m" if most >= _M else "one"
