"""What people do on the page, act by act."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.workspace.ack import Ack
from bot.workspace.desks import Desks
from bot.workspace.gone import Gone
from bot.workspace.office import Office
from bot.workspace.page.place import Place
from bot.workspace.page.screen import Screen
from bot.workspace.surface import Surface, in_message, in_view
from bot.workspace.words import LANGUAGES

Content = Mapping[str, Any]
Answer = dict[str, Any]  # a `note` to show, `errors` at fields, options to offer; empty where all went well


class Acts:
    """Hands what was done on the page to the desk it belongs to."""

    def __init__(self, office: Office, desks: Desks, screen: Screen) -> None:
        self._office = office
        self._desks = desks
        self._screen = screen
        self.table = {
            "type": self._type,
            "press": self._press,
            "enter": self._enter,
            "suggest": self._suggest,
            "submit": self._submit,
            "close": self._close,
            "shortcut": self._shortcut,
            "open": self._open,
            "look": self._look,
            "stop": self._stop,
            "title": self._title,
            "channel": self._channel,
            "read": self._read,
            "dismiss": self._dismiss,
            "line": self._line,
            "move": self._move,
            "speak": self._speak,
            "fault": self._fault,
        }

    async def _type(self, place: Place, content: Content) -> Answer:
        text = str(content["text"]).strip()
        word, _, rest = text.partition(" ")
        if word == "/invite" and rest.strip().lstrip("@") == self._office.site.manifest.bot_name:
            self._desks.channels.join(place.room, self._office.site.bot_user, place.person.id)
        elif word.startswith("/") and content.get("pane"):
            return {"note": self._office.words(place.person)["not_in_pane"].format(word)}
        elif word.startswith("/"):
            await self._desks.street.command(place.room, place.person, word, rest.strip(), place.thread or None)
        elif text:
            return {"ts": self._desks.street.say(place.room, place.person, text, place.thread or None)}
        return {}

    async def _press(self, place: Place, content: Content) -> Answer:
        surface = self._surface(place, content)
        self._desks.interactions.enter(place.person, surface, content.get("values") or {})
        given, block_id = content.get("value"), content.get("block")
        return self._came_of(
            place,
            await self._desks.interactions.press(place.person, surface, str(content["action"]), given, block_id),
        )

    async def _enter(self, place: Place, content: Content) -> Answer:
        self._desks.interactions.enter(place.person, self._surface(place, content), content["values"])
        return {}

    async def _suggest(self, place: Place, content: Content) -> Answer:
        found = await self._desks.interactions.suggest(
            place.person,
            self._surface(place, content),
            str(content["action"]),
            str(content["typed"]),
            content.get("block"),
        )
        return dict(found)

    async def _submit(self, place: Place, content: Content) -> Answer:
        errors = await self._desks.modals.submit(place.person, content["values"])
        return {"errors": dict(errors)} if errors else {}

    async def _close(self, place: Place, content: Content) -> Answer:
        await self._desks.modals.close(place.person, whole=bool(content.get("whole")))
        return {}

    async def _shortcut(self, place: Place, content: Content) -> Answer:
        interactions, callback_id = self._desks.interactions, str(content["shortcut"])
        if content.get("ts"):
            run = interactions.message_shortcut(place.person, place.room, str(content["ts"]), callback_id)
        else:
            run = interactions.shortcut(place.person, callback_id, place.room)
        return self._came_of(place, await run)

    async def _open(self, place: Place, content: Content) -> Answer:
        if content.get("pane"):
            self._desks.app_home.open(place.person, "messages", place.room)
        else:
            self._desks.app_home.open(place.person, place.tab)
        return {}

    async def _look(self, place: Place, _content: Content) -> Answer:
        self._desks.app_home.look(place.room)
        return {}

    async def _stop(self, place: Place, content: Content) -> Answer:
        self._desks.app_home.stop(place.person, place.room, str(content["ts"]))
        return {}

    async def _title(self, place: Place, content: Content) -> Answer:
        self._desks.app_home.rename(place.person, place.room, str(content["ts"]), str(content["title"]))
        return {}

    async def _channel(self, place: Place, content: Content) -> Answer:
        channels, room, person = self._desks.channels, place.room, place.person
        bot = self._office.site.bot_user
        match content["do"]:
            case "join":
                channels.join(room, person.id)
            case "leave":
                channels.leave(room, person.id)
            case "invite":
                channels.join(room, bot, person.id)
            case "remove":
                channels.leave(room, bot, person.id)
            case "rename":
                channels.rename(room, person, str(content["name"]))
            case "create":
                return {"go": place.href(channel=channels.create(person, str(content["name"])).id, thread="", tab="")}
            case "archive" | "unarchive" as word:
                channels.archive(room, person, word == "archive")
            case "delete":
                channels.delete(room)
                return {"go": "/?user=" + person.id}
            case other:
                raise KeyError(other)
        return {}

    async def _read(self, place: Place, _content: Content) -> Answer:
        self._screen.mark_read(place)
        return {}

    async def _dismiss(self, place: Place, content: Content) -> Answer:
        state, gone = self._office.state, (place.person.id, content["ts"])
        with state.changed:
            state.whispers[:] = [w for w in state.whispers if (w.user, w.message["ts"]) != gone]
        state.touch()
        return {}

    async def _line(self, _place: Place, content: Content) -> Answer:
        line = self._office.state.journal.line(int(content["number"]))
        return {"content": json.dumps(json.loads(line.content), ensure_ascii=False, indent=2)}

    async def _move(self, place: Place, content: Content) -> Answer:
        try:
            at = datetime.fromisoformat(str(content["at"]).strip())
        except ValueError:
            raise ValueError("bad_time") from None
        # What a person types is meant where they are.
        at = at if at.tzinfo else at.replace(tzinfo=ZoneInfo(place.person.tz))
        self._office.clock.move_to(at)
        self._office.state.note(self._office.now(), "here", f"clock moved to {at.isoformat()}")
        return {}

    async def _speak(self, place: Place, content: Content) -> Answer:
        self._office.state.locales[place.person.id] = LANGUAGES[content["language"]]
        self._office.state.touch()
        return {}

    async def _fault(self, _place: Place, content: Content) -> Answer:
        faults, method = self._office.faults, str(content.get("method") or "*")
        match content["kind"]:
            case "slow":
                faults.delay(method, 4)
            case "429":
                faults.limit(method, 5)
            case "500":
                faults.fail(method)
            case "lost":
                faults.drop(method, stored=False)
            case "unanswered":
                faults.drop(method, stored=True)
            case "twice":
                faults.repeat()
            case "none":
                faults.clear()
            case other:
                raise KeyError(other)
        self._office.state.touch()
        return {}

    def _surface(self, place: Place, content: Content) -> Surface:
        if content.get("in") == "modal":
            return in_view(self._desks.modals.top(place.person))
        if content.get("in") == "home":
            view = self._office.state.views.home(place.person.id)
            if view is None:
                raise Gone("home")
            return in_view(view)
        return in_message(self._office.state, place.room, place.person, str(content["ts"]))

    def _came_of(self, place: Place, ack: Ack) -> Answer:
        if ack.acked:
            return {}
        say = self._office.words(place.person)
        if ack.error == "dispatch_failed":
            return {"note": say["absent"]}
        return {"note": say["unanswered"].format(self._office.site.manifest.bot_name)}
