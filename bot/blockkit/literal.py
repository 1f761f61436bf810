"""Texts as they stand: Slack makes no link and no mention of words that only look like one."""

from __future__ import annotations

from typing import Any


def literal(value: Any) -> Any:
    """Blocks whose mrkdwn is not searched for addresses, channels and names; what is marked as a mention stays one."""
    if isinstance(value, dict):
        inner = {key: literal(part) for key, part in value.items()}
        return {**inner, "verbatim": True} if value.get("type") == "mrkdwn" else inner
    return [literal(part) for part in value] if isinstance(value, list | tuple) else value
