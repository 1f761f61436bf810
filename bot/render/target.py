"""Guidance: targets, and how they moved from one vintage to the next."""

from __future__ import annotations

from decimal import Decimal

from bot.core.answer import Answer, Line
from bot.core.quantity import less
from bot.render.amount import Amounts
from bot.render.times import Times


class Targets(Amounts, Times):
    """How guidance and its vintages are said."""

    def target(self, line: Line) -> str:
        """Guidance: an amount, or how it was put."""
        if line.quantity is not None and line.quantity.unit == "x":
            twice = line.quantity.ends[:1] == (Decimal(2),)
            key = "vintage.twice" if twice else "vintage.times"
            return self.phrases.words[key].format(size=self.say(line.quantity))
        return self.figure(line)

    def target_in_full(self, line: Line) -> str:
        """Guidance where other words may stand between it and the target it is a multiple of."""
        if line.quantity is not None and line.quantity.unit == "x":
            key = "vintage.twice_start" if line.quantity.ends[:1] == (Decimal(2),) else "vintage.times"
            return self.phrases.words[key].format(size=self.say(line.quantity))
        return self.figure(line)

    def replaced(self, answer: Answer, role: str) -> tuple[tuple[Line, tuple[Line, ...]], ...]:
        """The estimates of an answer, each with those it replaced."""
        found: list[tuple[Line, list[Line]]] = []
        for line in answer.lines:
            if line.role == role:
                found.append((line, []))
            elif line.role == f"{role}_before" and found:
                found[-1][1].append(line)
        return tuple((line, tuple(before)) for line, before in found)

    def estimated(self, line: Line) -> str:
        """When an estimate was made; one whose day and month are not printed says so."""
        if len(line.said_on) == len("2025"):
            return self.phrases.say("vintage.no_day")
        return self.phrases.say("vintage.said", when=self.date(line.said_on))

    def path(self, lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], ...]:
        """Vintages that carry a figure, those said together as one step."""
        steps: dict[str, list[Line]] = {}
        for line in lines:
            if line.quantity is not None:
                steps.setdefault(line.said_on, []).append(line)
        return tuple(tuple(step) for step in steps.values())

    def step(self, lines: tuple[Line, ...]) -> str:
        """One vintage; a second money is the same target said elsewhere."""
        first = lines[0]
        said = self.target(first)
        if len(lines) > 1:
            said = self.phrases.say("vintage.elsewhere", figure=said, other=self.target(lines[1]))
        if len(first.said_on) == len("2025"):
            return self.phrases.say("vintage.at_start", figure=said)
        return self.phrases.say("vintage.later", when=self.day_month(first.said_on), figure=said)

    def moved_to(self, answer: Answer) -> str:
        """How the newest guidance stands to the one before in the same money: raised to, cut to, stays at."""
        newest = next(iter(answer.lines_as("guidance")), None)
        if newest is None or newest.quantity is None:
            return ""
        unit = newest.quantity.unit
        before = [v.quantity for v in answer.lines_as("vintage") if v.quantity is not None and v.quantity.unit == unit]
        if not before:
            return self.phrases.say("target.first")
        if less(before[-1], newest.quantity):
            return self.phrases.say("target.raised")
        return self.phrases.say("target.cut" if less(newest.quantity, before[-1]) else "target.unchanged")
