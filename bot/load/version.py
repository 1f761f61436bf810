"""Versions: hashes of content, by which a served fact and a book are known again."""

from __future__ import annotations

import hashlib

import msgspec

from bot.core.fact import Fact
from bot.core.ledger import Ledger

_BYTES = 8
_FACTS = msgspec.json.Decoder(Fact)


def fact_content(fact: Fact) -> str:
    """The fact as JSON text."""
    return msgspec.json.encode(fact).decode()


def fact_of(content: str) -> Fact | None:
    """The fact of a content; None for one of another program's shape."""
    try:
        return _FACTS.decode(content)
    except msgspec.DecodeError:
        return None


def version_of(content: str) -> str:
    """The version of a content: a hash, as 16 hexadecimal digits."""
    return hashlib.blake2b(content.encode(), digest_size=_BYTES).hexdigest()


def book_version(ledger: Ledger) -> str:
    """The version of a whole book."""
    rows = (
        ledger.facts,
        ledger.states,
        *(tuple(rows.values()) for rows in (ledger.entities, ledger.sources, ledger.metrics, ledger.slices)),
        *(tuple(rows.values()) for rows in (ledger.documents, ledger.digests)),
        ledger.plans,
        (ledger.title, ledger.market, ledger.subject),
    )
    return hashlib.blake2b(msgspec.json.encode(rows), digest_size=_BYTES).hexdigest()
