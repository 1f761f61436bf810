"""What is sent: blocks, and the plain text that carries all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Message:
    """A message for Slack and for a terminal.

    `plain` is the whole of it in sentences; `text` is the same with Slack's three escapes;
    `blocks` is what Slack draws.
    """

    plain: str
    text: str
    blocks: tuple[Mapping[str, Any], ...] = ()

    @property
    def payload(self) -> dict[str, Any]:
        """The message as Slack's arguments."""
        return {"text": self.text, "blocks": list(self.blocks)}
