"""What each thread is about; the subject is opaque text here."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, and_, exists, literal_column, or_, select

from bot.remember import tables
from bot.remember.instant import to_millis
from bot.remember.upsert import insert

_KEY = ("workspace", "channel", "root_ts")


def subject(connection: Connection, workspace: str, channel: str, root_ts: str) -> str | None:
    """The thread's subject, or None where nothing is known of it."""
    at = tables.threads.c
    found = connection.execute(
        select(at.subject).where(at.workspace == workspace, at.channel == channel, at.root_ts == root_ts)
    ).scalar()
    return None if found is None else str(found)


def is_opening(connection: Connection, workspace: str, channel: str) -> bool:
    """Whether a message that will open a thread of ours is being posted to the channel."""
    at = tables.outbox.c
    being_posted = and_(
        literal_column(tables.OPEN.format("outbox.")),  # said as the index says it
        at.workspace == workspace,
        at.channel == channel,
        at.state == "sending",
        at.thread_ts.is_(None),
        at.subject.is_not(None),
    )
    return bool(connection.execute(select(exists().where(being_posted))).scalar())


def is_under_way(connection: Connection, workspace: str, channel: str, root_ts: str) -> bool:
    """Whether a message is still to be posted in a thread."""
    at = tables.outbox.c
    here = and_(at.workspace == workspace, at.channel == channel, at.thread_ts == root_ts)
    to_post = and_(here, at.state.in_(("planned", "sending")))
    return bool(connection.execute(select(exists().where(to_post))).scalar())


def subject_of_message(connection: Connection, workspace: str, channel: str, message_ts: str) -> str | None:
    """What one of our own messages is about, whatever its thread went on to; or None."""
    at = tables.outbox.c
    found = connection.execute(
        select(at.subject)
        .where(at.workspace == workspace, at.channel == channel)
        .where(at.message_ts == message_ts, at.subject.is_not(None))
        .order_by(at.id.desc())  # what took its place, where something did
        .limit(1)
    ).scalar()
    return None if found is None else str(found)


def message_about(connection: Connection, workspace: str, channel: str, root_ts: str, subject: str) -> str | None:
    """Our newest message about a subject in a thread, its first one included; or None."""
    at = tables.outbox.c
    found = connection.execute(
        select(at.message_ts)
        .where(at.workspace == workspace, at.channel == channel, at.subject == subject, at.message_ts.is_not(None))
        .where(or_(at.thread_ts == root_ts, at.message_ts == root_ts))
        .order_by(at.id.desc())
        .limit(1)
    ).scalar()
    return None if found is None else str(found)


def remember(
    connection: Connection,
    workspace: str,
    channel: str,
    root_ts: str,
    subject: str,
    now: datetime,
    *,
    anew: bool = True,
) -> None:
    """Note the thread's subject; with anew=False only where it has none yet."""
    new = insert(connection, tables.threads).values(
        workspace=workspace, channel=channel, root_ts=root_ts, subject=subject, updated_at=to_millis(now)
    )
    if anew:
        changes = {"subject": subject, "updated_at": to_millis(now)}
        connection.execute(new.on_conflict_do_update(index_elements=_KEY, set_=changes))
    else:
        connection.execute(new.on_conflict_do_nothing())
