"""`kwai corrections`: what was corrected, what waits for the owner's word, and that word."""

from __future__ import annotations

import json
from datetime import datetime

from bot.remember.corrections import Told
from bot.remember.store import Store

_LISTED = 20


def list_corrections(store: Store) -> int:
    """Print the notes that wait, then the newest of the others."""
    told = store.errata.listed(_LISTED)
    waiting = [one for one in told if one.state == "held"]
    if waiting:
        noun = "note waits" if len(waiting) == 1 else "notes wait"
        print(f"{len(waiting)} {noun} for your word (--send, --drop):")
    for one in (*waiting, *(one for one in told if one.state != "held")):
        print(_line(one))
    if not told:
        print("Nothing was corrected so far.")
    return 0


def send_corrections(store: Store, now: datetime) -> int:
    """Put out what waits, and say how much; a running bot posts it at once."""
    return _count(store.errata.release(now), "is sent", "are sent")


def drop_corrections(store: Store) -> int:
    """Leave unsaid what waits, and say how much."""
    return _count(store.errata.drop(), "is dropped", "are dropped")


def _count(notes: int, one: str, many: str) -> int:
    print(f"{notes} {f'note {one}' if notes == 1 else f'notes {many}'}.")
    return 0


def _line(one: Told) -> str:
    words = str(json.loads(one.payload).get("text", "(its words are no longer kept)"))
    return f"  {one.at:%Y-%m-%d %H:%M} UTC  {one.state}  {one.channel} {one.thread_ts}  {words}"
