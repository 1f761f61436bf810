"""A no from the workspace, in Slack's words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.blockkit.fault import Fault


class Refusal(Exception):
    """A call that is answered ok:false."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.more = more

    def answer(self) -> dict[str, Any]:
        """The body of the answer."""
        return {"ok": False, "error": self.error, **self.more}


def faulty(faults: Iterable[Fault], otherwise: str = "invalid_blocks") -> Refusal:
    """The refusal of a payload with those faults."""
    found = tuple(faults)
    error = otherwise
    for fault in found if otherwise == "invalid_blocks" else ():
        match fault.pointer, fault.code:
            case "/blocks", "msg_blocks_too_long":
                error = "msg_blocks_too_long"
            case "/text", "too_long":
                error = "msg_too_long"
            case "/text", "missing" | "empty" if len(found) == 1:
                error = "no_text"
    lines = [f"{fault.message} [json-pointer:{fault.pointer}]" for fault in found]
    return Refusal(
        error,
        errors=[{"pointer": f.pointer, "code": f.code, "message": f.message} for f in found],
        response_metadata={"messages": [f"[ERROR] {line}" for line in lines]},
    )
