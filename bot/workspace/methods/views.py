"""views.*: modals and the home tab."""

from __future__ import annotations

from typing import Any

from bot.blockkit.check import check_view
from bot.workspace.methods.call import Answer, Call
from bot.workspace.office import Office, named_blocks
from bot.workspace.refusal import Refusal, faulty
from bot.workspace.ticket import Trigger


def open_view(call: Call) -> Answer:
    """Show a modal to the person who just did something, in place of whatever modals they had open."""
    trigger, content = _spent(call), _wanted(call, "modal")
    views = call.office.state.views
    with call.office.state.changed:
        views.clear(trigger.user)
        view = views.push(trigger.user, content, call.office.state.new_id("V"), call.office.mark(), trigger.room)
    return _shown(call, view)


def push(call: Call) -> Answer:
    """Put a modal on top of the one that is open."""
    trigger, content = _spent(call), _wanted(call, "modal")
    views = call.office.state.views
    if views.top(trigger.user) is None:
        raise Refusal("invalid_trigger_id")
    view = views.push(trigger.user, content, call.office.state.new_id("V"), call.office.mark(), trigger.room)
    return _shown(call, view)


def update(call: Call) -> Answer:
    """Change a modal that is open."""
    views = call.office.state.views
    if not call.text("view_id") and not call.text("external_id"):
        raise Refusal("invalid_arguments")
    view = views.find(call.text("view_id"), call.text("external_id"))
    if call.text("hash") not in ("", view["hash"]):
        raise Refusal("hash_conflict")
    return _shown(call, views.replace(view, _wanted(call, view["type"]), call.office.mark()))


def publish(call: Call) -> Answer:
    """Fill the home tab of a person."""
    office, user = call.office, call.text("user_id")
    if not office.site.manifest.home_tab:
        raise Refusal("not_enabled")
    if all(person.id != user for person in office.site.people):
        raise Refusal("invalid_arguments", response_metadata={"messages": ["invalid `user_id`"]})
    old = office.state.views.home(user)
    if call.text("hash") and (old is None or call.text("hash") != old["hash"]):
        raise Refusal("hash_conflict")
    content = _wanted(call, "home")
    return _shown(call, office.state.views.publish(user, content, office.state.new_id("V"), office.mark()))


def checked(office: Office, view: object, kind: str) -> dict[str, Any]:
    """The view, its blocks named, or a refusal."""
    if not isinstance(view, dict) or view.get("type") != kind:
        raise Refusal("invalid_arguments", response_metadata={"messages": [f"view must be of type {kind}"]})
    found = tuple(check_view(view))
    if found:
        too_large = any(fault.pointer == "" and fault.code == "too_long" for fault in found)
        raise faulty(found, "view_too_large" if too_large else "invalid_arguments")
    return {**view, "blocks": named_blocks(view["blocks"], office.state.new_id)}


def _shown(call: Call, view: Answer) -> Answer:
    call.office.state.touch()
    return {"view": view}


def _wanted(call: Call, kind: str) -> dict[str, Any]:
    return checked(call.office, call.args.get("view"), kind)


def _spent(call: Call) -> Trigger:
    """The trigger of the call, used up; a call that is refused for its view has used it all the same."""
    trigger = call.office.state.triggers.get(call.text("trigger_id"))
    if trigger is None:
        raise Refusal("invalid_trigger_id" if call.text("trigger_id") else "invalid_arguments")
    trigger.spend(call.office.now())
    return trigger
