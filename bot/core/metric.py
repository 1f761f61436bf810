"""Which figure: the catalogue of what can be measured and asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.core.period import Grain
from bot.core.text import Text

Form = Literal["yoy", "qoq", "share"]
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
    `means` the metrics a loose
    name may stand for ("profit"), between which the asker chooses.
    """

    id: str
    name: Text
    unit: str
    also: tuple[str, ...] = ()
    of: str | None = None
    form: Form | None = None
    base: str | None = None
    adds: bool = False
    per: str | None = None
    near: tuple[str, ...] = ()
    grains: tuple[Grain, ...] = ()
    comparable: tuple[Comparability, ...] = ()
    note: Text | None = None
    means: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slice:
    """One value of a qualifier: the gold plan, the 2.5 Turbo model; `entity` where it is one entity's alone."""

    dim: str
    id: str
    name: Text
    also: tuple[str, ...] = ()
    entity: str | None = None
