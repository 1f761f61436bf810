"""Rows: which lines of an answer stand in a table or an overview."""

from __future__ import annotations

from bot.core.answer import Answer, Caveat, Line
from bot.render.name import Names
from bot.render.times import Times

_MOST_NAMED = 20
"""Names of figures in one sentence."""


class Rows(Names, Times):
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

    def entities(self, lines: tuple[Line, ...]) -> str:
        """Whose the lines are, each once."""
        return self.phrases.say("list").join(dict.fromkeys(self.entity(line.entity) for line in lines))

    def metrics_of(self, lines: tuple[Line, ...]) -> str:
        """What the lines are of, each once, cut where a phone's screen ends."""
        named = list(dict.fromkeys(self.metric(line.metric) for line in lines))
        more = len(named) - _MOST_NAMED
        said = self.phrases.say("list").join(named[:_MOST_NAMED])
        return said if more <= 0 else self.phrases.say("more", names=said, count=str(more))

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
