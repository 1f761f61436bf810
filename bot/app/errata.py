"""The errata of a changed book: a note for each thread that was told what is no longer right."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.core.correction import Correction
from bot.core.text import Language
from bot.desk import Desk
from bot.load.version import fact_of
from bot.provenance import Reading, reading_of
from bot.remember.corrections import Note, Said
from bot.remember.outgoing import Outgoing
from bot.remember.record import Record
from bot.remember.store import Store

CORRECTED_FOR = timedelta(days=30)
"""How old a message may be to be corrected."""
MOST = 20
"""More corrected facts at once wait for the owner's word: it may be the book that is wrong."""


@dataclass(frozen=True, slots=True)
class Errata:
    """What became of a look at what was said: notes written, and whether they wait for the owner's word."""

    notes: int
    facts: int
    waits: bool
    waits_anew: bool


@dataclass(slots=True)
class _Thread:
    """What one thread was told that is no longer right, by fact; the newest message that said it counts."""

    language: Language
    corrections: dict[str, Correction] = field(default_factory=dict)
    pairs: list[tuple[str, str]] = field(default_factory=list)


def correct(
    store: Store, desk: Desk, workspace: str, now: datetime, life: timedelta, report: Callable[[str, Exception], None]
) -> Errata:
    """Plan a note for every thread that used what was wrong, each once; raises StoreUnavailable."""
    said, contents = store.errata.said(workspace, now - life, desk.provenance.book)
    threads = _threads(said, contents, desk)
    facts = {one for thread in threads.values() for one in thread.corrections}
    waits = len(facts) > MOST
    notes = []
    for (channel, root), thread in threads.items():
        try:
            notes.append(_note(channel, root, thread, store, desk, now, held=waits))
        except Exception as error:  # a note that cannot be said keeps no other from being said
            report(channel, error)
    written, anew = store.errata.put(workspace, notes, now)
    return Errata(written, len(facts), waits, waits and anew)


def _threads(said: Sequence[Said], contents: Mapping[str, str], desk: Desk) -> dict[tuple[str, str], _Thread]:
    judged: dict[tuple[str, bool], Correction | None] = {}
    threads: dict[tuple[str, str], _Thread] = {}
    for one in said:
        if (one.version, one.serves) not in judged:
            fact = fact_of(contents.get(one.version, ""))
            judged[one.version, one.serves] = desk.correction(fact, serves=one.serves) if fact is not None else None
        correction = judged[one.version, one.serves]
        if correction is None:
            continue
        reading = reading_of(one.reading) or Reading()
        thread = threads.setdefault((one.channel, one.root), _Thread(_language(reading)))
        thread.language = _language(reading)
        thread.corrections[one.fact] = correction
        thread.pairs.append((one.mark, one.fact))
    return threads


def _note(channel: str, root: str, thread: _Thread, store: Store, desk: Desk, now: datetime, *, held: bool) -> Note:
    message = desk.correction_note(tuple(thread.corrections.values()), thread.language)
    words = json.dumps(message.payload, ensure_ascii=False)
    note = Outgoing(channel, words, kind="correction", thread_ts=root, basis=message.basis, held=held)
    edit, headline = None, store.record_of(channel, root)
    if headline is not None and _stands_in(headline, thread):
        corrected = desk.corrected(json.loads(headline.payload), now.date(), thread.language)
        words = json.dumps(corrected, ensure_ascii=False)
        # In the headline's own thread, so that it is changed once the note it points to is there.
        edit = Outgoing(channel, words, kind="correction", thread_ts=root, held=held, edits=root)
    return Note(note, edit, tuple(thread.pairs))


def _stands_in(headline: Record, thread: _Thread) -> bool:
    """Whether any of what is corrected stood in the headline of a digest."""
    reading = reading_of(headline.reading)
    is_digest = reading is not None and reading.digest is not None and headline.place == 0
    return is_digest and any(used.fact in thread.corrections for used in headline.facts)


def _language(reading: Reading) -> Language:
    if reading.query is not None:
        return reading.query.language
    return reading.misread.language if reading.misread is not None else "en"
