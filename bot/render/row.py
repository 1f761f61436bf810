"""Rows: which lines of an answer stand in a table or an overview."""

from __future__ import annotations

from bot.core.answer import Answer, Caveat, Line
from bot.render.times import Times


class Rows(Times):
    """How the lines of an answer are put in rows."""

    def heads(self, answer: Answer) -> list[Line]:
        """The first line of every row of an overview, in order."""
        roles: dict[str, Line] = {}
        for line in answer.lines:
            kind = line.role.partition(":")[0]
            if kind in {"newest", "guidance", "price"} or (kind == "move" and "price" not in roles):
                roles.setdefault(line.role, line)
        return list(roles.values())

    def has_derived(self, lines: tuple[Line, ...]) -> bool:
        """Whether any of the lines is our arithmetic."""
        return any(line.derived for line in lines)

    def by_figure(self, gaps: tuple[Caveat, ...]) -> list[dict[str, str]]:
        """Missing figures, the periods of one entity's metric together."""
        found: dict[tuple[str, ...], list[str]] = {}
        any_period = self.phrases.say("any.period")
        for gap in gaps:
            found.setdefault(gap.ids, []).extend(self.period(period) for period in gap.periods)
        return [
            {"entity": key[0], "metric": key[1], "periods": self.phrases.say("list").join(periods) or any_period}
            for key, periods in found.items()
        ]
