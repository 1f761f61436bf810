"""A local workspace that speaks Slack's wire protocol, in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from bot.workspace.ack import Ack
from bot.workspace.clock import Clock, Moment
from bot.workspace.courier import Courier
from bot.workspace.desks import Desks
from bot.workspace.faults import Faults
from bot.workspace.fields import Given, Values
from bot.workspace.gone import Gone
from bot.workspace.interactions import Options
from bot.workspace.office import Office
from bot.workspace.pace import Pace
from bot.workspace.page.desk import PageDesk
from bot.workspace.server import Server
from bot.workspace.site import Person, Site
from bot.workspace.sockets import Sockets
from bot.workspace.state import State
from bot.workspace.surface import Surface, in_message, in_view
from bot.workspace.witness import Witness


def no_moments() -> Sequence[Moment]:
    """Nothing to jump to."""
    return ()


class Workspace(Witness):
    """The workspace from outside: what people do in it, beside what can be seen of it.

    `user` is a name or id, by default the first person; `channel` a name or id, or `dm`, the person's one with the bot.
    """

    def __init__(self, office: Office, port: int, moments: Callable[[], Sequence[Moment]]) -> None:
        super().__init__(office)
        self._desks = Desks(office)
        self._server = Server(office, PageDesk(office, self._desks, moments), port)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop serving; what was said stays in the state."""
        self._server.close()

    def say(self, channel: str, text: str, *, user: str | None = None, thread_ts: str | None = None) -> str:
        """Type a message as a person; its ts. ValueError where they may not write."""
        person, room = self._person(user), self._room(channel, user)
        return self._server.do(lambda: self._desks.street.say(room, person, text, thread_ts))

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
        return self._server.run(self._desks.street.command(room, person, command, text, thread_ts))

    def press(
        self, message_ts: str, action_id: str, *, channel: str, user: str | None = None, value: Given = None
    ) -> Ack:
        """Press a button of a message, or choose in one of its menus."""
        person, room = self._person(user), self._room(channel, user)
        return self._server.run(self._desks.interactions.press_in_message(person, room, message_ts, action_id, value))

    def press_in_view(self, action_id: str, *, user: str | None = None, value: Given = None) -> Ack:
        """Press a button in the modal that a person sees, or choose in one of its menus."""
        person = self._person(user)
        surface = in_view(self._desks.modals.top(person))
        return self._server.run(self._desks.interactions.press(person, surface, action_id, value))

    def press_in_home(self, action_id: str, *, user: str | None = None, value: Given = None) -> Ack:
        """Press a button on the app's home tab, or choose in one of its menus."""
        person = self._person(user)
        return self._server.run(self._desks.interactions.press(person, self._home(person), action_id, value))

    def enter(self, values: Values, *, user: str | None = None) -> None:
        """Fill in fields of the modal that a person sees, and send nothing."""
        person = self._person(user)
        self._desks.interactions.enter(person, in_view(self._desks.modals.top(person)), values)

    def submit(self, values: Values, *, user: str | None = None) -> Mapping[str, str]:
        """Send the modal in, with values by block_id and action_id over those that stand there; errors by block_id."""
        return self._server.run(self._desks.modals.submit(self._person(user), values))

    def close_view(self, *, user: str | None = None, whole: bool = False) -> None:
        """Cancel the modal that a person sees, or close the whole stack."""
        self._server.run(self._desks.modals.close(self._person(user), whole=whole))

    def suggest(
        self,
        action_id: str,
        typed: str,
        *,
        user: str | None = None,
        message_ts: str = "",
        channel: str = "",
        home: bool = False,
    ) -> Mapping[str, Options]:
        """Type ahead in a select of the modal that a person sees, of a message, or of the home tab."""
        person = self._person(user)
        if message_ts:
            surface = in_message(self.state, self._room(channel, user), person, message_ts)
        else:
            surface = self._home(person) if home else in_view(self._desks.modals.top(person))
        return self._server.run(self._desks.interactions.suggest(person, surface, action_id, typed))

    def shortcut(self, callback_id: str, *, user: str | None = None, channel: str | None = None) -> Ack:
        """Run a global shortcut, perhaps with a channel before oneself."""
        person, room = self._person(user), self._room(channel, user) if channel is not None else None
        return self._server.run(self._desks.interactions.shortcut(person, callback_id, room))

    def message_shortcut(self, callback_id: str, message_ts: str, *, channel: str, user: str | None = None) -> Ack:
        """Run a shortcut on a message."""
        person, room = self._person(user), self._room(channel, user)
        return self._server.run(self._desks.interactions.message_shortcut(person, room, message_ts, callback_id))

    def open_home(self, *, user: str | None = None) -> None:
        """Open the app's home tab."""
        person = self._person(user)
        self._server.do(lambda: self._desks.app_home.open(person, "home"))

    def open_pane(self, *, user: str | None = None, beside: str = "") -> None:
        """Open the app's conversation, beside a channel or on its own."""
        person, room = self._person(user), self._room(beside, user) if beside else None
        self._server.do(lambda: self._desks.app_home.open(person, "messages", room))

    def look(self, beside: str, *, user: str | None = None) -> None:
        """Go to another channel while the app's pane is open."""
        self._server.do(lambda: self._desks.app_home.look(self._room(beside, user)))

    def stop(self, thread_ts: str, *, channel: str = "dm", user: str | None = None) -> None:
        """Press the stop button of a session; KeyError when the app works on nothing there."""
        person, room = self._person(user), self._room(channel, user)
        self._server.do(lambda: self._desks.app_home.stop(person, room, thread_ts))

    def move_to(self, moment: datetime) -> None:
        """Put the clock somewhere else."""
        self._office.clock.move_to(moment)
        self.state.touch()

    def speak(self, locale: str, *, user: str | None = None) -> None:
        """Read Slack in another language, for instance `zh-CN`."""
        self.state.locales[self._person(user).id] = locale
        self.state.touch()

    def invite(self, channel: str, *, user: str | None = None, guest: str | None = None) -> None:
        """Bring the bot, or a guest, into a channel."""
        room, inviter = self._room(channel, user), self._person(user).id
        coming = self._person(guest).id if guest else self.bot_user
        self._server.do(lambda: self._desks.channels.join(room, coming, inviter))

    def remove(self, channel: str, *, user: str | None = None) -> None:
        """Take the bot out of a channel."""
        room, remover = self._room(channel, user), self._person(user).id
        self._server.do(lambda: self._desks.channels.leave(room, self.bot_user, remover))

    def join(self, channel: str, *, user: str | None = None) -> None:
        """Go into a channel as a person."""
        self._server.do(lambda: self._desks.channels.join(self._room(channel, user), self._person(user).id))

    def leave(self, channel: str, *, user: str | None = None) -> None:
        """Go out of a channel as a person."""
        self._server.do(lambda: self._desks.channels.leave(self._room(channel, user), self._person(user).id))

    def rename(self, channel: str, name: str, *, user: str | None = None) -> None:
        """Give a channel another name; ValueError for one that cannot be."""
        self._server.do(lambda: self._desks.channels.rename(self._room(channel, user), self._person(user), name))

    def archive(self, channel: str, archived: bool = True, *, user: str | None = None) -> None:
        """Close a channel to new messages, or open it again."""
        self._server.do(lambda: self._desks.channels.archive(self._room(channel, user), self._person(user), archived))

    def delete(self, channel: str) -> None:
        """Take a channel away with everything in it."""
        self._server.do(lambda: self._desks.channels.delete(self._room(channel, None)))

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask the bot to connect anew, as Slack does every few hours."""
        self._server.run(self._office.sockets.disconnect(reason))

    def cut(self) -> None:
        """Close the bot's sockets without a word."""
        if not self._server.closed:
            self._server.run(self._office.sockets.cut())

    def refuse(self, method: str, error: str, times: int = 1) -> None:
        """Refuse the next calls of a method; more troubles are in `faults`."""
        self.faults.refuse(method, error, times)

    def deliver(self, envelope_type: str, payload: Mapping[str, Any]) -> Ack:
        """Send an envelope as it is, for instance an event a second time."""
        return self._server.run(self._office.courier.ask(envelope_type, payload, f"{envelope_type} by hand"))

    def _home(self, person: Person) -> Surface:
        view = self.state.views.home(person.id)
        if view is None:
            raise Gone("no home was published")
        return in_view(view)


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
    faults = faults or Faults()
    courier = Courier(site, clock, state, sockets, pace, faults)
    office = Office(site, clock, state, faults, pace, sockets, courier)
    return Workspace(office, port, moments)
