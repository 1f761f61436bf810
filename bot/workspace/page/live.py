"""Tells open pages that something changed, by Server-Sent Events."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from aiohttp import web

from bot.workspace.state import State

TICK = 20  # seconds; the clock on the page moves on even when nothing happens


class Live:
    """The open pages."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._loop: asyncio.AbstractEventLoop | None = None
        self._bells: set[asyncio.Event] = set()
        self._closing = False
        state.listeners.append(self.ring)

    def ring(self) -> None:
        """Wake every page, from whatever thread."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._ring)

    def stop(self) -> None:
        """Let the pages go."""
        self._closing = True
        with suppress(ValueError):
            self._state.listeners.remove(self.ring)
        self._ring()

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Send the version after every change until the page goes away."""
        self._loop = asyncio.get_running_loop()
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        )
        await response.prepare(request)
        bell = asyncio.Event()
        self._bells.add(bell)
        try:
            while not self._closing:
                await response.write(f"data: {self._state.version}\n\n".encode())
                with suppress(TimeoutError):
                    await asyncio.wait_for(bell.wait(), TICK)
                bell.clear()
        except ConnectionError:
            pass
        finally:
            self._bells.discard(bell)
        return response

    def _ring(self) -> None:
        for bell in tuple(self._bells):
            bell.set()
