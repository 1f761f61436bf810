"""Work beside an answer: what asks Slack something first, and ends in words to one person."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable

from bot.core.message import Message
from bot.deliver.mailroom import Address, StoreUnavailable
from handlers.room import Room

_log = logging.getLogger(__name__)


def later(room: Room, to: Address, work: Callable[[], tuple[Message, ...]]) -> None:
    """Do what asks Slack something beside the answer; its messages, or its trouble, go to the asker alone."""

    def done() -> None:
        try:
            messages = work()
        except Exception as error:
            reference = secrets.token_hex(2).upper()
            _log.exception("trouble %s", reference)
            reason = "database" if isinstance(error, StoreUnavailable) else "broken"
            messages = (room.desk.trouble("", reason, reference),)
        for message in messages:
            room.aside.show(to.response_url, to.user, message.payload)

    room.aside.do(done)
