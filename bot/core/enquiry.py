"""What stands in the form in which a figure is asked for."""

from __future__ import annotations

from dataclasses import dataclass

NEWEST, SERIES = "newest", "series"
"""Beside the labels of periods: the newest there is, and all quarters."""


@dataclass(frozen=True, slots=True)
class Enquiry:
    """Whose figure, which one, and when, each by its id; None while it is open.

    `when` is a period's label, NEWEST or SERIES.
    """

    entity: str | None = None
    metric: str | None = None
    when: str = NEWEST
