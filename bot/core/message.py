"""What is sent: blocks, and the plain text that carries all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.basis import Basis


@dataclass(frozen=True, slots=True)
class Message:
    """A message for Slack and for a terminal.

    `plain` is the whole of it in sentences; `text` is the same with Slack's three escapes;
    `blocks` is what Slack draws. `facts` are the ids of the facts it shows; `basis` is what the
    record keeps of it, None for a message that holds no answer. `subject` is what a question
    about this message goes on from, opaque to all but the desk. Of a digest's messages `section` is the
    place of the section among those of its edition; None is the headline, or no digest.
    """

    plain: str
    text: str
    blocks: tuple[Mapping[str, Any], ...] = ()
    facts: tuple[str, ...] = ()
    basis: Basis | None = None
    subject: str | None = None
    section: int | None = None

    @property
    def payload(self) -> dict[str, Any]:
        """The message as Slack's arguments."""
        return {"text": self.text, "blocks": list(self.blocks)}
