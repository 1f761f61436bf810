"""What stands on the page for one person at one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from bot.blockkit.escape import plain
from bot.workspace.clock import Moment
from bot.workspace.office import Office
from bot.workspace.page.dates import Dates
from bot.workspace.page.easel import Easel
from bot.workspace.page.names import Names
from bot.workspace.page.place import NEW, Place
from bot.workspace.page.rows import Rows
from bot.workspace.page.scene import Scene
from bot.workspace.room import Room
from bot.workspace.sessions import Prompts
from bot.workspace.site import Person
from bot.workspace.views import View
from bot.workspace.words import LANGUAGES, language_of

EMPTY = Markup("")
SCRIPT = "script_"  # the words that the page's script says begin so
FAULTED = ("chat.postMessage", "chat.update", "chat.postEphemeral", "views.open", "views.publish", "response_url")


class Screen:
    """Puts the page together."""

    def __init__(self, office: Office, moments: Callable[[], Sequence[Moment]]) -> None:
        self._office = office
        self._moments = moments
        self._easel = Easel()

    def draw(self, place: Place, token: str) -> str:
        """The page as HTML, with the token that its requests carry."""
        office, site, person = self._office, self._office.site, place.person
        with office.state.changed:
            say, language = office.words(person), language_of(office.state.locale(person))
            dates = Dates(person.tz, say)
            scene = Scene(self._names(person), say)
            rows = Rows(office, self._easel, place, scene, dates, place.room)
            stack = office.state.views.stack(person.id)
            modal = stack[-1] if stack else None
            home = office.state.views.home(person.id)
            return self._easel.page(
                token=token,
                site=site,
                place=place,
                say=say,
                script_words={key.removeprefix(SCRIPT): say[key] for key in say if key.startswith(SCRIPT)},
                language=language,
                languages=LANGUAGES,
                bot=site.manifest.bot_name,
                title=f"#{place.room.name}" if place.room.kind != "im" else site.manifest.bot_name,
                sidebar=self._sidebar(place),
                rows=rows.room() if place.tab == "messages" else (),
                thread=rows.thread(place.thread) if place.thread else (),
                session=self._session(place.room, place.thread),
                pane=self._pane(place, scene, dates),
                suggested=office.state.sessions.prompts.get(place.room.id),
                clock=dates.both(office.now()),
                now=f"{dates.here(office.now()):%Y-%m-%d %H:%M}",
                city=person.tz.rpartition("/")[2].replace("_", " "),
                moments=[
                    {"label": m.labels.get(language, m.label), "at": m.at.isoformat(), "shown": dates.both(m.at)}
                    for m in self._moments()
                ],
                connected=office.sockets.connected,
                joined=site.bot_user in place.room.members,
                member=person.id in place.room.members,
                modal=modal,
                modal_body=self._view(modal, scene),
                depth=len(stack),
                home=home,
                home_body=self._view(home, scene) if place.tab == "home" else EMPTY,
                global_shortcuts=[each for each in site.manifest.shortcuts if each.kind == "global"],
                journal=list(office.state.journal)[-150:] if place.journal else (),
                troubles=sum(not line.ok for line in office.state.journal),
                waiting=office.faults.waiting(),
                faulted=FAULTED,
                when=lambda at: dates.time(at, seconds=True),
            )

    def _session(self, room: Room, thread_ts: str) -> Mapping[str, Any]:
        office = self._office
        session = office.state.sessions.seen(room.id, thread_ts)
        stopped = "agent_session_stopped" in office.site.manifest.events
        working = session.processing(office.now())
        return {
            "title": session.title,
            "says": session.says(office.now()),
            "loading": session.loading,
            "working": working,
            "stops": working and stopped,
        }

    def _pane(self, place: Place, scene: Scene, dates: Dates) -> Mapping[str, Any] | None:
        """The app's own pane: one thread with it, or all of them with what it suggests to ask."""
        if not place.pane:
            return None
        office = self._office
        room = office.state.direct(place.person.id, office.site.bot_user)
        thread = "" if place.pane == NEW else place.pane
        threads = [
            {
                "ts": root["ts"],
                "title": office.state.sessions.seen(room.id, root["ts"]).title or plain(root.get("text", ""))[:80],
                "when": dates.both(dates.of(root)),
                "replies": len(room.replies(root["ts"])),
            }
            for root in reversed(room.roots())
        ]
        suggested = office.state.sessions.prompts.get(room.id)
        return {
            "room": room.id,
            "thread": thread,
            "threads": threads,
            "rows": Rows(office, self._easel, place, scene, dates, room).thread(thread) if thread else (),
            "session": self._session(room, thread),
            "suggested": suggested or Prompts(office.site.manifest.prompts),
        }

    def mark_read(self, place: Place) -> None:
        """Remember that the person has seen the room."""
        newest = place.room.messages[-1]["ts"] if place.room.messages else ""
        key = (place.person.id, place.room.id)
        if newest > self._office.state.read.get(key, ""):
            self._office.state.read[key] = newest
            self._office.state.touch()

    def _view(self, view: View | None, scene: Scene) -> Markup:
        if view is None:
            return EMPTY
        filled = Scene(scene.names, scene.say, view["state"]["values"])
        return EMPTY.join(self._easel.block(block, filled) for block in view["blocks"])

    def _sidebar(self, place: Place) -> Sequence[Mapping[str, Any]]:
        entries = []
        for room in self._office.state.rooms.values():
            if room.kind == "im" and room.partner != place.person.id:
                continue
            if room.kind == "group" and place.person.id not in room.members:
                continue
            seen = self._office.state.read.get((place.person.id, room.id), "")
            unread = any(m["ts"] > seen and m["user"] != place.person.id for m in room.messages)
            entries.append(
                {
                    "id": room.id,
                    "kind": room.kind,
                    "archived": room.archived,
                    "name": room.name or self._office.site.manifest.bot_name,
                    "href": place.href(channel=room.id, thread="", tab=""),
                    "here": room.id == place.room.id,
                    "unread": unread and room.id != place.room.id,
                }
            )
        return entries

    def _names(self, person: Person) -> Names:
        site = self._office.site
        people = {each.id: each.real_name for each in site.people}
        people |= {site.bot_user: site.manifest.bot_name, "USLACKBOT": "Slackbot"}
        known = (
            room for room in self._office.state.rooms.values() if room.kind != "group" or person.id in room.members
        )
        return Names(people, {room.id: room.name for room in known if room.name}, person.id)
