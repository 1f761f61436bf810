"""How long the workspace waits for the bot."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds until an envelope counts as not acknowledged, and how often and when events are sent again."""

    ack_seconds: float = 3.0
    retries: int = 0
    retry_seconds: float = 3.0
