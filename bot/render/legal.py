"""The last look at a message before it leaves."""

from __future__ import annotations

from collections.abc import Iterable

from bot.blockkit.build import Block
from bot.blockkit.check import check_message
from bot.blockkit.escape import escape
from bot.blockkit.fault import Fault
from bot.blockkit.limits import MOST
from bot.core.message import Message
from bot.render.fit import cut, pieces
from bot.render.page import Written


class IllegalMessage(ValueError):
    """A message that Slack would refuse: a fault of a template or of the program, found before it leaves."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep the faults and say the first."""
        super().__init__(f"{len(faults)} faults, the first at {faults[0].pointer}: {faults[0].message}")
        self.faults = faults


def checked(written: Written, blocks: Iterable[Block], facts: tuple[str, ...] = ()) -> Message:
    """A message that Slack will take; an illegal one never leaves. `facts` are those it shows.

    A long text is cut into several blocks, and what a notification and a screen reader say to their limit.
    """
    whole = tuple(piece for block in blocks for piece in pieces(block))
    message = Message(*_said(written), whole, facts)
    if not written.plain and not message.blocks:
        return message
    faults = check_message(message.payload)
    if faults:
        raise IllegalMessage(faults)
    return message


def _said(written: Written) -> tuple[str, str]:
    """The plain text and the escaped one, no longer than a message can carry."""
    if len(written.text) <= MOST["message.text"]:
        return written.plain, written.text
    words = cut(written.plain, MOST["message.text"])
    while len(escape(words)) > MOST["message.text"]:
        words = cut(words, len(words) * 3 // 4)
    return words, escape(words)
