"""A line of a rehearsal."""

from __future__ import annotations

from collections.abc import Callable

Line = Callable[[], object]
"""Says one thing; what is said is let go, what is wrong with it is raised."""
