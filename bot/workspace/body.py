"""The arguments of a call, in every encoding that Slack's clients use."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

NESTED = ("blocks", "attachments", "metadata", "view", "files", "prompts", "loading_messages", "channels_list")


async def arguments(request: web.Request) -> dict[str, Any]:
    """Query string, form or JSON as one mapping; nested JSON strings are opened."""
    found: dict[str, Any] = dict(request.query)
    kind = request.content_type
    if kind == "application/json":
        raw = await request.read()
        # Slack's own client sends this content type with nothing in it.
        if raw.strip():
            content = json.loads(raw)
            if not isinstance(content, dict):
                raise ValueError("not an object")
            found |= content
    elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        found |= {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    for key in NESTED:
        if isinstance(found.get(key), str):
            found[key] = json.loads(found[key])
    return found


def true(value: object) -> bool:
    """Whether an argument, in any encoding, says yes."""
    return value is True or str(value).lower() in ("1", "true")
