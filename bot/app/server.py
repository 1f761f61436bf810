"""The HTTP side: Slack's requests where they come that way, /health and /metrics."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from aiohttp import web
from slack_bolt import App, BoltResponse

from bot.app.address import Address
from bot.app.connection import CONCURRENCY
from bot.app.health import Health
from bot.app.request import read_request
from bot.manifest import REQUEST_PATH

T = TypeVar("T")
_log = logging.getLogger(__name__)
_MOST_BYTES = 1_000_000
_STOP_SECONDS = 10


class Server:
    """Listens on a thread of its own, until it is closed; takes Slack's requests once it has an app for them."""

    def __init__(self, address: Address, health: Callable[[], Health], metrics: Callable[[], bytes]) -> None:
        """Open the address; raises OSError where it cannot be opened."""
        self._health = health
        self._metrics = metrics
        self._app: App | None = None
        self._pool = ThreadPoolExecutor(CONCURRENCY, thread_name_prefix="kwai-http")
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="kwai-server", daemon=True)
        self._thread.start()
        try:
            self._runner = asyncio.run_coroutine_threadsafe(self._open(address), self._loop).result()
        except BaseException:
            self._end()
            raise
        self.port: int = self._runner.addresses[0][1]

    def take_requests(self, app: App) -> None:
        """Hand Slack's requests to the app from now on; it checks their signatures."""
        # Of a request it refuses Bolt would write the whole body into the log.
        logging.getLogger("slack_bolt.RequestVerification").setLevel(logging.WARNING)
        self._app = app

    @property
    def takes_requests(self) -> bool:
        """Whether Slack's requests are handed on."""
        return self._app is not None

    def close(self) -> None:
        """Finish the requests at hand, and listen no more."""
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(_STOP_SECONDS * 2)
        self._end()

    async def _open(self, address: Address) -> web.AppRunner:
        routes = web.Application(client_max_size=_MOST_BYTES)
        routes.add_routes(
            [
                web.post(REQUEST_PATH, self._slack),
                web.get("/health", self._tell_health),
                web.get("/metrics", self._tell_metrics),
            ]
        )
        runner = web.AppRunner(routes, access_log=None, shutdown_timeout=_STOP_SECONDS)
        await runner.setup()
        await web.TCPSite(runner, address.host, address.port).start()
        return runner

    async def _slack(self, request: web.Request) -> web.Response:
        app = self._app
        if app is None:
            return web.Response(status=404, text="Slack's requests are not taken here.")
        body = (await request.read()).decode("utf-8", "replace")
        headers = {name.lower(): value for name, value in request.headers.items()}
        asked = read_request(body, request.query_string, headers)
        if asked is None:
            return web.Response(status=401, text="not signed by Slack")
        answer = await self._apart(lambda: app.dispatch(asked))
        if answer.status == 401:
            _log.warning("a request that Slack did not sign, or that is too old, was refused")
        return _response(answer)

    async def _tell_health(self, _: web.Request) -> web.Response:
        health = await self._apart(self._health)
        return web.json_response(health.record(), status=200 if health.ok else 503)

    async def _tell_metrics(self, _: web.Request) -> web.Response:
        return web.Response(body=await self._apart(self._metrics), content_type="text/plain", charset="utf-8")

    async def _apart(self, work: Callable[[], T]) -> T:
        """Do blocking work on a thread of the pool."""
        return await self._loop.run_in_executor(self._pool, work)

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._pool.shutdown()
        self._loop.close()


def _response(answer: BoltResponse) -> web.Response:
    return web.Response(
        status=answer.status, text=answer.body, headers={"Content-Type": answer.first_headers()["content-type"]}
    )
