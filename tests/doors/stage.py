"""A real bot in an open workspace, and what a test says and hears there."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import func, or_, select

from bot.app import Bot
from bot.blockkit.check import check_message
from bot.desk import Desk
from bot.fairness import Fairness, Rate
from bot.manifest import app_manifest
from bot.remember import tables
from bot.remember.store import Store, open_store
from bot.workspace import Channel, Clock, Pace, Site, State, Workspace, open_workspace, small_site

Message = Mapping[str, Any]
MORNING = datetime(2025, 11, 28, 1, 0, tzinfo=UTC)
"""Nine in the morning in Hong Kong, after the book's newest statement and a week before its digest."""
MENTION = re.compile(r"<!|<@(?!U0ALICE>|U0BOB>)")
PATIENT = Fairness(monotonic, person=Rate(10_000, 1), channel=Rate(10_000, 1))
"""A test asks more in a second than people do in an hour."""
_BLOCK_WORDS = ("text", "title", "elements", "rows", "fields", "label")


def site(rooms: int = 0, *, minimal: bool = False) -> Site:
    """The try-out's workspace, with more channels where wanted: a channel takes one post a second."""
    small = small_site(app_manifest(minimal=minimal))
    members = (*(person.id for person in small.people), small.bot_user)
    more = (Channel(f"C0ROOM{number:03}", f"room{number}", members) for number in range(rooms))
    return replace(small, channels=(*small.channels, *more))


@dataclass
class Stage:
    """A workspace, and the bot that is started in it."""

    desk: Desk
    database: Path
    clock: Clock
    workspace: Workspace
    bot: Bot | None = None
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def corner(self) -> Corner:
        """A channel that was not used before."""
        return Corner(self, f"room{next(self.numbers)}")

    def bring(self, *, desk: Desk | None = None, store: Store | None = None, **tokens: Any) -> Bot:
        """A bot that is not yet started."""
        named = {"bot_token": self.workspace.bot_token, "app_token": self.workspace.app_token, **tokens}
        store = store or open_store(
            f"sqlite:///{self.database}", patience=timedelta(milliseconds=200), apart=timedelta()
        )
        given = {"api_url": self.workspace.api_url, "fairness": PATIENT, **named}
        return Bot(desk or self.desk, store, now=self.clock.now, **given)

    def start(self, **brought: Any) -> Bot:
        """A bot that is connected."""
        self.bot = self.bring(**brought)
        assert self.bot.start()
        self.workspace.wait_for(Workspace.connected)
        return self.bot

    def stop(self) -> None:
        """Stop the bot at once: its client takes seconds over a line that is still open."""
        bot, self.bot = self.bot, None
        if bot is not None:
            halt(bot, self.workspace)

    def settle(self) -> None:
        """Return when every envelope is answered and every row of the outbox is posted."""
        self.workspace.wait_for(lambda _: self._told() and not self.waiting())

    def waiting(self) -> int:
        """How many rows of the outbox are still to be posted; what waits for a reviewer waits for nobody here."""
        assert self.bot is not None
        held = select(tables.deliveries.c.id).where(tables.deliveries.c.state == "held")
        table = tables.outbox.c
        mine = or_(table.delivery_id.is_(None), table.delivery_id.not_in(held))
        rows = select(func.count()).where(table.state.in_(("planned", "sending")), mine)
        with self.bot.store.database.reading() as connection:
            return int(connection.scalar(rows) or 0)

    def remembers(self, channel: str, root: str) -> bool:
        """Whether the row of a posted message is closed: it shows in the channel a moment before."""
        assert self.bot is not None
        ours = (tables.outbox.c.channel == channel, tables.outbox.c.message_ts == root)
        with self.bot.store.database.reading() as connection:
            return bool(connection.scalar(select(func.count()).where(*ours)))

    def refused(self) -> list[str]:
        """Everything in the journal that did not work."""
        return [str(line) for line in self.workspace.journal if not line.ok]

    def said_by_bot(self) -> Iterator[Message]:
        """Every message of the bot, in every room and to every person."""
        state = self.workspace.state
        with state.changed:
            everything = [m for room in state.rooms.values() for m in room.messages]
            everything += [whisper.message for whisper in state.whispers]
        return (message for message in everything if message.get("bot_id"))

    def _told(self) -> bool:
        """Whether every stored message was sent to the bot and acknowledged."""
        state, bot = self.workspace.state, self.workspace.bot_user
        rooms = [room for room in state.rooms.values() if bot in room.members]
        said = [m for room in rooms for m in room.messages if m.get("subtype") != "slash_command"]
        named = [m for m in said if "bot_id" not in m and f"<@{bot}>" in m["text"] and not m.get("subtype")]
        told = [line.what for line in self.workspace.journal]
        # A message that is changed is told once more.
        messages = sum(what.startswith("event message") and not what.endswith("_changed") for what in told)
        # One that was deleted was told too.
        return messages >= len(said) and told.count("event app_mention") == len(named)


