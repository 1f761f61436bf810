"""A local workspace that speaks Slack's wire protocol, in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from copy import deepcopy
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web

from bot.workspace.ack import Ack
from bot.workspace.clock import Clock, Moment
from bot.workspace.courier import Courier
from bot.workspace.faults import Faults
from bot.workspace.guard import guard
from bot.workspace.journal import Journal
from bot.workspace.modals import Modals, Values
from bot.workspace.office import Office
from bot.workspace.pace import Pace
from bot.workspace.page.desk import PageDesk
from bot.workspace.site import Person, Site
from bot.workspace.sockets import Sockets
from bot.workspace.state import Message, Room, State
from bot.workspace.street import Street
from bot.workspace.web_api import WebApi

T = TypeVar("T")


def no_moments() -> Sequence[Moment]:
    """Nothing to jump to."""
    return ()


class Workspace:
    """The workspace from outside: what people do in it and what can be seen of it."""

    def __init__(self, office: Office, port: int, moments: Callable[[], Sequence[Moment]]) -> None:
        self._office = office
        self._street = Street(office)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="workspace", daemon=True)
        self._thread.start()
        self._closed = False
        self._modals = Modals(office, self._street)
        self._page = PageDesk(office, self._street, self._modals, moments)
        try:
            self._runner = self._run(self._serve(port))
        except BaseException:
            self._end()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def url(self) -> str:
        """The page."""
        return self._office.url

    @property
    def api_url(self) -> str:
        """The base_url for Slack's clients."""
        return f"{self._office.url}api/"

    @property
    def port(self) -> int:
        """The port, for opening it again there."""
        return int(self._office.url.rstrip("/").rpartition(":")[2])

    @property
    def bot_token(self) -> str:
        """The token for every method but one."""
        return self._office.site.bot_token

    @property
    def app_token(self) -> str:
        """The token for apps.connections.open."""
        return self._office.site.app_token

    @property
    def bot_user(self) -> str:
        """The bot's user id, for mentions."""
        return self._office.site.bot_user

    @property
    def site(self) -> Site:
        """What the workspace was opened with."""
        return self._office.site

    @property
    def state(self) -> State:
        """What it remembers; give it to open_workspace to come back with it."""
        return self._office.state

    @property
    def journal(self) -> Journal:
        """What crossed the wire, newest last."""
        return self._office.state.journal

    @property
    def faults(self) -> Faults:
        """Troubles for the bot's next calls."""
        return self._office.faults

    def close(self) -> None:
        """Stop serving; what was said stays in the state."""
        if not self._closed:
            self._closed = True
            self._run(self._shut())
            self._end()

    def say(self, channel: str, text: str, *, user: str | None = None, thread_ts: str | None = None) -> str:
        """Type a message as a person; its ts."""
        person, room = self._person(user), self._room(channel, user)
        return self._run(self._soon(lambda: self._street.say(room, person, text, thread_ts)))

    def command(
        self,
        channel: str,
        text: str,
        *,
        user: str | None = None,
        command: str = "/kwai",
        thread_ts: str | None = None,
    ) -> Ack:
        """Type a slash command as a person and wait for its acknowledgement."""
        person, room = self._person(user), self._room(channel, user)
        return self._run(self._street.command(room, person, command, text, thread_ts))

    def press(
        self, message_ts: str, action_id: str, *, channel: str, user: str | None = None, value: str | None = None
    ) -> Ack:
        """Press a button or choose from a menu as a person."""
        person, room = self._person(user), self._room(channel, user)
        return self._run(self._street.press(room, person, message_ts, action_id, value))

    def invite(self, channel: str, *, user: str | None = None) -> None:
        """Bring the bot into a channel."""
        person, room = self._person(user), self._room(channel, user)
        self._run(self._soon(lambda: self._street.invite(room, person)))

    def remove(self, channel: str) -> None:
        """Take the bot out of a channel."""
        self._run(self._soon(lambda: self._street.remove(self._room(channel, None))))

    def messages(self, channel: str, *, user: str | None = None) -> tuple[Message, ...]:
        """What stands in a channel, without the answers in threads; `dm` is a person's one with the bot."""
        with self.state.changed:
            room = self._room(channel, user)
            return tuple(deepcopy(m) for m in room.messages if m.get("thread_ts", m["ts"]) == m["ts"])

    def replies(self, channel: str, thread_ts: str, *, user: str | None = None) -> tuple[Message, ...]:
        """The answers in a thread."""
        with self.state.changed:
            return tuple(deepcopy(m) for m in self._room(channel, user).replies(thread_ts))

    def ephemerals(self, channel: str, user: str | None = None) -> tuple[Message, ...]:
        """What only that person sees in a channel."""
        person, room = self._person(user), self._room(channel, user)
        with self.state.changed:
            return tuple(deepcopy(w.message) for w in self.state.whispers if (w.room, w.user) == (room.id, person.id))

    def view(self, user: str | None = None) -> Mapping[str, Any] | None:
        """The modal that a person sees."""
        with self.state.changed:
            stack = self.state.stacks.get(self._person(user).id, ())
            return deepcopy(self.state.views[stack[-1]]) if stack else None

    def press_in_view(self, action_id: str, *, user: str | None = None, value: str | None = None) -> Ack:
        """Press a button in the modal that a person sees."""
        return self._run(self._modals.press(self._person(user), action_id, value))

    def submit(self, values: Values, *, user: str | None = None) -> Mapping[str, str]:
        """Send the modal in, with values by block_id and action_id; the bot's errors by block_id."""
        return self._run(self._modals.submit(self._person(user), values))

    def close_view(self, *, user: str | None = None) -> None:
        """Close the modal that a person sees."""
        self._run(self._modals.close(self._person(user)))

    def wait_for(self, condition: Callable[[Workspace], T | None], seconds: float = 10) -> T:
        """What the condition gives once it gives something; it is asked again after every change."""
        end = time.monotonic() + seconds
        with self.state.changed:
            while not (value := condition(self)):
                left = end - time.monotonic()
                if left <= 0:
                    raise TimeoutError(f"not within {seconds} s; the journal ends:\n{self.journal.tail()}")
                # A condition may also watch the bot, whose changes are not announced here.
                self.state.changed.wait(min(left, 0.05))
        return value

    def connected(self) -> bool:
        """Whether the bot has a socket open."""
        return self._office.sockets.connected

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask the bot to connect anew, as Slack does every few hours."""
        self._run(self._office.sockets.disconnect(reason))

    def cut(self) -> None:
        """Close the bot's sockets without a word."""
        if not self._closed:
            self._run(self._office.sockets.cut())

    def refuse(self, method: str, error: str, times: int = 1) -> None:
        """Refuse the next calls of a method; more troubles are in `faults`."""
        self.faults.refuse(method, error, times)

    def deliver(self, envelope_type: str, payload: Mapping[str, Any]) -> Ack:
        """Send an envelope as it is, for instance an event a second time."""
        return self._run(self._office.courier.ask(envelope_type, payload, f"{envelope_type} by hand"))

    def _person(self, user: str | None) -> Person:
        return self.site.you if user is None else self.site.person(user)

    def _room(self, channel: str, user: str | None) -> Room:
        if channel == "dm":
            return self.state.direct(self._person(user).id, self.site.bot_user)
        room = self.state.room(channel)
        if room is None:
            raise KeyError(channel)
        return room

    async def _soon(self, work: Callable[[], T]) -> T:
        return work()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        waiting: Future[T] = asyncio.run_coroutine_threadsafe(work, self._loop)
        return waiting.result()

    async def _serve(self, port: int) -> web.AppRunner:
        api = WebApi(self._office)
        app = web.Application(middlewares=[guard], client_max_size=8 * 1024 * 1024)
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


def open_workspace(
    site: Site,
    clock: Clock,
    *,
    port: int = 0,
    moments: Callable[[], Sequence[Moment]] = no_moments,
    faults: Faults | None = None,
    pace: Pace | None = None,
    state: State | None = None,
) -> Workspace:
    """Open a workspace on this computer, anew or with what an earlier one remembered."""
    state = state or State(site)
    pace = pace or Pace()
    sockets = Sockets(site.app_id, clock, state)
    courier = Courier(site, clock, state, sockets, pace)
    office = Office(site, clock, state, faults or Faults(), pace, sockets, courier)
    return Workspace(office, port, moments)
