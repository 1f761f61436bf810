"""Socket Mode: tickets, connections, envelopes out and acks in."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Mapping
from typing import Any

from aiohttp import WSMsgType, web

from bot.workspace.clock import Clock
from bot.workspace.state import State

MOST_SOCKETS = 10
MOST_OUT = 900_000  # bytes; Slack's own client recurses to death on 1.1 MB
MOST_IN = 65_535  # bytes; the built-in client cannot send more


class Sockets:
    """The connections of the app; each envelope goes to one of them."""

    def __init__(self, app_id: str, clock: Clock, state: State) -> None:
        self._app_id = app_id
        self._clock = clock
        self._state = state
        self._tickets: set[str] = set()
        self._open: list[web.WebSocketResponse] = []
        self._leaving: list[web.WebSocketResponse] = []
        self._waiting: dict[str, asyncio.Future[Mapping[str, Any]]] = {}

    @property
    def connected(self) -> bool:
        """Whether an envelope would reach the bot."""
        return bool(self._open)

    def ticket(self) -> str:
        """A ticket for one connection."""
        ticket = secrets.token_urlsafe(12)
        self._tickets.add(ticket)
        return ticket

    async def link(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection of the bot until it ends."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            self._note("from bot", "socket", False, "unknown or used ticket")
            return web.Response(status=403, text="invalid ticket")
        self._tickets.discard(ticket)
        # The built-in client cannot read compressed or fragmented frames, and answers no close frame.
        socket = web.WebSocketResponse(compress=False, timeout=0.1, max_msg_size=4 * MOST_IN)
        await socket.prepare(request)
        if len(self._open) >= MOST_SOCKETS:
            await socket.send_str(json.dumps({"type": "disconnect", "reason": "too_many_websockets"}))
            await socket.close()
            return socket
        await socket.send_str(json.dumps(self._hello()))
        self._open.append(socket)
        self._note("from bot", "connected")
        leaving, self._leaving = self._leaving, []
        closing = asyncio.gather(*(old.close() for old in leaving), return_exceptions=True)
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    self._receive(frame.data)
        finally:
            if socket in self._open:
                self._open.remove(socket)
            closing.cancel()
            self._note("from bot", "connection closed")
        return socket

    async def send(
        self, kind: str, payload: Mapping[str, Any], seconds: float, **more: object
    ) -> Mapping[str, Any] | None:
        """Send an envelope and return its ack, or None when there was none in time."""
        envelope_id = secrets.token_hex(8)
        envelope = {
            "envelope_id": envelope_id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
            **more,
        }
        frame = json.dumps(envelope, ensure_ascii=False)
        size = len(frame.encode())
        if size > MOST_OUT:
            self._note("to bot", kind, False, f"not sent: {size} bytes, Slack's client takes {MOST_OUT}")
            return None
        if not self._open:
            return None
        socket = self._open.pop(0)
        self._open.append(socket)
        waiting: asyncio.Future[Mapping[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = waiting
        try:
            await socket.send_str(frame)
            return await asyncio.wait_for(waiting, seconds)
        except (TimeoutError, ConnectionError):
            return None
        finally:
            self._waiting.pop(envelope_id, None)

    async def disconnect(self, reason: str) -> None:
        """Ask every connection to come back by another one, as Slack does every few hours."""
        self._leaving, self._open = self._open, []
        for socket in tuple(self._leaving):
            self._note("to bot", "disconnect", True, reason)
            await socket.send_str(json.dumps({"type": "disconnect", "reason": reason, "debug_info": {}}))

    async def cut(self) -> None:
        """Close every connection without a word."""
        leaving, self._open, self._leaving = [*self._open, *self._leaving], [], []
        await asyncio.gather(*(socket.close(code=1001) for socket in leaving), return_exceptions=True)

    def _receive(self, frame: str) -> None:
        size = len(frame.encode())
        try:
            ack = json.loads(frame)
            envelope_id = ack["envelope_id"]
        except (ValueError, KeyError, TypeError):
            self._note("from bot", "ack", False, "not an ack")
            return
        if size > MOST_IN:
            self._note("from bot", "ack", False, f"{size} bytes, Slack's client fails above {MOST_IN}")
            return
        waiting = self._waiting.get(envelope_id)
        if waiting is None or waiting.done():
            self._note("from bot", "ack", False, "too late or unknown envelope")
        else:
            waiting.set_result(ack)

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self._open) + 1,
            "connection_info": {"app_id": self._app_id},
            "debug_info": {"host": "kwai-workspace", "approximate_connection_time": 3600},
        }

    def _note(self, way: Any, what: str, ok: bool = True, detail: str = "") -> None:
        self._state.note(self._clock.now(), way, what, ok, detail)
