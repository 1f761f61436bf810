"""What stands on the page for one person at one place."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.blockkit.escape import plain
from bot.workspace.clock import Moment
from bot.workspace.office import Office
from bot.workspace.page.easel import Easel
from bot.workspace.page.names import Names
from bot.workspace.room import Message, Room
from bot.workspace.site import Person

MOST_SHOWN = 200
TOGETHER = timedelta(minutes=5)
EMPTY = Markup("")


@dataclass(frozen=True, slots=True)
class View:
    """Who looks, at which room, at which thread, and whether the journal is open."""

    person: Person
    room: Room
    thread: str = ""
    journal: bool = False

    def href(self, **changes: str) -> str:
        """The address of this view, or of one beside it."""
        parts = {
            "channel": self.room.id,
            "user": self.person.id,
            "thread": self.thread,
            "journal": "1" if self.journal else "",
            **changes,
        }
        return "/?" + urlencode({key: value for key, value in parts.items() if value})


class Screen:
    """Puts the page together."""

    def __init__(self, office: Office, moments: Callable[[], Sequence[Moment]]) -> None:
        self._office = office
        self._moments = moments
        self._easel = Easel()

    def draw(self, view: View) -> str:
        """The page as HTML."""
        office, site = self._office, self._office.site
        with office.state.changed:
            names = self._names(view.person)
            modal = office.state.views.top(view.person.id)
            return self._easel.page(
                site=site,
                view=view,
                bot=site.manifest.bot_name,
                title=self._title(view.room, names),
                sidebar=self._sidebar(view, names),
                rows=self._rows(view, names, self._visible(view)),
                thread=self._rows(view, names, self._threaded(view), thread=True) if view.thread else (),
                clock=self._when(view.person, office.now(), "%-d %b %Y, %H:%M"),
                place=view.person.tz.rpartition("/")[2].replace("_", " "),
                moments=[
                    {
                        "label": m.label,
                        "at": m.at.isoformat(),
                        "shown": self._when(view.person, m.at, "%-d %b %Y %H:%M"),
                    }
                    for m in self._moments()
                ],
                connected=office.sockets.connected,
                joined=site.bot_user in view.room.members,
                modal=modal,
                modal_body=EMPTY.join(self._easel.block(block, names) for block in modal["blocks"]) if modal else EMPTY,
                journal=list(office.state.journal)[-150:] if view.journal else (),
                troubles=sum(not line.ok for line in office.state.journal),
                when=lambda at: self._when(view.person, at, "%H:%M:%S"),
            )

    def mark_read(self, view: View) -> None:
        """Remember that the person has seen the room."""
        newest = view.room.messages[-1]["ts"] if view.room.messages else ""
        key = (view.person.id, view.room.id)
        if newest > self._office.state.read.get(key, ""):
            self._office.state.read[key] = newest
            self._office.state.touch()

    def _visible(self, view: View) -> list[tuple[Message, bool]]:
        roots = [(m, False) for m in view.room.roots()]
        shown = [*roots[-MOST_SHOWN:], *((m, True) for m in self._whispers(view) if "thread_ts" not in m)]
        return sorted(shown, key=lambda pair: float(pair[0]["ts"]))

    def _threaded(self, view: View) -> list[tuple[Message, bool]]:
        root = view.room.message(view.thread)
        shown = [(m, False) for m in view.room.replies(view.thread)]
        shown += [(m, True) for m in self._whispers(view) if m.get("thread_ts") == view.thread]
        shown.sort(key=lambda pair: float(pair[0]["ts"]))
        return [(root, False), *shown] if root else shown

    def _whispers(self, view: View) -> list[Message]:
        return [w.message for w in self._office.state.whispers if (w.room, w.user) == (view.room.id, view.person.id)]

    def _rows(
        self, view: View, names: Names, messages: Sequence[tuple[Message, bool]], thread: bool = False
    ) -> list[Markup]:
        rows: list[Markup] = []
        last: tuple[str, datetime] | None = None
        for message, hidden in messages:
            at = datetime.fromtimestamp(float(message["ts"]), UTC).astimezone(ZoneInfo(view.person.tz))
            author = message["user"]
            replies = [] if thread else view.room.replies(message["ts"])
            same = last is not None and last[0] == author and at - last[1] < TOGETHER
            body = self._easel.body(message, names)
            new_day = not thread and (last is None or last[1].date() != at.date())
            fields: dict[str, Any] = {
                "message": message,
                "view": view,
                "author": names.people.get(author, "Slackbot"),
                "avatar": _avatar(message, self._office.site.bot_user),
                "app": "bot_id" in message,
                "body": body,
                "time": f"{at:%H:%M}",
                "day": f"{at:%A, %-d %B %Y}" if new_day else "",
                "together": same and not (new_day or hidden or message.get("subtype") or message.get("blocks")),
                "hidden": hidden,
                "in_thread": thread,
                "replies": len(replies),
                "last_reply": self._when(view.person, _moment(replies[-1]), "%-d %b, %H:%M") if replies else "",
                "repliers": sorted(
                    {(names.people.get(m["user"], "?"), _avatar(m, self._office.site.bot_user)) for m in replies}
                ),
                "heard": plain(message.get("text", ""))[:300],
            }
            shown = [value for name, value in fields.items() if name not in ("message", "view")]
            shown += [view.href(thread=""), "edited" in message]
            rows.append(self._easel.row(mark=f"{zlib.crc32(repr(shown).encode()):08x}", **fields))
            last = None if hidden or message.get("subtype") else (author, at)
            last = last or (("", at))
        return rows

    def _sidebar(self, view: View, names: Names) -> list[dict[str, Any]]:
        entries = []
        for room in self._office.state.rooms.values():
            if room.kind == "im" and room.partner != view.person.id:
                continue
            seen = self._office.state.read.get((view.person.id, room.id), "")
            unread = any(m["ts"] > seen and m["user"] != view.person.id for m in room.messages)
            entries.append(
                {
                    "id": room.id,
                    "kind": room.kind,
                    "name": room.name or self._office.site.manifest.bot_name,
                    "href": view.href(channel=room.id, thread=""),
                    "here": room.id == view.room.id,
                    "unread": unread and room.id != view.room.id,
                }
            )
        return entries

    def _names(self, person: Person) -> Names:
        site = self._office.site
        people = {each.id: each.real_name for each in site.people}
        people |= {site.bot_user: site.manifest.bot_name, "USLACKBOT": "Slackbot"}
        rooms = {room.id: room.name for room in self._office.state.rooms.values() if room.name}
        return Names(people, rooms, person.id)

    def _title(self, room: Room, names: Names) -> str:
        return f"#{room.name}" if room.kind != "im" else names.people[self._office.site.bot_user]

    def _when(self, person: Person, moment: datetime, pattern: str) -> str:
        return moment.astimezone(ZoneInfo(person.tz)).strftime(pattern)


def _moment(message: Mapping[str, Any]) -> datetime:
    return datetime.fromtimestamp(float(message["ts"]), UTC)


def _avatar(message: Mapping[str, Any], bot: str) -> str:
    if message["user"] == bot:
        return "bot"
    if message["user"] == "USLACKBOT":
        return "slackbot"
    return f"person{zlib.crc32(message['user'].encode()) % 4}"
