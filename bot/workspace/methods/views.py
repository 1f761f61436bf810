"""views.*: modals and the home tab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.blockkit.check import check_view
from bot.workspace.methods.call import Answer, Call
from bot.workspace.office import Office, named_blocks
from bot.workspace.refusal import Refusal, faulty

MOST_STACKED = 3


def open_view(call: Call) -> Answer:
    """Show a modal to the person who just did something."""
    user = _user(call)
    call.office.state.stacks[user] = []
    return {"view": stack(call.office, user, _wanted(call))}


def push(call: Call) -> Answer:
    """Put a modal on top of the one that is open."""
    user = _user(call)
    if len(call.office.state.stacks.get(user, ())) >= MOST_STACKED:
        raise Refusal("push_limit_reached")
    return {"view": stack(call.office, user, _wanted(call))}


def update(call: Call) -> Answer:
    """Change a modal that is open."""
    views = call.office.state.views
    wanted, external = call.text("view_id"), call.text("external_id")
    view_id = wanted or next((key for key, view in views.items() if view.get("external_id") == external), "")
    if view_id not in views:
        raise Refusal("not_found")
    if call.text("hash") and call.text("hash") != views[view_id]["hash"]:
        raise Refusal("hash_conflict")
    return {"view": replace(call.office, view_id, _wanted(call))}


def publish(call: Call) -> Answer:
    """Fill the home tab of a person."""
    view = _wanted(call)
    view["blocks"] = named_blocks(view["blocks"])
    call.office.state.homes[call.text("user_id")] = view
    call.office.state.touch()
    return {"view": view}


def stack(office: Office, user: str, view: Mapping[str, Any]) -> Answer:
    """Put a checked view on a person's stack."""
    view_id = office.state.new_id("V")
    stacked = office.state.stacks.setdefault(user, [])
    root = stacked[0] if stacked else view_id
    office.state.views[view_id] = {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        **view,
        "blocks": named_blocks(view["blocks"]),
        "id": view_id,
        "team_id": office.site.team_id,
        "app_id": office.site.app_id,
        "bot_id": office.site.bot_id,
        "root_view_id": root,
        "previous_view_id": stacked[-1] if stacked else None,
        "hash": office.state.stamp(office.now()),
        "state": {"values": {}},
    }
    stacked.append(view_id)
    office.state.touch()
    return office.state.views[view_id]


def replace(office: Office, view_id: str, view: Mapping[str, Any]) -> Answer:
    """Put a checked view in the place of another."""
    old = office.state.views[view_id]
    changed = {**view, "blocks": named_blocks(view["blocks"]), "hash": office.state.stamp(office.now())}
    office.state.views[view_id] = old | changed
    office.state.touch()
    return office.state.views[view_id]


def checked(view: object) -> dict[str, Any]:
    """The view, or a refusal."""
    if not isinstance(view, dict):
        raise Refusal("invalid_arguments")
    found = check_view(view)
    if found:
        raise faulty(found, "invalid_arguments")
    return dict(view)


def _wanted(call: Call) -> dict[str, Any]:
    return checked(call.args.get("view"))


def _user(call: Call) -> str:
    user, expires = call.office.state.triggers.pop(call.text("trigger_id"), ("", call.office.now()))
    if not user:
        raise Refusal("invalid_trigger_id" if call.text("trigger_id") else "invalid_arguments")
    if call.office.now() > expires:
        raise Refusal("expired_trigger_id")
    return user
