"""How a database came to have its tables, version by version."""

from __future__ import annotations

VERSIONS: tuple[str, ...] = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009")
"""Every version there is, in order; the last is the one this program needs."""
