"""POST /api/{method} and POST /response/{token}: what the bot calls."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from aiohttp import web

from bot.workspace.body import arguments, true
from bot.workspace.faults import Trouble
from bot.workspace.methods.call import Call
from bot.workspace.methods.table import METHODS
from bot.workspace.office import Office
from bot.workspace.refusal import Refusal
from bot.workspace.room import Room


class WebApi:
    """Answers the bot's HTTP calls as Slack would."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def call(self, request: web.Request) -> web.StreamResponse:
        """Answer one method."""
        method = request.match_info["method"]
        trouble = self._office.faults.take(method)
        if trouble is not None and (early := self._early(request, method, trouble)) is not None:
            await request.read()
            return early
        await self._held(request, trouble)
        args: dict[str, Any] = {}
        try:
            args = await arguments(request)
            answer = {"ok": True, **self._answer(method, self._admitted(request, method, args))}
        except Refusal as refusal:
            answer = refusal.answer()
        except ValueError:
            answer = {"ok": False, "error": "invalid_json"}
        self._note(method, answer, args)
        if trouble is not None:
            await self._late(request, trouble)
        return web.json_response(answer, headers=self._named(request))

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """Take a post to a response_url."""
        trouble = self._office.faults.take("response_url")
        if trouble is not None and (early := self._early(request, "response_url", trouble)) is not None:
            await request.read()
            return early
        await self._held(request, trouble)
        content: Any = None
        try:
            content = json.loads(await request.read() or b"{}")
            self._respond(request.match_info["token"], content)
        except Refusal as refusal:
            self._note("response_url", refusal.answer(), content)
            return web.json_response(refusal.answer(), status=404 if refusal.error.endswith("_url") else 400)
        except (ValueError, AttributeError):
            self._note("response_url", {"ok": False, "error": "invalid_payload"}, content)
            return web.Response(status=400, text="invalid_payload")
        self._note("response_url", {"ok": True}, content)
        if trouble is not None:
            await self._late(request, trouble)
        return web.Response(text="ok")

    def _admitted(self, request: web.Request, method: str, args: dict[str, Any]) -> Call:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or str(args.pop("token", ""))
        site = self._office.site
        if not token:
            raise Refusal("not_authed")
        if token not in (site.bot_token, site.app_token):
            raise Refusal("invalid_auth")
        if method not in METHODS:
            raise Refusal("unknown_method", req_method=method)
        wanted = site.app_token if method == "apps.connections.open" else site.bot_token
        if token != wanted and method != "api.test":
            raise Refusal("not_allowed_token_type")
        return Call(self._office, args)

    def _named(self, request: web.Request) -> dict[str, str]:
        """The scopes of the bot's token, which Slack names beside each answer."""
        site = self._office.site
        if request.headers.get("Authorization") != f"Bearer {site.bot_token}":
            return {}
        return {"X-OAuth-Scopes": ",".join(sorted(site.manifest.scopes))}

    def _answer(self, method: str, call: Call) -> dict[str, Any]:
        known = METHODS[method]
        if known.scope:
            call.need(known.scope)
        return known.answer(call)

    def _respond(self, token: str, content: dict[str, Any]) -> None:
        state = self._office.state
        hook = state.hooks.get(token)
        if hook is None:
            raise Refusal("invalid_url")
        hook.spend(self._office.now())
        room = state.rooms.get(hook.room)
        if room is None:
            raise Refusal("channel_not_found")
        replace = true(content.get("replace_original"))
        if hook.message_ts and (replace or true(content.get("delete_original"))):
            self._replace(room, hook.message_ts, content if replace else None)
            return
        message = self._office.bot_message(content, content.get("thread_ts"))
        if content.get("response_type") == "in_channel":
            self._office.store(room, message)
        else:
            self._office.whisper(room, hook.user, message)

    def _replace(self, room: Room, ts: str, content: dict[str, Any] | None) -> None:
        office = self._office
        new = office.bot_message(content) if content is not None else None
        with office.state.changed:
            public = room.message(ts)
            hidden = next((w for w in office.state.whispers if w.message["ts"] == ts), None)
            target = public or (hidden.message if hidden else None)
            if target is None:
                raise Refusal("message_not_found")
            old = dict(target)
            if new is not None:
                target.pop("blocks", None)
                target.update({key: new[key] for key in ("text", "blocks", "metadata") if key in new})
            elif public is not None:
                room.messages.remove(public)
            elif hidden is not None:
                office.state.whispers.remove(hidden)
        office.state.touch()
        if public is not None:
            kind = "message_changed" if new is not None else "message_deleted"
            office.courier.changed(room, kind, old, dict(target) if new is not None else None)

    def _early(self, request: web.Request, method: str, trouble: Trouble) -> web.StreamResponse | None:
        if trouble.kind == "refuse":
            answer = {"ok": False, "error": trouble.error}
            self._note(method, answer)
            # Only a response_url says no by its status.
            return web.json_response(answer, status=400 if method == "response_url" else 200)
        if trouble.kind == "status":
            self._note(method, {"ok": False, "error": f"HTTP {trouble.status}"})
            headers = {"Retry-After": f"{trouble.seconds:g}"} if trouble.status == 429 else {}
            answer = {"ok": False, "error": trouble.error}
            return web.json_response(answer, status=trouble.status, headers=headers)
        if trouble.kind == "drop before":
            self._note(method, {"ok": False, "error": "connection dropped, nothing stored"})
            return self._hang_up(request)
        return None

    async def _held(self, request: web.Request, trouble: Trouble | None) -> None:
        if trouble is not None and trouble.kind == "late":
            await request.read()  # all of it, before the caller gives up
            await asyncio.sleep(trouble.seconds)

    async def _late(self, request: web.Request, trouble: Trouble) -> None:
        if trouble.kind == "delay":
            await asyncio.sleep(trouble.seconds)
        elif trouble.kind == "drop after":
            self._office.state.note(self._office.now(), "here", "connection dropped after storing", False)
            self._hang_up(request)

    def _hang_up(self, request: web.Request) -> web.StreamResponse:
        if request.transport is not None:
            request.transport.close()
        return web.Response(status=500)

    def _note(self, method: str, answer: dict[str, Any], args: object = None) -> None:
        detail = "" if answer["ok"] else str(answer["error"])
        for fault in answer.get("errors", ()):
            detail += f"; {fault['pointer']} {fault['message']}"
        content = {"arguments": args, "answer": answer}
        self._office.state.note(self._office.now(), "from bot", method, answer["ok"], detail, content)
