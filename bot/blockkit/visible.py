"""The characters of a payload that a reader sees."""

from __future__ import annotations

from collections.abc import Mapping

SHOWN = frozenset({"text", "label", "title", "hint", "placeholder", "description", "caption", "name"})
CLOSED = frozenset({"table", "data_table"})  # they have sums of their own


def letters(value: object) -> int:
    """How many visible characters a piece of a block holds."""
    if isinstance(value, dict):
        total = 0
        for key, item in value.items():
            if isinstance(item, str):
                total += len(item) if key in SHOWN else 0
            elif isinstance(item, dict | list | tuple):
                total += letters(item)
        return total
    return sum(map(letters, value)) if isinstance(value, list | tuple) else 0


def budgeted(block: Mapping[str, object]) -> int:
    """How many visible characters a block takes from the message's budget."""
    return 0 if str(block.get("type")) in CLOSED else letters(block)
