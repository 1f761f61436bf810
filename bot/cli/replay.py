"""`kwai replay`: a message as it was said, what it rested on, and what would be said today."""

from __future__ import annotations

import difflib
import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import date
from textwrap import shorten
from typing import Any

from bot.cli.message_name import Posted, read_message_name
from bot.core.fact import Fact
from bot.core.message import Message
from bot.core.quantity import Quantity
from bot.core.query import Query, Shown
from bot.desk import Desk
from bot.load.version import fact_of
from bot.provenance import Reading, reading_of
from bot.remember.record import Record, Used
from bot.remember.store import Store
from bot.render.terminal import drawn
from bot.words.figure import say_quantity

_LISTED = 20
_MOST_WORDS = 80


def show_replay(store: Store, name: str | None, desk: Callable[[], Desk], today: date, how: str) -> int:
    """Print a replay, or without a name the newest messages; the exit code."""
    if name is None:
        return list_records(store)
    record = find_record(store, name)
    if isinstance(record, int):
        return record
    if how == "bytes":
        print(record.payload, end="")
    elif how == "json":
        print(json.dumps(as_json(record, desk(), today), ensure_ascii=False))
    else:
        print("\n".join(replay(record, desk(), today)))
    return 0


def list_records(store: Store) -> int:
    """Print the newest messages, one a line, with the reference each is replayed by."""
    records = store.newest_records(_LISTED)
    for record in records:
        words = shorten(_said(record).plain, _MOST_WORDS, placeholder=" …")
        print(f"{record.id:04X}  {_moment(record)}  {record.channel}  {_in_words(reading_of(record.reading))}: {words}")
    if not records:
        print("Nothing was said so far.")
    return 0


def find_record(store: Store, name: str) -> Record | int:
    """The record an operator names, or the exit code where there is none: a sentence was printed."""
    named = read_message_name(name)
    if named is None:
        print(
            f"“{name}” is no reference (like 00A3) and no link to a message. `kwai replay` lists the newest.",
            file=sys.stderr,
        )
        return 2
    record = store.record_of(named.channel, named.message_ts) if isinstance(named, Posted) else store.record(named)
    if record is None:
        print(
            f"No record of {name}: it is no answer or digest of this bot, or older than what is kept "
            "(KWAI_KEEP_DAYS). `kwai replay` lists the newest.",
            file=sys.stderr,
        )
        return 1
    return record


def replay(record: Record, desk: Desk, today: date) -> Iterator[str]:
    """The lines of a replay."""
    then, now = _said(record), _again(record, desk, today)
    yield f"{record.id:04X} · {record.kind} · {record.channel} · {_moment(record)} · {_fate(record)}"
    yield f"Reading    {_in_words(reading_of(record.reading))}"
    yield f"Book       {_since(record.book, desk.provenance.book)}"
    yield f"Templates  {_since(record.templates, desk.provenance.templates)}"
    yield f"Bytes      {len(record.payload.encode())}, {_digest(record.payload)} (--bytes prints them)"
    yield ""
    yield "Facts" if record.facts else "Facts: none"
    width = max((len(used.fact) for used in record.facts), default=0)
    for used in record.facts:
        yield f"  {used.fact:<{width}}  {used.version}  {_fate_of_fact(used, desk)}"
    yield ""
    yield "Sent"
    yield from (f"  {line}" for line in drawn(then).splitlines())
    yield ""
    if now is None:
        yield "Today: nothing to compare with. A correction is said once; of another program only the bytes are known."
    elif is_same(record, now):
        yield "Today: the same, byte for byte."
    else:
        yield "Today, against what was sent"
        lines = difflib.unified_diff(drawn(then).splitlines(), drawn(now).splitlines(), lineterm="", n=1)
        shown = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
        yield from (f"  {line}" for line in shown or ["  the same words, drawn or linked otherwise"])


