"""Amounts: a figure in words, with its sign and basis, and the working of a derived one."""

from __future__ import annotations

from functools import cached_property

from bot.core.answer import Formula, Line
from bot.core.quantity import MONEY, Quantity, negate
from bot.render.tongue import Tongue
from bot.words.figure import say_bare, say_quantity


class Amounts(Tongue):
    """How figures are said."""

    def say(self, quantity: Quantity) -> str:
        """A quantity in words."""
        named = self.ledger.units.get(quantity.unit)
        counted = self.words(named) if named is not None else None
        return say_quantity(quantity, self.language, counted=counted, scale=self.scale)

    def figure(self, line: Line) -> str:
        """A line's figure: growth with its sign and basis, a price with its time, else as it is."""
        if line.quantity is None:
            return self.words(line.text) if line.text else self.phrases.say("cell.not_in_book")
        metric = self.ledger.metrics.get(line.metric)
        if metric is not None and metric.form in {"yoy", "qoq"} and line.quantity.unit == "ratio":
            return self._grown(line.quantity, metric.form)
        if line.quantity.unit == "ratio" and line.metric in self._moves and all(line.quantity.ends):
            return self._moved(line.quantity)
        falls = line.quantity.high is not None and line.quantity.high <= 0 and line.quantity.low is None
        if falls and line.quantity.unit == "ratio":
            return self.phrases.say("move.down", size=self.say(negate(line.quantity)))
        if metric is not None and metric.per and line.quantity.unit in MONEY:
            return self._per(line.metric, self.say(line.quantity))
        return self.say(line.quantity)

    def figure_plain(self, line: Line) -> str:
        """A line's figure without its basis, beside another that has it."""
        return self.say(line.quantity) if line.quantity else self.figure(line)

    def figure_bare(self, line: Line) -> str:
        """A line's figure without its money, where one with it stood before."""
        if line.quantity is None:
            return self.figure(line)
        if self.ledger.metrics[line.metric].form in {"yoy", "qoq"}:
            return say_quantity(line.quantity, self.language, signed=True)
        return say_bare(line.quantity, self.language, scale=self.scale, money=False)

    def change(self, line: Line, operation: str) -> str:
        """Growth on the year or on the quarter."""
        if line.quantity is None:
            return self.figure(line)
        if line.quantity.unit != "ratio":
            return self.phrases.say(f"growth.{operation}", figure=self.say(line.quantity))
        return self._grown(line.quantity, "qoq" if operation == "qoq" else "yoy")

    def grown(self, line: Line) -> str:
        """Growth with its sign and basis, as the line's role names it, or why there is none."""
        if line.quantity is None:
            return self.phrases.say(f"cell.{line.cell}")
        return self.change(line, line.role.removeprefix("growth_"))

    def worked(self, line: Line, operation: str) -> str:
        """A figure of our arithmetic: a change and an even growth carry their sign."""
        if line.quantity is None:
            return self.figure(line)
        if operation in {"change", "compound"}:
            return say_quantity(line.quantity, self.language, signed=True, scale=self.scale)
        return self.say(line.quantity)

    def signed(self, quantity: Quantity) -> str:
        """A rate with its sign."""
        return say_quantity(quantity, self.language, signed=True)

    def rate(self, pair: tuple[Quantity, Quantity]) -> str:
        """The same worth in two moneys."""
        return " = ".join(say_quantity(one, self.language) for one in pair)

    def gap_size(self, line: Line) -> str:
        """How wide a gap is, without its sign."""
        quantity = line.quantity
        if quantity is None:
            return self.phrases.say("cell.cannot_tell")
        below = quantity.high is not None and quantity.high <= 0
        return self.say(negate(quantity) if below else quantity)

    def formula(self, line: Line) -> str:
        """The working of a derived figure, with its numbers."""
        return self._formula(line.formula) if line.formula else ""

    def formula_with_result(self, line: Line) -> str:
        """The working and what it comes to."""
        return f"{self.formula(line)} = {self.figure_plain(line)}"

    def plain_ratio(self, quantity: Quantity) -> str:
        """A quotient as a bare number: 1.20."""
        return f"{quantity.ends[0]:f}"

    def _per(self, metric: str, said: str) -> str:
        """A price with the time it is paid for, where there is one."""
        per = self.ledger.metrics[metric].per
        return self.phrases.say(f"per.{per}", figure=said) if per else said

    @cached_property
    def _moves(self) -> frozenset[str]:
        """The metrics that say by how much something moved: prices, and what is easily taken for them."""
        moving = self.ledger.metrics_as("price_move")
        beside = {key for metric in moving for key in metric.near if self.ledger.metrics[key].role is None}
        return frozenset({metric.id for metric in moving} | beside)

    def _moved(self, quantity: Quantity) -> str:
        """A move against something else, which is named beside it: nearly 30% lower."""
        lower = quantity.ends[0] < 0
        size = self.say(negate(quantity) if lower else quantity)
        return self.phrases.say("move.cut" if lower else "move.raised", size=size)

    def _grown(self, quantity: Quantity, step: str) -> str:
        return self.phrases.say(f"growth.{step}", figure=say_quantity(quantity, self.language, signed=True))

    def _formula(self, formula: Formula) -> str:
        sign = {"*": "×", "/": "÷" if self.chinese else "/"}.get(formula.sign, formula.sign)
        terms = [self.say(term) for term in formula.terms]
        said = f" {sign} ".join(f"({term})" if at and term.startswith("-") else term for at, term in enumerate(terms))
        return f"({said})^(1/{formula.steps}) - 1" if formula.steps > 1 else said
