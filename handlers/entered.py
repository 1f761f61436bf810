"""What was entered in a form, as Slack tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.deliver.mailroom import Address

_CHOSEN = ("value", "selected_conversation", "selected_channel", "selected_user", "selected_time", "selected_date")


def entered(view: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the fields, by action id; an empty field is absent."""
    return {action: said for _, action, said in _fields(view) if said}


def blocks(view: Mapping[str, Any]) -> dict[str, str]:
    """The block that each field stands in, by action id: errors are shown by block."""
    return {action: block for block, action, _ in _fields(view)}


def answered_at(body: Mapping[str, Any]) -> Mapping[str, str]:
    """Where a form that was sent in may be answered, by conversation."""
    return {str(one["channel_id"]): str(one["response_url"]) for one in body.get("response_urls") or ()}


def person(workspace: str, body: Mapping[str, Any]) -> Address:
    """The person who acts in a window: there is no channel there."""
    user = str(body["user"]["id"])
    return Address(workspace, user, user)


def _fields(view: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    values = (view.get("state") or {}).get("values") or {}
    return [(block, action, _said(field)) for block, fields in values.items() for action, field in fields.items()]


def _said(field: Mapping[str, Any]) -> str:
    option = field.get("selected_option") or {}
    return str(option.get("value") or next((field[key] for key in _CHOSEN if field.get(key)), ""))
