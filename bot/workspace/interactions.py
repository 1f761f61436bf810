"""What people do with elements and shortcuts: press, choose, type ahead, run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.blockkit.element import menu
from bot.workspace.ack import Ack
from bot.workspace.fields import KEYS, OPTION, Element, Given, Values, entry, find, options
from bot.workspace.gone import Gone
from bot.workspace.manifest import Shortcut
from bot.workspace.office import Office
from bot.workspace.room import Room
from bot.workspace.site import Person
from bot.workspace.surface import Surface, in_message, in_room, seen

Options = Sequence[Mapping[str, Any]]
ECHOED = ("text", "value", "style", "placeholder", "initial_option", "initial_options")


class Interactions:
    """Sends what people do to the bot, in Slack's payloads."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def payload(self, person: Person, kind: str) -> dict[str, Any]:
        """What every interactive payload carries."""
        site = self._office.site
        user = {"id": person.id, "username": person.name, "name": person.name, "team_id": site.team_id}
        return {
            "type": kind,
            "user": user,
            "team": {"id": site.team_id, "domain": site.domain},
            "enterprise": None,
            "is_enterprise_install": False,
            "api_app_id": site.app_id,
            "token": "not-used",
        }

    def trigger(self, person: Person, room: Room | None) -> dict[str, str]:
        """A trigger_id for the payload."""
        office = self._office
        return {"trigger_id": office.state.new_trigger(person.id, office.now(), room.id if room else "")}

    async def press(
        self, person: Person, surface: Surface, action_id: str, given: Given = None, block_id: str | None = None
    ) -> Ack:
        """Press a button or choose in a menu; KeyError when nothing there has that action_id and value."""
        office = self._office
        action = self._action(person, surface, action_id, given, block_id)
        office.state.touch()
        payload = {**self.payload(person, "block_actions"), **surface.fields, **self.trigger(person, surface.room)}
        if surface.room is not None:
            payload["response_url"] = office.hook_url(surface.room.id, person.id, surface.key)
        payload["actions"] = [action | {"action_ts": office.state.stamp(office.now())}]
        return await office.courier.ask("interactive", payload, f"press {action_id}")

    def enter(self, person: Person, surface: Surface, values: Values) -> None:
        """Fill in fields, by block_id and action_id, and tell nobody yet; KeyError when there is no such field."""
        with self._office.state.changed:
            for block_id, actions in values.items():
                for action_id, given in actions.items():
                    block, element = find(surface.blocks, action_id, block_id)
                    offered = self._offered(person, surface, action_id)
                    surface.entered[block["block_id"]][action_id] = entry(element, given, offered)

    async def suggest(
        self, person: Person, surface: Surface, action_id: str, typed: str, block_id: str | None = None
    ) -> Mapping[str, Options]:
        """Type ahead in a select; the bot's `options` or `option_groups`, nothing where it gave none that are valid."""
        office = self._office
        block, element = find(surface.blocks, action_id, block_id)
        if len(typed) < element.get("min_query_length", 3):
            return {}
        payload = self.payload(person, "block_suggestion") | _stateless(surface.fields)
        payload |= {"action_id": action_id, "block_id": block["block_id"], "value": typed}
        ack = await office.courier.ask("interactive", payload, f"suggest {action_id}: {typed}".rstrip(": "))
        found = {key: value for key, value in (ack.payload or {}).items() if key in ("options", "option_groups")}
        if not any(found.values()):
            return {}
        faults = tuple(menu("select.options")(found, ""))
        if faults:
            lines = "; ".join(f"{fault.pointer} {fault.message}" for fault in faults)
            office.state.note(office.now(), "from bot", f"options for {action_id}", False, lines)
            return {}
        with office.state.changed:
            kept = office.state.offered.setdefault((surface.key, person.id, action_id), {})
            kept.update({option["value"]: option for option in options(found)})
        return found

    async def shortcut(self, person: Person, callback_id: str, room: Room | None = None) -> Ack:
        """Run a global shortcut; the payload names no room, though a menu may begin with the one before the person."""
        shortcut = self._shortcut("global", callback_id)
        payload = self.payload(person, "shortcut") | {"callback_id": callback_id} | self.trigger(person, room)
        return await self._run(shortcut, payload)

    async def message_shortcut(self, person: Person, room: Room, ts: str, callback_id: str) -> Ack:
        """Run a shortcut on a message that everybody sees."""
        shortcut = self._shortcut("message", callback_id)
        message, public = seen(self._office.state, room, person, ts)
        if not public:
            raise KeyError(f"no shortcut works on {ts}, which only one person sees")
        payload = self.payload(person, "message_action") | self.trigger(person, room)
        payload |= {
            "callback_id": callback_id,
            "channel": in_room(room),
            "message_ts": ts,
            "message": message,
            "response_url": self._office.hook_url(room.id, person.id),
        }
        return await self._run(shortcut, payload)

    async def press_in_message(
        self, person: Person, room: Room, ts: str, action_id: str, given: Given = None, block_id: str | None = None
    ) -> Ack:
        """Press a button or choose in a menu of a message."""
        return await self.press(person, in_message(self._office.state, room, person, ts), action_id, given, block_id)

    async def _run(self, shortcut: Shortcut, payload: dict[str, Any]) -> Ack:
        office = self._office
        payload["action_ts"] = office.state.stamp(office.now())
        return await office.courier.ask("interactive", payload, f"shortcut {shortcut.callback_id}")

    def _shortcut(self, kind: str, callback_id: str) -> Shortcut:
        for shortcut in self._office.site.manifest.shortcuts:
            if (shortcut.kind, shortcut.callback_id) == (kind, callback_id):
                return shortcut
        raise KeyError(f"no {kind} shortcut {callback_id!r}")

    def _offered(self, person: Person, surface: Surface, action_id: str) -> list[Any]:
        return list(self._office.state.offered.get((surface.key, person.id, action_id), {}).values())

    def _action(
        self, person: Person, surface: Surface, action_id: str, given: Given, block_id: str | None
    ) -> dict[str, Any]:
        for block in surface.blocks:
            if block_id not in (None, "", block["block_id"]):
                continue
            try:
                _, element = find([block], action_id)
                return self._pressed(person, surface, block, element, given)
            except KeyError:
                continue
        raise Gone(f"no action {action_id!r} with value {given!r}")

    def _pressed(
        self, person: Person, surface: Surface, block: Mapping[str, Any], element: Element, given: Given
    ) -> dict[str, Any]:
        kind, action_id = element["type"], element["action_id"]
        action = {"type": kind, "action_id": action_id, "block_id": block["block_id"]}
        if kind == "overflow":
            return action | {OPTION: _option(element, given)}
        if kind == "feedback_buttons":
            for side in (element["positive_button"], element["negative_button"]):
                if given is None or side["value"] == given:
                    return {**action, "value": side["value"], "text": side["text"]}
            raise KeyError(given)
        echoed = {key: element[key] for key in ECHOED if key in element}
        if kind not in KEYS:
            if given is not None and element.get("value", "") != given:
                raise KeyError(given)
            return action | echoed
        if given is None and KEYS[kind] == OPTION:
            given = str(options(element)[0]["value"])
        if given is not None:
            self.enter(person, surface, {block["block_id"]: {action_id: given}})
        return action | echoed | surface.entered[block["block_id"]][action_id]


def _stateless(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A surface as a block_suggestion tells of it: without what was entered beside (java-slack-sdk#1292)."""
    told = {key: value for key, value in fields.items() if key != "state"}
    return {**told, "view": {**told["view"], "state": {"values": {}}}} if "view" in told else told


def _option(element: Element, given: Given) -> Mapping[str, Any]:
    for option in options(element):
        if given is None or option["value"] == given:
            return option
    raise KeyError(given)
