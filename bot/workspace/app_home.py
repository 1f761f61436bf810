"""The app's own place: its Home tab and its conversation, which under agent_view is also a pane beside any channel."""

from __future__ import annotations

from typing import Any, Literal

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

    def _context(self, room: Room | None) -> dict[str, Any]:
        if room is None or room.kind == "im":
            return {}
        channel = {"type": "slack#/types/channel_id", "value": room.id, "team_id": self._office.site.team_id}
        return {"entities": [channel]}
