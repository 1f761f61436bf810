"""English words of finance as they are typed short, in names and in questions alike."""

from __future__ import annotations

from collections.abc import Mapping

WRITTEN_OUT: Mapping[str, str] = {
    "adj": "adjusted",
    "adj.": "adjusted",
    "avg": "average",
    "est": "estimate",
    "expenses": "expense",
    "mktg": "marketing",
    "op": "operating",
    "qtr": "quarter",
    "qtrs": "quarters",
    "rev": "revenue",
    "revs": "revenue",
    "yr": "year",
}
"""A short or bent word, and the one it is read as."""
