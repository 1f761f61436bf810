"""The error door: whatever went wrong, the person hears a sentence and the log a reference."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltResponse
from slack_bolt.error import BoltUnhandledRequestError

from bot.core.message import Message
from bot.deliver.mailroom import StoreUnavailable
from handlers.room import Room

_log = logging.getLogger(__name__)


def register(app: App, room: Room) -> None:
    """Listen for errors of the other doors."""

    @app.error
    def tell(error: Exception, body: Mapping[str, Any]) -> BoltResponse:
        if isinstance(error, BoltUnhandledRequestError):
            # Acknowledged, or Slack would send it again and again.
            return BoltResponse(status=200, body="")
        reference = secrets.token_hex(2).upper()
        reason = "database" if isinstance(error, StoreUnavailable) else "broken"
        # The text of a question is never logged, only what kind of thing broke.
        _log.error("trouble %s: %s", reference, type(error).__name__, exc_info=error)
        if body.get("type") == "block_suggestion":
            return BoltResponse(status=200, body={"options": []})
        message = room.desk.trouble(str(body.get("text") or _text_of(body)), reason, reference)
        if body.get("type") == "view_submission":
            # The form stays open, with all that was entered.
            return BoltResponse(status=200, body={"response_action": "errors", "errors": _first_field(body, message)})
        if "command" in body:
            return BoltResponse(status=200, body={"response_type": "ephemeral", **message.payload})
        _say(room, body, message.payload)
        return BoltResponse(status=200, body="")


def _text_of(body: Mapping[str, Any]) -> str:
    """Words that show the language: of an event, or of the window that something was done in."""
    event, view = body.get("event"), body.get("view")
    if isinstance(view, Mapping):
        return str((view.get("title") or {}).get("text") or "")
    return str(event.get("text") or "") if isinstance(event, Mapping) else ""


def _first_field(body: Mapping[str, Any], message: Message) -> dict[str, str]:
    fields = [block["block_id"] for block in body["view"]["blocks"] if block["type"] == "input"]
    return {str(fields[0]): message.plain}


def _say(room: Room, body: Mapping[str, Any], payload: dict[str, Any]) -> None:
    """Tell the person where they asked, past the database that may be what is broken."""
    event = body.get("event")
    if isinstance(event, Mapping) and _is_ours(room, event):
        room.aside.speak(event["channel"], event.get("thread_ts") or event["ts"], payload)
    elif body.get("response_url"):
        room.aside.answer(str(body["response_url"]), payload)
    elif isinstance(body.get("user"), Mapping):
        room.aside.show(None, str(body["user"]["id"]), payload)


def _is_ours(room: Room, event: Mapping[str, Any]) -> bool:
    """Whether words were said to the bot: by name, directly, or as a question under one of its messages."""
    if event.get("type") == "app_mention" or event.get("channel_type") == "im":
        return True
    if event.get("parent_user_id") != room.bot_user:
        return False
    try:
        return not room.desk.ask(str(event.get("text") or ""), room.now().date(), addressed=False).silent
    except Exception:  # what broke the answer may break this reading of it too
        return True
