"""Chinese names as they are typed without a Chinese keyboard."""

from __future__ import annotations

from dataclasses import replace

from bot.core.ledger import Ledger, Name
from bot.words.script import fold, has_han

_SHORTEST = 4
"""Letters of a spelling; shorter ones collide with English words and abbreviations."""


def with_pinyin(ledger: Ledger) -> Ledger:
    """The ledger with the toneless spelling of each Chinese name among its names; one that has them comes back as is.

    Asking needs them, reading and checking a book does not: pypinyin costs more than 1,000 facts.
    """
    if any(name.pinyin for name in ledger.names):
        return ledger
    spelled = dict.fromkeys(_spelled(name) for name in ledger.names if has_han(name.folded))
    known = {(name.folded, name.slot, name.id) for name in ledger.names}
    new = (n for n in spelled if len(n.folded) >= _SHORTEST and (n.folded, n.slot, n.id) not in known)
    return replace(ledger, names=(*ledger.names, *new))


def pinyin(han: str) -> str:
    """The toneless spelling of a Chinese name, in one word."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(han))


def _spelled(name: Name) -> Name:
    letters = pinyin(name.folded)
    return Name(letters if letters.isascii() else fold(letters), name.slot, name.id, pinyin=True)
