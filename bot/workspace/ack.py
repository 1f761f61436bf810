"""What came back for an envelope."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Ack:
    """Whether the bot acknowledged an envelope, how fast, and with what; else the error a person sees."""

    acked: bool
    seconds: float
    payload: Mapping[str, Any] | None = None
    error: str = ""
