"""What people do in a modal: fill in, submit, close."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.workspace.fields import Values, elements, held, wrong
from bot.workspace.gone import Gone
from bot.workspace.interactions import Interactions
from bot.workspace.methods.views import checked
from bot.workspace.office import Office
from bot.workspace.refusal import Refusal
from bot.workspace.site import Person
from bot.workspace.surface import in_view
from bot.workspace.views import View


class Modals:
    """The view on top of a person's stack."""

    def __init__(self, office: Office, interactions: Interactions) -> None:
        self._office = office
        self._interactions = interactions

    def top(self, person: Person) -> View:
        """The view that the person sees; KeyError when there is none."""
        view = self._office.state.views.top(person.id)
        if view is None:
            raise Gone("no view is open")
        return view

    async def submit(self, person: Person, values: Values) -> Mapping[str, str]:
        """Send the view in; the errors by block_id, none when it went through.

        What Slack's own client holds back (an empty required field, a text too long) never reaches the bot.
        Under an empty block_id stands what is wrong with the whole.
        """
        view = self.top(person)
        self._interactions.enter(person, in_view(view), values)
        say = self._office.words(person)
        held_back = {block_id: say[kind].format(most) for block_id, kind, most in wrong(view["blocks"], entered(view))}
        if held_back:
            return held_back
        payload = self._interactions.payload(person, "view_submission")
        payload |= self._interactions.trigger(person, None)
        payload |= {"view": view, "response_urls": self._response_urls(person, view)}
        ack = await self._office.courier.ask("interactive", payload, f"submit {view['callback_id']}".strip())
        if not ack.acked:
            return {"": say["no_connection"]}
        try:
            with self._office.state.changed:
                return self._follow(person, view, ack.payload or {})
        except Refusal as refusal:
            detail = "; ".join(
                [refusal.error, *(f"{f['pointer']} {f['message']}" for f in refusal.more.get("errors", ()))]
            )
            self._office.state.note(self._office.now(), "from bot", "answer to a submission", False, detail)
            return {"": say["bad_view"]}
        finally:
            self._office.state.touch()

    async def close(self, person: Person, *, whole: bool = False) -> None:
        """Cancel the view, or close the whole stack by its ×, and tell the bot where it asked to be told."""
        views = self._office.state.views
        view = views.top(person.id)
        if view is None:
            return
        whole = whole or view["clear_on_close"]
        closed = views.clear(person.id) if whole else (views.close(person.id),)
        self._office.state.touch()
        for each in closed:
            if each["notify_on_close"]:
                payload = self._interactions.payload(person, "view_closed") | {"view": each, "is_cleared": whole}
                await self._office.courier.ask("interactive", payload, f"close {each['callback_id']}".strip())

    def _follow(self, person: Person, view: View, payload: Mapping[str, Any]) -> Mapping[str, str]:
        office, views = self._office, self._office.state.views
        action = payload.get("response_action")
        if action == "errors":
            return _errors(view, payload.get("errors"))
        if not views.live(view["id"]):
            return {}
        match action:
            case "update":
                views.replace(view, checked(office, payload.get("view"), "modal"), office.mark())
            case "push":
                content = checked(office, payload.get("view"), "modal")
                views.push(person.id, content, office.state.new_id("V"), office.mark())
            case "clear":
                views.clear(person.id)
            case None:
                # A view that the bot pushed meanwhile goes with the one below it.
                while views.live(view["id"]):
                    views.close(person.id)
            case _:
                raise Refusal(f"unknown response_action {action!r}")
        return {}

    def _response_urls(self, person: Person, view: View) -> list[dict[str, str]]:
        found = []
        for block, element in elements(view["blocks"]):
            if element.get("response_url_enabled"):
                room = held(entered(view)[block["block_id"]][element["action_id"]])
                if room:
                    url = self._office.hook_url(room, person.id)
                    keys = {"block_id": block["block_id"], "action_id": element["action_id"]}
                    found.append({**keys, "channel_id": room, "response_url": url})
        return found


def entered(view: View) -> Mapping[str, Mapping[str, dict[str, Any]]]:
    """What was entered in a view."""
    values: Mapping[str, Mapping[str, dict[str, Any]]] = view["state"]["values"]
    return values


def _errors(view: View, errors: object) -> Mapping[str, str]:
    inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or set(errors) - inputs:
        raise Refusal(f"errors must name input blocks of the view, not {errors!r}")
    return {str(block_id): str(text) for block_id, text in errors.items()}
