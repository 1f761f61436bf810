"""What was found, line by line, each line with its facts or its formula."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bot.core.conflict import Conflict
from bot.core.fact import Dims, Kind
from bot.core.metric import Verdict
from bot.core.period import Period
from bot.core.quantity import Quantity
from bot.core.query import Choice, Query
from bot.core.text import Text

Ending = Literal[
    "found",
    "cannot_tell",
    "not_disclosed",
    "not_in_book",
    "ask_back",
    "not_understood",
    "help",
    "left_alone",
]
ENDINGS: tuple[Ending, ...] = (
    "found",
    "cannot_tell",
    "not_disclosed",
    "not_in_book",
    "ask_back",
    "not_understood",
    "help",
    "left_alone",
)

PeriodNote = Literal["said", "newest", "newest_moved_on", "none_in_book", "only_with_both", "newest_in_book", "itself"]
"""Why the answer speaks of this period: it was said, or a default and which one.

`none_in_book`: the book has no such part of any year; `itself`: what happened to the thing itself and to no slice.
"""


Cell = Literal["known", "not_in_book", "not_disclosed", "cannot_tell"]
"""What stands in a table where a figure would."""


WARNINGS: frozenset[str] = frozenset(
    {"misprint", "misprint_of", "disproved", "disproved_of", "record", "record_of", "contradiction_of", "disputed"}
)
"""The caveats that say that a print is wrong, or that other figures disprove it; `_of` names one of several."""


@dataclass(frozen=True, slots=True)
class Formula:
    """How a derived figure was reckoned: terms joined by a sign, in order.

    `steps` above one spread a quotient over so many steps: its root of that order, less one.
    """

    sign: Literal["+", "-", "/", "*"]
    terms: tuple[Quantity, ...]
    steps: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One figure or statement of an answer.

    `role` says what the line is for: "answer" for what was asked, other words for what stands
    beside it. `facts` are the ids it rests on, the serving fact first. `quantity` None with no
    text means that the book has nothing there.
    """

    role: str
    entity: str
    metric: str
    period: Period
    dims: Dims = ()
    quantity: Quantity | None = None
    text: Text | None = None
    facts: tuple[str, ...] = ()
    formula: Formula | None = None
    kind: Kind = "reported"
    said_on: str = ""
    cell: Cell = "known"

    @property
    def derived(self) -> bool:
        """Whether the figure is our arithmetic."""
        return self.formula is not None


@dataclass(frozen=True, slots=True)
class Caveat:
    """Something a reader must know beside the figure.

    `code` is a key of templates (floor, misprint, comparable, contradiction, note, …); what it
    speaks of stands in the other fields.
    """

    code: str
    text: Text | None = None
    verdict: Verdict | None = None
    quantities: tuple[Quantity, ...] = ()
    periods: tuple[Period, ...] = ()
    ids: tuple[str, ...] = ()
    conflict: Conflict | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose word a figure is and whose document carries it, with how many other documents agree."""

    fact: str
    speaker: str
    carrier: str
    tier: str
    said_on: str
    agreeing: int = 0
    own_remark: bool = False
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answered question.

    `reason` narrows the ending (floors, no_base, future, …) and picks the sentence; `since` begins
    the range that `period` ends;
    `follow` names the questions its buttons ask, `more` those of its menu;
    `conflicts` are those shown, `passed` how many stood on the pages before, `left` counts those after by kind.
    """

    query: Query
    ending: Ending
    reason: str = ""
    entity: str | None = None
    against: str | None = None
    metric: str | None = None
    dims: Dims = ()
    period: Period | None = None
    period_note: PeriodNote = "said"
    lines: tuple[Line, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    sources: tuple[Attribution, ...] = ()
    choices: tuple[Choice, ...] = ()
    near: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    follow: tuple[str, ...] = field(default=())
    more: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    left: tuple[tuple[str, int], ...] = ()
    passed: int = 0
    since: Period | None = None

    def lines_as(self, role: str) -> tuple[Line, ...]:
        """The lines with a role, in order."""
        return tuple(line for line in self.lines if line.role == role)

    @property
    def warnings(self) -> tuple[Caveat, ...]:
        """What is known against its figures: misprints, and prints that other figures disprove."""
        return tuple(one for one in self.caveats if one.code in WARNINGS)

    @property
    def used(self) -> tuple[str, ...]:
        """The ids of what it rests on and what it shows beside it, each once."""
        ids = [key for line in self.lines for key in line.facts]
        ids += [source.fact for source in self.sources]
        ids += [key for caveat in self.caveats for key in caveat.ids if caveat.code != "gap"]
        ids += [key for conflict in self.conflicts for key in conflict.facts]
        return tuple(dict.fromkeys(ids))

    @property
    def line(self) -> Line | None:
        """The line that answers, where one line does."""
        found = self.lines_as("answer")
        return found[0] if found else None
