"""Modals: the sources of an answer, and a message in a window."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.blockkit.build import Block, divider, plain_text
from bot.blockkit.check import check_view
from bot.core.answer import Answer
from bot.core.message import Message
from bot.render.legal import IllegalMessage
from bot.render.page import Pages

View = dict[str, Any]
_SHOWN = frozenset({"section", "context", "header", "divider"})


def source_view(answer: Answer, pages: Pages) -> View:
    """Every print behind an answer, those that agree with the first and those that differ, one paragraph each."""
    blocks: list[Block] = []
    role = ""
    for line in answer.lines:
        if blocks and line.role != role:
            blocks.append(divider())
        one = pages.write("source_view", replace(answer, lines=(line,)), first=not blocks, opens=line.role != role)
        blocks += one.blocks
        role = line.role
    return modal("source", blocks, pages)


def notice(name: str, message: Message, pages: Pages) -> View:
    """A message in a window, without its buttons."""
    return modal(name, [dict(block) for block in message.blocks if block["type"] in _SHOWN], pages)


def modal(name: str, blocks: list[Block], pages: Pages) -> View:
    """A window to read and close; raises IllegalMessage for one that Slack would refuse."""
    return _legal(
        {
            "type": "modal",
            "callback_id": name,
            "title": _words(name, pages),
            "close": _words("close", pages),
            "blocks": blocks,
        }
    )


def form(
    callback: str,
    name: str,
    blocks: list[Block],
    pages: Pages,
    metadata: str,
    *,
    close: str = "cancel",
    tells: bool = True,
) -> View:
    """A window to fill in; `metadata` comes back with what was entered. Raises IllegalMessage as modal does.

    One that `tells` lets the bot know when it is closed without being sent in.
    """
    return _legal(
        {
            "type": "modal",
            "callback_id": callback,
            "private_metadata": metadata,
            "title": _words(name, pages),
            "submit": _words(f"{name}_submit", pages),
            "close": _words(close, pages),
            "notify_on_close": tells,
            "blocks": blocks,
        }
    )


def _words(key: str, pages: Pages) -> dict[str, Any]:
    return plain_text(pages.shown(pages.voice.phrases.say(f"modal.{key}")))


def _legal(view: View) -> View:
    faults = check_view(view)
    if faults:
        raise IllegalMessage(faults)
    return view
