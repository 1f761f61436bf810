"""Versions: hashes of content, by which a served fact, a book and its templates are known again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from bot.core.fact import Fact
from bot.core.ledger import Ledger

_BYTES = 8


def fact_content(fact: Fact) -> str:
    """The fact as JSON text."""
    return msgspec.json.encode(fact).decode()


def fact_of(content: str) -> Fact | None:
    """The fact of a content; None for one of another program's shape."""
    try:
        return msgspec.json.decode(content, type=Fact)
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


def folder_version(folder: Path) -> str:
    """The version of everything in a folder of text files."""
    digest = hashlib.blake2b(digest_size=_BYTES)
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")):
        content = path.read_bytes()
        digest.update(f"\0{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
