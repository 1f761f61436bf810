"""The messages of a list, one row each."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from markupsafe import Markup

from bot.blockkit.escape import plain
from bot.workspace.office import Office
from bot.workspace.page.dates import Dates
from bot.workspace.page.easel import Easel
from bot.workspace.page.mrkdwn import mrkdwn
from bot.workspace.page.place import Place
from bot.workspace.page.scene import Scene
from bot.workspace.room import Message, Room

MOST_SHOWN = 200
TOGETHER = timedelta(minutes=5)


class Rows:
    """Draws the messages that one person sees at one place."""

    def __init__(self, office: Office, easel: Easel, place: Place, scene: Scene, dates: Dates, room: Room) -> None:
        self._office = office
        self._easel = easel
        self._place = place
        self._room = room
        self._scene = scene
        self._dates = dates

    def room(self) -> list[Markup]:
        """What stands in the room, without the answers in threads."""
        shown = [(m, False) for m in self._room.roots()[-MOST_SHOWN:]]
        shown += [(m, True) for m in self._whispers() if "thread_ts" not in m]
        return self._draw(sorted(shown, key=_age))

    def thread(self, ts: str) -> list[Markup]:
        """A thread, its root first."""
        root = self._room.message(ts)
        shown = [(m, False) for m in self._room.replies(ts)]
        shown += [(m, True) for m in self._whispers() if m.get("thread_ts") == ts]
        shown.sort(key=_age)
        return self._draw([(root, False), *shown] if root else shown, thread=True)

    def _whispers(self) -> list[Message]:
        here = (self._room.id, self._place.person.id)
        return [w.message for w in self._office.state.whispers if (w.room, w.user) == here]

    def _draw(self, messages: Sequence[tuple[Message, bool]], thread: bool = False) -> list[Markup]:
        rows: list[Markup] = []
        last: tuple[str, datetime] | None = None
        for message, hidden in messages:
            at = self._dates.of(message)
            new_day = not thread and (last is None or last[1].date() != at.date())
            near = last is not None and last[0] == message["user"] and at - last[1] < TOGETHER
            together = near and not (new_day or hidden or message.get("subtype") or message.get("blocks"))
            rows.append(self._row(message, hidden, thread, at, new_day, together))
            last = ("", at) if hidden or message.get("subtype") else (message["user"], at)
        return rows

    def _row(self, message: Message, hidden: bool, thread: bool, at: datetime, new_day: bool, together: bool) -> Markup:
        replies = [] if thread else self._room.replies(message["ts"])
        fields: dict[str, Any] = {
            "message": message,
            "place": self._place,
            "say": self._scene.say,
            "author": self._author(message),
            "bot": self._office.site.manifest.bot_name,
            "avatar": avatar(message, self._office.site.bot_user),
            "app": "bot_id" in message,
            "body": self._body(message),
            "time": self._dates.time(at),
            "day": self._dates.day(at) if new_day else "",
            "together": together,
            "hidden": hidden,
            "in_thread": thread,
            "replies": len(replies),
            "doing": "" if thread else self._doing(message),
            "last_reply": self._dates.both(self._dates.of(replies[-1])) if replies else "",
            "repliers": sorted({(self._author(m), avatar(m, self._office.site.bot_user)) for m in replies}),
            "heard": plain(message.get("text", ""))[:300],
            "shortcuts": [] if hidden else [s for s in self._office.site.manifest.shortcuts if s.kind == "message"],
        }
        shown = [value for name, value in fields.items() if name not in ("message", "place", "say")]
        shown += [self._place.href(thread=""), "edited" in message]
        return self._easel.row(mark=f"{zlib.crc32(repr(shown).encode()):08x}", **fields)

    def _body(self, message: Message) -> Markup:
        subtype = str(message.get("subtype", ""))
        if subtype in self._scene.say:
            line = self._scene.say[subtype].format(message.get("old_name", ""), message.get("name", ""))
            return Markup('<div class="text">{}</div>').format(mrkdwn(line, self._scene.names))
        entered = self._office.state.entered.get((self._place.person.id, message["ts"]), {})
        return self._easel.body(message, Scene(self._scene.names, self._scene.say, entered))

    def _doing(self, message: Message) -> str:
        return self._office.state.sessions.seen(self._room.id, message["ts"]).says(self._office.now())

    def _author(self, message: Message) -> str:
        return self._scene.names.people.get(message["user"], "Slackbot")


def avatar(message: Mapping[str, Any], bot: str) -> str:
    """The class of the picture beside a message."""
    if message["user"] == bot:
        return "bot"
    if message["user"] == "USLACKBOT":
        return "slackbot"
    return f"person{zlib.crc32(message['user'].encode()) % 4}"


def _age(pair: tuple[Message, bool]) -> float:
    return float(pair[0]["ts"])
