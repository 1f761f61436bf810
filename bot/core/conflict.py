"""Two statements that cannot both be true, or that a reader could take for one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from bot.core.quantity import Quantity
from bot.core.text import Text

if TYPE_CHECKING:
    from bot.core.answer import Formula

ConflictKind = Literal[
    "contradiction",
    "tenfold",
    "misprint",
    "shares",
    "growth",
    "record",
    "same_target",
    "look_alike",
    "rounding",
    "withheld",
]
CONFLICT_KINDS: tuple[ConflictKind, ...] = get_args(ConflictKind)
"""Most serious first."""

Rule = Literal[
    "kind",
    "newest_vintage",
    "tier",
    "precision",
    "later_said",
    "order",
    "reading",
    "arithmetic",
    "figures",
    "apart",
    "one_target",
    "not_served",
]
"""Why one statement answers and another does not, or why both stand."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What disagrees or looks alike, and what the bot does about it.

    `facts` are ids: the disputed statement first, then what stands against it; `quantities` are
    their figures in that order, as printed. `served` is the fact that answers, None where each
    answers its own question or none does; `rule` says why. `code` narrows the kind; `formula`
    with `result` is the arithmetic; `text` the book's own words.
    """

    kind: ConflictKind
    facts: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    served: str | None
    rule: Rule
    code: str = ""
    formula: Formula | None = None
    result: Quantity | None = None
    text: Text | None = None