@dataclass(frozen=True)
class Corner:
    """One channel of a stage, for one test."""

    stage: Stage
    name: str

    @property
    def workspace(self) -> Workspace:
        return self.stage.workspace

    @property
    def id(self) -> str:
        room = self.workspace.state.room(self.name)
        assert room is not None
        return room.id

    def kwai(self, text: str, user: str | None = None) -> Message:
        """Type /kwai, and the public answer to it; its thread is known to the bot from then on."""
        before = len(self.workspace.messages(self.name))
        ack = self.workspace.command(self.name, text, user=user)
        assert ack.acked and ack.payload is None, ack
        return self.first(before)

    def first(self, before: int = 0) -> Message:
        """The first message in the channel after so many; its thread is known to the bot."""
        heard = self.workspace.wait_for(lambda ws: ws.messages(self.name)[before:])[0]
        self.workspace.wait_for(lambda _: self.stage.remembers(self.id, heard["ts"]))
        return heard

    def kwai_aside(self, text: str, user: str | None = None) -> Message:
        """Type /kwai, and the answer that the asker alone sees."""
        before = len(self.workspace.ephemerals(self.name, user))
        assert self.workspace.command(self.name, text, user=user).acked
        return self.workspace.wait_for(lambda ws: ws.ephemerals(self.name, user)[before:])[0]

    def heard(self, root: str) -> list[Message]:
        """The bot's words in a thread."""
        return [message for message in self.workspace.replies(self.name, root) if message.get("bot_id")]

    def reply(self, root: str, text: str, user: str | None = None) -> Message:
        """Write in a thread, and the bot's answer to it."""
        before = len(self.heard(root))
        self.workspace.say(self.name, text, thread_ts=root, user=user)
        return self.workspace.wait_for(lambda _: self.heard(root)[before:])[0]

    def press(self, message: Message, action: str, user: str | None = None) -> Message:
        """Press a button, and the bot's answer in the thread."""
        root = message.get("thread_ts") or message["ts"]
        before = len(self.heard(root))
        assert self.workspace.press(message["ts"], action, channel=self.name, user=user).acked
        return self.workspace.wait_for(lambda _: self.heard(root)[before:])[0]


def halt(bot: Bot, workspace: Workspace) -> None:
    """Stop a bot whose line is cut first, so that its client need not wait for it."""
    socket = bot.connection.socket
    if socket is not None:
        client = socket.client
        client.auto_reconnect_enabled = False
        workspace.cut()
        with suppress(TimeoutError):
            workspace.wait_for(lambda _: not client.is_connected(), 2)
        client.closed = True
        client.enqueue_message("{}")
    bot.stop()


def open_stage(
    desk: Desk,
    database: Path,
    clock: Clock,
    *,
    rooms: int = 0,
    state: State | None = None,
    port: int = 0,
    minimal: bool = False,
    people: Site | None = None,
) -> Stage:
    """A stage without a bot; `people` is a site of a test's own."""
    opened = open_workspace(
        state_site(state) or people or site(rooms, minimal=minimal),
        clock,
        port=port,
        state=state,
        pace=Pace(retries=1, retry_seconds=0.05),
    )
    return Stage(desk, database, clock, opened)


def state_site(state: State | None) -> Site | None:
    """The site to come back with, or None for a new one."""
    return site() if state is not None else None


def section(message: Message) -> str:
    """The text of a message's first section: its answer."""
    return next(block["text"]["text"] for block in message["blocks"] if block["type"] == "section")


def contexts(message: Message) -> list[str]:
    """The small lines of a message, in order."""
    return [each["text"] for block in message["blocks"] if block["type"] == "context" for each in block["elements"]]


def actions(message: Message) -> list[str]:
    """The action ids of a message's buttons, in order."""
    return [
        each["action_id"] for block in message["blocks"] if block["type"] == "actions" for each in block["elements"]
    ]


def without_head(message: Message) -> list[Any]:
    """The blocks of an answer but the line that names the asker."""
    blocks = [{key: value for key, value in block.items() if key != "block_id"} for block in message["blocks"]]
    return blocks[1:] if blocks and "<@" in json.dumps(blocks[0]) else blocks


def strings(value: object) -> Iterator[str]:
    """Every string in a payload."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from strings(part)


def faults(message: Message) -> list[str]:
    """What is wrong with a message of the bot: Slack's limits, and words that would call somebody."""
    payload = {key: message[key] for key in ("text", "blocks") if key in message}
    found = [f"{fault.pointer} {fault.message}" for fault in check_message(payload)]
    return found + [text for text in strings(payload) if MENTION.search(text)]


Starter = Callable[..., Stage]
