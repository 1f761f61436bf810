"""Envelopes to the bot: events, commands, clicks."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any

from bot.workspace.ack import Ack
from bot.workspace.clock import Clock
from bot.workspace.faults import EVENT, Faults
from bot.workspace.pace import Pace
from bot.workspace.room import Message, Room
from bot.workspace.site import Site
from bot.workspace.sockets import Sockets
from bot.workspace.state import State

PLURAL = {"channel": "channels", "group": "groups", "im": "im"}


class Courier:
    """Sends envelopes and notes what came of them."""

    def __init__(self, site: Site, clock: Clock, state: State, sockets: Sockets, pace: Pace, faults: Faults) -> None:
        self._site = site
        self._clock = clock
        self._state = state
        self._sockets = sockets
        self._pace = pace
        self._faults = faults
        self._tasks: set[asyncio.Task[None]] = set()

    async def ask(self, kind: str, payload: Mapping[str, Any], what: str) -> Ack:
        """Send an envelope that somebody waits for."""
        start = asyncio.get_running_loop().time()
        if not self._sockets.connected:
            self._state.note(self._clock.now(), "to bot", what, False, "the bot is not connected")
            return Ack(False, 0, error="dispatch_failed")
        reply = await self._sockets.send(kind, payload, self._pace.ack_seconds)
        seconds = asyncio.get_running_loop().time() - start
        acked = reply is not None
        detail = f"acknowledged in {seconds * 1000:.0f} ms" if acked else "not acknowledged"
        content = {"type": kind, "payload": payload, "ack": reply}
        self._state.note(self._clock.now(), "to bot", what, acked, detail, content)
        if reply is None:
            return Ack(False, seconds, error="operation_timeout")
        return Ack(True, seconds, reply.get("payload"))

    def message(self, room: Room, message: Message) -> None:
        """Tell the bot of a message, where it listens; a mention in a channel is two events."""
        if self._site.bot_user not in room.members:
            return
        told = {key: value for key, value in message.items() if key != "metadata"}
        event = {**told, "channel": room.id, "event_ts": message["ts"], "channel_type": room.kind}
        if f"message.{PLURAL[room.kind]}" in self._site.manifest.events:
            self._send(event)
        theirs = "bot_id" not in message and "subtype" not in message
        mentioned = f"<@{self._site.bot_user}" in message.get("text", "")
        if theirs and mentioned and room.kind != "im":
            event = {key: value for key, value in event.items() if key != "channel_type"}
            self.event({**event, "type": "app_mention"})

    def changed(self, room: Room, subtype: str, old: Message, new: Message | None) -> None:
        """Tell the bot that a message was edited or deleted."""
        if self._site.bot_user not in room.members:
            return
        if f"message.{PLURAL[room.kind]}" not in self._site.manifest.events:
            return
        stamp = self._state.stamp(self._clock.now())
        event = {
            "type": "message",
            "subtype": subtype,
            "hidden": True,
            "channel": room.id,
            "channel_type": room.kind,
            "previous_message": old,
            "ts": stamp,
            "event_ts": stamp,
        }
        self._send({**event, "message": new} if new else {**event, "deleted_ts": old["ts"]})

    def event(self, event: Mapping[str, Any]) -> None:
        """Send an event that the app has subscribed to, without waiting for it."""
        if event["type"] in self._site.manifest.events:
            self._send(event)

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Let work run beside everything else."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def stop(self) -> None:
        """Give up what is still under way."""
        for task in tuple(self._tasks):
            task.cancel()

    def _send(self, event: Mapping[str, Any]) -> None:
        payload = {
            "token": "not-used",
            "team_id": self._site.team_id,
            "api_app_id": self._site.app_id,
            "event": dict(event),
            "type": "event_callback",
            "event_id": self._state.new_id("Ev"),
            "event_time": int(self._clock.now().timestamp()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": self._site.team_id,
                    "user_id": self._site.bot_user,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
        }
        self.start(self._event(payload))
        if self._faults.take(EVENT) is not None:
            self.start(self._event(payload))

    async def _event(self, payload: Mapping[str, Any]) -> None:
        event = payload["event"]
        what = "event " + ".".join(part for part in (event["type"], event.get("subtype")) if part)
        for attempt in range(self._pace.retries + 1):
            if attempt:
                await asyncio.sleep(self._pace.retry_seconds)
            if not self._sockets.connected:
                self._state.note(self._clock.now(), "to bot", what, False, "the bot is not connected")
                continue
            reason = "timeout" if attempt else ""
            reply = await self._sockets.send(
                "events_api", payload, self._pace.ack_seconds, retry_attempt=attempt, retry_reason=reason
            )
            detail = f"retry {attempt}" if attempt else ""
            if reply is not None:
                self._state.note(self._clock.now(), "to bot", what, True, detail, payload)
                return
            self._state.note(self._clock.now(), "to bot", what, False, f"not handled {detail}".strip(), payload)
