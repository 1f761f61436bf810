"""The compiled book, kept beside the files it was made from.

The snapshot's name is a hash of every file's content and of the program that reads them, so it is
never stale: changed files simply have another name. It is plain data and may be deleted.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bot.core.digest import Digest, Plan
from bot.core.document import Document
from bot.core.entity import Entity, Source
from bot.core.fact import Fact, State
from bot.core.ledger import Ledger, Name
from bot.core.metric import Metric, Slice
from bot.core.text import Text
from bot.words.pinyin import with_pinyin

_PROGRAM = ("core", "load", "words")
"""The rooms that decide how a book is read, checked and kept; a snapshot of another program is none."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A ledger as flat rows."""

    title: Text
    market: Text
    subject: str
    entities: tuple[Entity, ...]
    sources: tuple[Source, ...]
    metrics: tuple[Metric, ...]
    slices: tuple[Slice, ...]
    documents: tuple[Document, ...]
    facts: tuple[Fact, ...]
    states: tuple[State, ...]
    digests: tuple[Digest, ...]
    plans: tuple[Plan, ...]
    names: tuple[Name, ...]
    units: dict[str, Text]

    def ledger(self) -> Ledger:
        """The rows as a ledger with its indexes."""
        return Ledger(
            title=self.title,
            market=self.market,
            subject=self.subject,
            entities={entity.id: entity for entity in self.entities},
            sources={source.id: source for source in self.sources},
            metrics={metric.id: metric for metric in self.metrics},
            slices={(value.dim, value.id): value for value in self.slices},
            documents={document.id: document for document in self.documents},
            facts=self.facts,
            states=self.states,
            digests={digest.id: digest for digest in self.digests},
            plans=self.plans,
            names=self.names,
            units=self.units,
        )


def content_key(files: Mapping[str, bytes]) -> str:
    """A hash over names and contents of the book's files."""
    digest = hashlib.blake2b(digest_size=16)
    for room in _PROGRAM:
        for path in sorted((Path(__file__).parents[1] / room).glob("*.py")):
            digest.update(path.read_bytes())
    for name in sorted(files):
        digest.update(f"\0{name}\0{len(files[name])}\0".encode())
        digest.update(files[name])
    return digest.hexdigest()


_MOST_KEPT = 8


def recall(folder: Path, key: str) -> Ledger | None:
    """The ledger kept under a key, or None where there is none that can be read."""
    try:
        return msgspec.json.decode((folder / f"book-{key}.json").read_bytes(), type=Compiled).ledger()
    except (OSError, msgspec.DecodeError):
        return None


def keep(folder: Path, key: str, ledger: Ledger) -> Ledger:
    """Write a ledger under its key and return it as kept, ready for asking.

    A folder that cannot be written costs only the speed.
    """
    ledger = with_pinyin(ledger)
    compiled = Compiled(
        ledger.title,
        ledger.market,
        ledger.subject,
        tuple(ledger.entities.values()),
        tuple(ledger.sources.values()),
        tuple(ledger.metrics.values()),
        tuple(ledger.slices.values()),
        tuple(ledger.documents.values()),
        ledger.facts,
        ledger.states,
        tuple(ledger.digests.values()),
        ledger.plans,
        ledger.names,
        dict(ledger.units),
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.encode(compiled))
            part.replace(folder / f"book-{key}.json")
            _prune(folder)
        finally:
            part.unlink(missing_ok=True)
    except OSError:
        pass
    return ledger


def _prune(folder: Path) -> None:
    """Forget all but the newest snapshots: every edit of a book leaves one."""
    kept = sorted(folder.glob("book-*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[_MOST_KEPT:]:
        path.unlink(missing_ok=True)
