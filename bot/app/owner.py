"""The owner: who hears, in a sentence of ours, of what went wrong."""

from __future__ import annotations

import logging

from bot.deliver.failure import Failure
from bot.remember.subscriptions import Subscription
from handlers.aside import Aside

_log = logging.getLogger(__name__)


class Owner:
    """Tells the log, and the user or channel that was named, where one was."""

    def __init__(self, aside: Aside, address: str | None) -> None:
        self._aside = aside
        self._address = address

    def tell(self, sentence: str) -> None:
        """Say a sentence."""
        _log.error("%s", sentence)
        if self._address is not None:
            self._aside.tell(self._address, sentence)

    def message_failed(self, failure: Failure) -> None:
        """That a message was not posted, or may not have been."""
        row = failure.row
        message = "An answer" if row.kind == "answer" else f"A {row.kind}"
        what = "may not have been posted" if failure.is_unsure else "was not posted"
        self.tell(f"{message} to <#{row.channel}> {what}: {failure.error}. Reference {row.id:04X}.")

    def digest_failed(self, subscription: Subscription, error: Exception) -> None:
        """That a digest could not be composed."""
        self.tell(f"The digest {subscription.id} could not be composed: {error}. It is tried again.")
