"""The characters of a payload that a reader sees."""

from __future__ import annotations

from collections.abc import Mapping

SHOWN = frozenset({"text", "label", "title", "hint", "placeholder", "description", "caption", "name"})
CLOSED = frozenset({"table", "data_table"})  # they have sums of their own


def letters(value: object) -> int:
    """How many visible characters a piece of a block holds."""
    if isinstance(value, list | tuple):
        return sum(letters(item) for item in value)
    if not isinstance(value, Mapping):
        return 0
    return sum(len(item) if isinstance(item, str) and key in SHOWN else letters(item) for key, item in value.items())


def budgeted(block: Mapping[str, object]) -> int:
    """How many visible characters a block takes from the message's budget."""
    return 0 if str(block.get("type")) in CLOSED else letters(block)
