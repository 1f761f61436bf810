"""The app's own place: its Home tab and its conversation, which under agent_view is also a pane beside any channel."""

from __future__ import annotations

from typing import Any, Literal

from bot.workspace.gone import Gone
from bot.workspace.office import Office
from bot.workspace.room import Room
from bot.workspace.site import Person

Tab = Literal["home", "messages"]


class AppHome:
    """Tells the bot that somebody came to it, and what they look at meanwhile."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def open(self, person: Person, tab: Tab, beside: Room | None = None) -> None:
        """Open a tab of the app; `beside` is the channel that stays in sight."""
        office = self._office
        event: dict[str, Any] = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": office.state.direct(person.id, office.site.bot_user).id,
            "tab": tab,
            "event_ts": office.state.stamp(office.now()),
        }
        view = office.state.views.home(person.id)
        if tab == "home" and view is not None:
            event["view"] = view
        if tab == "messages" and office.site.manifest.agent:
            event["context"] = self._context(beside)
        office.courier.event(event)

    def look(self, beside: Room | None) -> None:
        """Look at another channel while the pane is open; as Slack documents it, the event names nobody."""
        if self._office.site.manifest.agent:
            self._office.courier.event({"type": "app_context_changed", "context": self._context(beside)})

    def stop(self, person: Person, room: Room, thread_ts: str) -> None:
        """Press the stop button of a session; ending the work and saying so is the bot's own business."""
        office = self._office
        if not office.state.sessions.seen(room.id, thread_ts).processing(office.now()):
            raise Gone(f"nothing to stop in {thread_ts}")
        self._session_event("agent_session_stopped", person, room, thread_ts, {"streaming_message_ts": []})

    def rename(self, person: Person, room: Room, thread_ts: str, title: str) -> None:
        """Give a thread another title."""
        session = self._office.state.sessions.at(room.id, thread_ts)
        before, session.title = session.title, title.strip()[:200] or session.title
        self._office.state.touch()
        told = {"team_id": self._office.site.team_id, "title": session.title}
        if before:
            told["previous_title"] = before
        self._session_event("agent_session_title_changed", person, room, thread_ts, told)

    def _session_event(self, kind: str, person: Person, room: Room, thread_ts: str, more: dict[str, Any]) -> None:
        stamp = self._office.state.stamp(self._office.now())
        event = {"type": kind, "channel": room.id, "user": person.id, "thread_ts": thread_ts, "event_ts": stamp}
        self._office.courier.event(event | more)

    def _context(self, room: Room | None) -> dict[str, Any]:
        if room is None or room.kind == "im":
            return {}
        channel = {"type": "slack#/types/channel_id", "value": room.id, "team_id": self._office.site.team_id}
        return {"entities": [channel]}
