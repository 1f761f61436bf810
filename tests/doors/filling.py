"""Forms at the wire: what stands in them, and how a test fills them in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.blockkit.check import check_view

from .stage import Corner

View = Mapping[str, Any]
_SENT = ("type", "title", "submit", "close", "private_metadata", "callback_id", "notify_on_close", "blocks")


def legal(view: View) -> View:
    """The view, which Slack would take."""
    assert check_view({key: view[key] for key in _SENT if view.get(key) is not None}) == ()
    return view


def window(corner: Corner, user: str | None = None) -> View:
    """The view that a person sees."""
    return legal(corner.workspace.wait_for(lambda ws: ws.view(user)))


def blocks(view: View) -> dict[str, str]:
    """The block that each field stands in, by its action id."""
    return {block["element"]["action_id"]: block["block_id"] for block in view["blocks"] if block["type"] == "input"}


def held(view: View, field: str) -> Any:
    """What stands in a field: words, an id, or the text of an option."""
    entry = view["state"]["values"][blocks(view)[field]][field]
    option = entry.get("selected_option")
    if "selected_option" in entry:
        return option and option["text"]["text"]
    return next((value for key, value in entry.items() if key != "type"), None)


def offered(corner: Corner, field: str, typed: str, user: str | None = None) -> list[str]:
    """What a menu offers for the letters typed."""
    found = corner.workspace.suggest(field, typed, user=user)
    return [option["text"]["text"] for option in found.get("options", ())]


def submit(corner: Corner, user: str | None = None, **given: str) -> Mapping[str, str]:
    """Send the form in with more of it filled in, by action id; the errors by field."""
    view = corner.workspace.view(user)
    assert view is not None
    places = blocks(view)
    errors = corner.workspace.submit({places[field]: {field: value} for field, value in given.items()}, user=user)
    names = {block: field for field, block in places.items()}
    return {names[block]: text for block, text in errors.items()}
