"""Which figure: the catalogue of what can be measured and asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from bot.core.period import Grain
from bot.core.text import Text

Form = Literal["yoy", "qoq", "share", "margin", "revision"]
"""How a rate is taken of another metric: growth, a share of a whole, a profit in its base, the rise of a target."""
Per = Literal["day", "week", "month", "quarter", "year"]
"""The time that a price is paid for, or a count is counted over."""
Role = Literal["price", "price_move", "price_ratio", "record", "results_day"]
"""The part of an operation that only this metric can play: the ladder's price, a move by so much, a move to so much
of another's price, a claim of a record that names its figure in words, the day a period's results came out."""
ROLES: tuple[Role, ...] = get_args(Role)
PRICED: tuple[Role, ...] = ("price", "price_move", "price_ratio")
"""The roles that a question for prices asks for."""
MOVES: tuple[Role, ...] = ("price_move", "price_ratio")
"""The roles that say how a price moved."""
AGAINST = "against"
"""The qualifier that says what a price or a cost is set against; all others say whose or which it is."""
Verdict = Literal["comparable", "with_care", "not"]


@dataclass(frozen=True, slots=True)
class Comparability:
    """Whether two entities' figures of a metric may stand side by side, and why."""

    entities: tuple[str, ...]
    verdict: Verdict
    reason: Text


@dataclass(frozen=True, slots=True)
class Metric:
    """A thing that is measured, in one unit.

    `of` and `form` mark a printed rate of another metric (its growth, its share); `adds` a flow
    whose periods may be summed; `near` other metrics that may be offered by name when this one
    is missing; `per` the unit of time of a price; `note` what to know beside every answer on it;
    `means` the metrics a loose name may stand for ("profit"), between which the asker chooses.
    `parts` are the metrics it is the sum of, `less` those taken off the one part there is then;
    `role` what it does in an operation; `short` its name where a sentence runs on.
    """

    id: str
    name: Text
    unit: str
    also: tuple[str, ...] = ()
    of: str | None = None
    form: Form | None = None
    base: str | None = None
    adds: bool = False
    per: Per | None = None
    near: tuple[str, ...] = ()
    grains: tuple[Grain, ...] = ()
    comparable: tuple[Comparability, ...] = ()
    note: Text | None = None
    means: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    role: Role | None = None
    short: Text | None = None


@dataclass(frozen=True, slots=True)
class Slice:
    """One value of a qualifier: the gold plan, the 2.5 Turbo model; `entity` where it is one entity's alone."""

    dim: str
    id: str
    name: Text
    also: tuple[str, ...] = ()
    entity: str | None = None