def as_json(record: Record, desk: Desk, today: date) -> dict[str, Any]:
    """The replay for other programs."""
    now = _again(record, desk, today)
    return {
        "reference": f"{record.id:04X}",
        "channel": record.channel,
        "message_ts": record.message_ts,
        "said_at": record.created_at.isoformat(),
        "state": record.state,
        "reading": json.loads(record.reading),
        "book": record.book,
        "templates": record.templates,
        "facts": [
            {
                "fact": used.fact,
                "version": used.version,
                "serves": used.serves,
                "content": None if used.content is None else json.loads(used.content),
                "version_today": _version_today(used, desk),
            }
            for used in record.facts
        ],
        "sent": record.payload,
        "today": None if now is None else _payload(now),
        "same": now is not None and is_same(record, now),
    }


def is_same(record: Record, now: Message) -> bool:
    """Whether today's message is what was sent, byte for byte."""
    return record.payload == _payload(now)


def _again(record: Record, desk: Desk, today: date) -> Message | None:
    reading = reading_of(record.reading)
    if reading is None or reading.corrects:
        return None
    messages = desk.again(reading, today)
    return messages[record.place] if record.place < len(messages) else Message("", "")


def _said(record: Record) -> Message:
    payload = json.loads(record.payload)
    return Message(payload["text"], payload["text"], tuple(payload.get("blocks", ())))


def _payload(message: Message) -> str:
    return json.dumps(message.payload, ensure_ascii=False)


def _digest(payload: str) -> str:
    return f"sha256 {hashlib.sha256(payload.encode()).hexdigest()[:16]}…"


def _moment(record: Record) -> str:
    return record.created_at.strftime("%Y-%m-%d %H:%M:%S UTC")


def _fate(record: Record) -> str:
    if record.message_ts is not None:
        return f"sent ({record.message_ts})"
    return record.error or record.state


def _since(then: str, now: str) -> str:
    return f"{then}, as today" if then == now else f"{then}, today {now}"


def _in_words(reading: Reading | None) -> str:
    """A reading, slot by slot; what was not said is left out."""
    if reading is None:
        return "of another version of this program"
    if reading.misread is not None:
        return " ".join((f"not understood ({reading.misread.reason})", *reading.misread.about))
    if reading.corrects:
        return f"correction of {', '.join(reading.corrects)}"
    query = reading.query or Query()
    said = [_slot(getattr(query, slot.name)) for slot in fields(query) if slot.name not in {"mended", "dims"}]
    slices = [value for _, value in query.dims]
    digest = [f"digest {reading.digest}"] if reading.digest else []
    return " · ".join([*digest, *filter(None, said), *slices])


def _slot(value: Any) -> str:
    if isinstance(value, Shown):
        return " ".join(str(part) for one in fields(value) if (part := getattr(value, one.name)) is not None)
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    return str(getattr(value, "label", value)) if value else ""


def _fate_of_fact(used: Used, desk: Desk) -> str:
    """What a fact said when it was used, and what the book says of it today."""
    then = fact_of(used.content) if used.content is not None else None
    said = _figure(then) if then is not None else "(its words are no longer kept)"
    fact = desk.ledger.by_id.get(used.fact)
    if fact is None:
        return f"{said}; no longer in the book"
    if _version_today(used, desk) == used.version:
        return f"{said}; as today"
    if not fact.served and (then is None or then.served):
        return f"{said}; no longer served"
    return f"{said}; today {_figure(fact)}" if _figure(fact) != said else f"{said}; today with other words beside it"


def _version_today(used: Used, desk: Desk) -> str | None:
    fact = desk.ledger.by_id.get(used.fact)
    return None if fact is None else desk.provenance.citation(fact).version


def _figure(fact: Fact) -> str:
    value: Quantity | None = fact.value
    shown = say_quantity(value, "en") if value is not None else fact.text.en if fact.text else fact.printed
    return f"{fact.period.label} {shown}"
