"""What came of a run, read from the database and from what stands in the workspace."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select

from bot.remember import tables
from bot.remember.store import Store
from bot.workspace import Workspace

OWNER = "C0OWNER"
OPEN = ("planned", "sending")


@dataclass(frozen=True, slots=True)
class Figures:
    """How many messages there were and what became of them; `lost`, `doubled` and `stuck` name each."""

    deliveries: int
    questions: int
    messages: int
    told: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    stuck: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{self.deliveries} deliveries and {self.questions} questions in {self.messages} messages: "
            f"{len(self.lost)} lost, {len(self.doubled)} doubled, {len(self.stuck)} stuck "
            f"({self.told} told to a person)"
        )


def is_done(store: Store, deliveries: int, questions: int) -> bool:
    """Whether everything that is to be was planned, and nothing is still to be done."""
    row = tables.outbox.c
    is_open = row.state.in_(OPEN) | ((row.state == "unknown") & row.due_at.is_not(None))
    counts = (
        select(func.count()).select_from(tables.deliveries),
        select(func.count()).where(row.kind == "answer"),
        select(func.count()).where(is_open),
    )
    with store.database.reading() as connection:
        planned, answered, left = (connection.execute(count).scalar_one() for count in counts)
    return planned >= deliveries and answered >= questions and left == 0


def figures(store: Store, workspace: Workspace, deliveries: int, asked: dict[str, str]) -> Figures:
    """Compare what was to be posted with what stands there; `asked` are the questions' ts and their channels."""
    with store.database.reading() as connection:
        rows = connection.execute(select(tables.outbox).order_by(tables.outbox.c.id)).all()
    with workspace.state.changed:
        said = [message for room in workspace.state.rooms.values() for message in room.messages]
        told = [message["text"] for message in workspace.state.rooms[OWNER].messages]
    marks = (message.get("metadata", {}).get("event_payload", {}).get("delivery_id") for message in said)
    posted = Counter(mark for mark in marks if mark is not None)
    named = {row.id for row in rows if any(f"Reference {row.id:04X}." in text for text in told)}
    lost = [
        f"{row.kind} {row.id}: {row.state}, {row.error}"
        for row in rows
        if not posted[row.mark] and not {row.id, row.parent_id} & named
    ]
    roots = [row for row in rows if row.kind == "digest" and row.parent_id is None]
    heard = Counter(message.get("thread_ts") for message in said if message.get("bot_id"))
    doubled = [f"{row.kind} {row.id}: {posted[row.mark]} times" for row in rows if posted[row.mark] > 1]
    doubled += [f"{len(roots)} headlines for {deliveries} deliveries"] * (len(roots) > deliveries)
    doubled += [f"{heard[ts]} answers in {channel}" for ts, channel in asked.items() if heard[ts] > 1]
    lost += [f"{len(roots)} headlines for {deliveries} deliveries"] * (len(roots) < deliveries)
    answers = sum(row.kind == "answer" for row in rows)
    lost += [f"{answers} answers to {len(asked)} questions"] * (answers < len(asked))
    stuck = [
        f"{row.kind} {row.id}: {row.state}"
        for row in rows
        if row.state in OPEN or (row.state == "unknown" and row.due_at is not None)
    ]
    done = {"sent", "failed", "unknown"}
    stuck += [f"delivery {one.id}: {one.state}" for one in store.roster.deliveries("T0TRY") if one.state not in done]
    return Figures(deliveries, len(asked), len(rows), len(told), tuple(lost), tuple(doubled), tuple(stuck))
