"""The page's routes: the page itself, its live wire, and what is done on it."""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Callable, Sequence

from aiohttp import web

from bot.workspace.clock import Moment
from bot.workspace.desks import Desks
from bot.workspace.gone import Gone
from bot.workspace.office import Office
from bot.workspace.page.acts import Acts
from bot.workspace.page.easel import FOLDER
from bot.workspace.page.live import Live
from bot.workspace.page.place import place_of
from bot.workspace.page.screen import Screen

KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
TOKEN = "X-Page-Token"


class PageDesk:
    """Serves the page and takes what is done on it; only the page knows the token that this needs."""

    def __init__(self, office: Office, desks: Desks, moments: Callable[[], Sequence[Moment]]) -> None:
        self._office = office
        self._screen = Screen(office, moments)
        self._acts = Acts(office, desks, self._screen)
        self._live = Live(office.state)
        self._token = secrets.token_urlsafe(24)

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
        place = place_of(self._office, request.query.get)
        return web.Response(text=self._screen.draw(place, self._token), content_type="text/html")

    async def _static(self, request: web.Request) -> web.Response:
        file = next((f for f in (FOLDER / "static").iterdir() if f.name == request.match_info["name"]), None)
        if file is None or file.suffix not in KINDS:
            raise web.HTTPNotFound
        text = file.read_text(encoding="utf-8")
        return web.Response(text=text, content_type=KINDS[file.suffix], charset="utf-8")

    async def _act(self, request: web.Request) -> web.Response:
        if not hmac.compare_digest(request.headers.get(TOKEN, "").encode(), self._token.encode()):
            return web.json_response({"ok": False, "stale": True}, status=403)
        try:
            content = json.loads(await request.read())
            place = place_of(self._office, content.get)
        except (ValueError, AttributeError):
            return web.json_response({"ok": False, "note": "not JSON"}, status=400)
        try:
            answer = await self._acts.table[request.match_info["act"]](place, content)
        except Gone as error:
            # Whoever presses what is being replaced has done nothing wrong.
            return web.json_response(
                {"ok": False, "note": self._office.words(place.person)["did_not_work"].format(error)}
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            say = self._office.words(place.person)
            if isinstance(error, ValueError) and str(error) in say:
                return web.json_response({"ok": False, "note": say[str(error)]})
            return web.json_response({"ok": False, "note": say["did_not_work"].format(error)}, status=400)
        return web.json_response({"ok": not (answer.get("note") or answer.get("errors")), **answer})
