"""What people do in a modal: press, submit, close."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.workspace.ack import Ack
from bot.workspace.methods.views import checked, replace, stack
from bot.workspace.office import Office
from bot.workspace.refusal import Refusal
from bot.workspace.site import Person
from bot.workspace.street import Street, elements, find_action

Values = Mapping[str, Mapping[str, str]]  # block_id → action_id → what was entered


class Modals:
    """The view on top of a person's stack."""

    def __init__(self, office: Office, street: Street) -> None:
        self._office = office
        self._street = street

    def top(self, person: Person) -> dict[str, Any] | None:
        """The view that the person sees."""
        stacked = self._office.state.stacks.get(person.id, ())
        return self._office.state.views[stacked[-1]] if stacked else None

    async def press(self, person: Person, action_id: str, value: str | None) -> Ack:
        """Press a button in the view."""
        view = self.top(person)
        if view is None:
            raise KeyError("no view is open")
        action = find_action(view["blocks"], action_id, value)
        action["action_ts"] = self._office.state.stamp(self._office.now())
        payload = self._street.interactive(person) | {
            "type": "block_actions",
            "container": {"type": "view", "view_id": view["id"]},
            "view": view,
            "actions": [action],
        }
        return await self._office.courier.ask("interactive", payload, f"press {action_id}")

    async def submit(self, person: Person, values: Values) -> Mapping[str, str]:
        """Send the view in; the errors by block_id, none when it went through."""
        view = self.top(person)
        if view is None:
            raise KeyError("no view is open")
        view["state"] = {"values": entered(view, values)}
        payload = self._street.interactive(person) | {
            "type": "view_submission",
            "view": view,
            "response_urls": [],
        }
        ack = await self._office.courier.ask("interactive", payload, f"submit {view['callback_id']}".strip())
        if not ack.acked:
            return {"": "The bot did not answer in time. Nothing was sent."}
        try:
            return self._follow(person, view, ack.payload or {})
        except Refusal as refusal:
            self._office.state.note(self._office.now(), "from bot", "view in ack", False, str(refusal.more))
            return {"": "The bot's answer was not a valid view."}

    async def close(self, person: Person) -> None:
        """Close the view, and tell the bot where it asked to be told."""
        view = self.top(person)
        if view is None:
            return
        self._office.state.stacks[person.id].pop()
        self._office.state.touch()
        if view.get("notify_on_close"):
            payload = self._street.interactive(person) | {
                "type": "view_closed",
                "view": view,
                "is_cleared": False,
            }
            await self._office.courier.ask("interactive", payload, "close view")

    def _follow(self, person: Person, view: dict[str, Any], payload: Mapping[str, Any]) -> Mapping[str, str]:
        state = self._office.state
        match payload.get("response_action"):
            case "errors":
                errors: Mapping[str, str] = payload.get("errors", {})
                return errors
            case "update":
                replace(self._office, view["id"], checked(payload.get("view")))
            case "push":
                stack(self._office, person.id, checked(payload.get("view")))
            case "clear":
                state.stacks[person.id] = []
            case _:
                state.stacks[person.id].pop()
        state.touch()
        return {}


def entered(view: Mapping[str, Any], values: Values) -> dict[str, dict[str, Any]]:
    """state.values as Slack sends it: an entry for every input, filled in or not."""
    found: dict[str, dict[str, Any]] = {}
    for block_id, element in elements(view["blocks"]):
        text = values.get(block_id, {}).get(element["action_id"], "")
        entry: dict[str, Any] = {"type": element["type"]}
        if "options" in element:
            chosen = next((option for option in element["options"] if option["value"] == text), None)
            entry["selected_option"] = chosen
        else:
            entry["value"] = text or None
        found.setdefault(block_id, {})[element["action_id"]] = entry
    return found
