"""The server behind a workspace: a thread of its own, on this computer only."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, TypeVar

from aiohttp import web

from bot.workspace.guard import guard
from bot.workspace.office import Office
from bot.workspace.page.desk import PageDesk
from bot.workspace.web_api import WebApi

T = TypeVar("T")
LARGEST = 8 * 1024 * 1024  # bytes of a request


class Server:
    """Web API, Socket Mode and page at one port; everything that happens in the workspace happens in its thread."""

    def __init__(self, office: Office, page: PageDesk, port: int) -> None:
        self._office = office
        self._page = page
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="workspace", daemon=True)
        self._thread.start()
        self.closed = False
        try:
            self._runner = self.run(self._serve(port))
        except BaseException:
            self._end()
            raise

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Let the server do something, and wait for it."""
        waiting: Future[T] = asyncio.run_coroutine_threadsafe(work, self._loop)
        return waiting.result()

    def do(self, work: Callable[[], T]) -> T:
        """Let the server do something that takes no time, and wait for it."""

        async def soon() -> T:
            return work()

        return self.run(soon())

    def close(self) -> None:
        """Stop serving."""
        if not self.closed:
            self.closed = True
            self.run(self._shut())
            self._end()

    async def _serve(self, port: int) -> web.AppRunner:
        api = WebApi(self._office)
        app = web.Application(middlewares=[guard], client_max_size=LARGEST)
        app.add_routes(
            [
                web.post("/api/{method}", api.call),
                web.post("/response/{token}", api.respond),
                web.get("/link/", self._office.sockets.link),
                *self._page.routes(),
            ]
        )
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        bound = runner.addresses[0][1]
        self._office.url = f"http://127.0.0.1:{bound}/"
        return runner

    async def _shut(self) -> None:
        self._office.courier.stop()
        self._page.stop()
        await self._office.sockets.cut()
        await self._runner.cleanup()

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        with suppress(RuntimeError):
            self._loop.close()
