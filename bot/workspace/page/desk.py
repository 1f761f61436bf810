"""The page's routes: the page itself, its live wire, and what is done on it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.workspace.clock import Moment
from bot.workspace.desks import Desks
from bot.workspace.office import Office
from bot.workspace.page.easel import FOLDER
from bot.workspace.page.live import Live
from bot.workspace.page.screen import Screen, View
from bot.workspace.surface import in_message, in_view

KINDS = {"style.css": "text/css", "page.js": "text/javascript", "icon.svg": "image/svg+xml"}
UNANSWERED = "That did not work: {} did not answer within 3 seconds."
ABSENT = "That did not work: the bot is not connected."


class PageDesk:
    """Serves the page and takes what is typed and pressed on it."""

    def __init__(self, office: Office, desks: Desks, moments: Callable[[], Sequence[Moment]]) -> None:
        self._office = office
        self._desks = desks
        self._screen = Screen(office, moments)
        self._live = Live(office.state)

    def routes(self) -> list[web.RouteDef]:
        """The routes of the page."""
        return [
            web.get("/", self._show),
            web.get("/static/{name}", self._static),
            web.get("/live", self._live.stream),
            web.post("/act/{act}", self._act),
        ]

    def stop(self) -> None:
        """Let everybody who listens go."""
        self._live.stop()

    async def _show(self, request: web.Request) -> web.Response:
        view = self._view(request.query.get)
        return web.Response(text=self._screen.draw(view), content_type="text/html")

    async def _static(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in KINDS:
            raise web.HTTPNotFound
        text = (FOLDER / "static" / name).read_text(encoding="utf-8")
        return web.Response(text=text, content_type=KINDS[name], charset="utf-8")

    async def _act(self, request: web.Request) -> web.Response:
        try:
            content = json.loads(await request.read())
            note = await self._do(request.match_info["act"], content, self._view(content.get))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            return web.json_response({"ok": False, "note": f"That did not work: {error}"}, status=400)
        if isinstance(note, dict):
            return web.json_response({"ok": not note, "errors": note})
        return web.json_response({"ok": not note, "note": note})

    async def _do(self, act: str, content: dict[str, Any], view: View) -> str | dict[str, str]:
        match act:
            case "type":
                return await self._type(view, str(content["text"]))
            case "press":
                if content.get("modal"):
                    surface = in_view(self._desks.modals.top(view.person))
                else:
                    surface = in_message(self._office.state, view.room, view.person, content["ts"])
                ack = await self._desks.interactions.press(
                    view.person, surface, content["action"], content.get("value")
                )
                return "" if ack.acked else self._failure(ack.error)
            case "submit":
                return dict(await self._desks.modals.submit(view.person, content["values"]))
            case "close":
                await self._desks.modals.close(view.person)
            case "invite":
                self._desks.channels.join(view.room, self._office.site.bot_user, view.person.id)
            case "read":
                self._screen.mark_read(view)
            case "dismiss":
                self._dismiss(view, content["ts"])
            case "move":
                self._office.clock.move_to(datetime.fromisoformat(content["at"]))
                self._office.state.note(self._office.now(), "here", f"clock moved to {content['at']}")
            case _:
                raise KeyError(act)
        return ""

    async def _type(self, view: View, text: str) -> str:
        text = text.strip()
        word, _, rest = text.partition(" ")
        if not text:
            return ""
        if word == "/invite" and rest.strip().lstrip("@") == self._office.site.manifest.bot_name:
            self._desks.channels.join(view.room, self._office.site.bot_user, view.person.id)
        elif word.startswith("/"):
            await self._desks.street.command(view.room, view.person, word, rest.strip(), view.thread or None)
        else:
            self._desks.street.say(view.room, view.person, text, view.thread or None)
        return ""

    def _dismiss(self, view: View, ts: str) -> None:
        state = self._office.state
        with state.changed:
            state.whispers[:] = [w for w in state.whispers if (w.user, w.message["ts"]) != (view.person.id, ts)]
        state.touch()

    def _failure(self, error: str) -> str:
        if error == "dispatch_failed":
            return ABSENT
        return UNANSWERED.format(self._office.site.manifest.bot_name)

    def _view(self, get: Callable[[str], Any]) -> View:
        site, state = self._office.site, self._office.state
        try:
            person = site.person(str(get("user") or site.you.id))
        except KeyError:
            person = site.you
        room = state.room(str(get("channel") or site.channels[0].id))
        if room is None or (room.kind == "im" and room.partner != person.id):
            room = state.direct(person.id, site.bot_user) if room else state.rooms[site.channels[0].id]
        thread = str(get("thread") or "")
        return View(person, room, thread if room.message(thread) else "", bool(get("journal")))
