"""What is said where a message could not be posted."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from bot.app.connection import TOKEN_ERRORS
from bot.app.owner import Owner
from bot.counter.clerk import Clerk
from bot.counter.interruption import interruption
from bot.deliver.failure import Failure
from bot.desk import Desk
from bot.remember.outbox_row import OutboxRow
from bot.remember.outgoing import Outgoing
from handlers.aside import Aside


class Regrets:
    """The owner hears of it, whoever asked too where that may help, and a subscription that cannot go on is paused."""

    def __init__(self, desk: Callable[[], Desk], aside: Aside, owner: Owner, clerk: Clerk) -> None:
        """Keep who says it, and to whom."""
        self._desk = desk
        self._aside = aside
        self._owner = owner
        self._clerk = clerk

    def tell(self, failure: Failure) -> Outgoing | None:
        """Tell whoever can act; the notice that the owner is sent."""
        row = failure.row
        why = interruption(failure, TOKEN_ERRORS)
        if why is not None:
            self._aside.do(lambda: self._interrupt(row.workspace, row.channel, why))
        if failure.is_unsure and row.kind == "answer" and row.asker is not None:
            # Who reads no channel cannot look whether it is there: the asker can.
            self._aside.whisper(row.channel, row.asker, row.thread_ts, self._words(row, "unsure"))
        return self._owner.message_failed(failure)

    def expired(self, row: OutboxRow) -> str:
        """The payload that goes out in place of one that is too old."""
        return json.dumps(self._words(row, "expired"), ensure_ascii=False)

    def _interrupt(self, workspace: str, channel: str, why: str) -> None:
        for s in self._clerk.interrupt(workspace, channel, why):
            self._owner.tell(
                f"The subscription {s.id} to <#{channel}> is paused: {why}. Once that is mended, resume it with "
                "/kwai subscriptions; what was missed can be sent then."
            )

    def _words(self, row: OutboxRow, reason: str) -> dict[str, Any]:
        words = str(json.loads(row.payload).get("text", ""))
        return self._desk().trouble(words, reason, f"{row.id:04X}", row.subject).payload
